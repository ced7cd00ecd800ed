import type { FlowIdentity } from "./characterisation/flow-identity.ts";
import type { Spread } from "./spread.ts";

/** What an exchange does in its process. The credits supply what another process would have supplied. */
export type Role = "reference" | "demand" | "credit" | "elementary";

/** One exchange as its source states it, before anything is made of it. */
export interface StatedExchange {
  /** Names it within its process, whatever order the exchanges came in. */
  readonly key: string;
  readonly flowId: string;
  readonly flowName: string;
  readonly isInput: boolean;
  readonly amount: number | undefined;
  readonly unit: string;
}

/** One exchange in reference units of its flow, positive in its own direction. */
export interface RawExchange {
  readonly stated: StatedExchange;
  readonly role: Role;
  readonly amount: number;
  /** Reference units per stated unit. */
  readonly ratio: number;
  /** The stated amount, and the ratio, as formulas of a folder, where they follow from drawn parameters. */
  readonly words?: { readonly amount: string | undefined; readonly ratio: string | undefined };
  readonly spread: Spread | undefined;
  /** Id of the process that the source names as its supplier. */
  readonly provider: string | undefined;
  /** Id of the place of this exchange, where it is not that of its process. */
  readonly locationId: string | undefined;
  /** What was noticed on the way; each sentence is a finding. */
  readonly notes: readonly { readonly rule: string; readonly message: string }[];
}

/** The share of an exchange that one co-product bears: lambda of (co-product, exchange). */
type Shares = (flowId: string, exchange: RawExchange) => number;

/** How a process is split among its references. */
export interface Split {
  readonly shares: Shares;
  /** The same as formulas of a folder, where they follow from drawn parameters. */
  readonly shareWords?: ((flowId: string, exchange: RawExchange) => string | undefined) | undefined;
  /** How the shares were made; undefined where there is nothing to split. */
  readonly made: { readonly rule: "split-by-file" | "split-computed"; readonly message: string } | undefined;
}

/** A process whose references are sound and whose split is known; single exchanges of it may still be refused. */
export interface RawProcess extends Split {
  readonly id: string;
  readonly name: string;
  readonly locationId: string | undefined;
  readonly stage: string;
  /** Flow ids of the references, in order of id. */
  readonly products: readonly string[];
  readonly exchanges: readonly RawExchange[];
  readonly refused: readonly { readonly stated: StatedExchange; readonly reason: string; readonly evidence: string }[];
  /** Methods of a result that somebody published, of a process of which nothing else is known; by any other it is unknown. */
  readonly publishedBy: readonly string[] | undefined;
}

/** What the list of a system says of a flow. `direction`: its own, where its source says it. */
export interface RawFlow {
  readonly name: string;
  readonly unit: string;
  readonly direction: "input" | "output" | undefined;
  readonly identity: FlowIdentity;
  readonly compartment: string;
}

/** What the processes of a source refer to. */
export interface RawTerms {
  readonly flowOf: (flowId: string) => RawFlow;
  /** Code of a place; undefined where the source has none for it. */
  readonly placeOf: (locationId: string) => string | undefined;
}
