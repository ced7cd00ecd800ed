/** Every exchange that was read ends in exactly one of these. */
export const exchangeClasses = ["linked", "linkedBySoleSupplier", "cutOff", "ambiguous", "refused"] as const;
export type ExchangeClass = (typeof exchangeClasses)[number];

/** One exchange that is not simply linked: what it is, why it ended so, and what would change that. */
export interface ExchangeCase {
  readonly class: Exclude<ExchangeClass, "linked">;
  readonly processId: string;
  /** Its id within the process, `3`, or its place among the sorted exchanges, `#3`, when it has none. */
  readonly exchange: string;
  readonly flowId: string;
  readonly flowName: string;
  readonly direction: "input" | "output";
  /** As its source states it; null when it states none. */
  readonly amount: number | null;
  readonly unit: string;
  readonly reason: string;
  readonly message: string;
  readonly fix: string;
  /** Whether it supplies others as a credit, and is left out: without it the rest is too high. */
  readonly isCreditLeftOut?: true;
  /** Ids of the processes among which nobody chose. */
  readonly candidates: readonly string[];
}

/** Something of the source that is no exchange ended as the sentence says, or an exchange did not arrive in full. */
export interface Finding {
  readonly rule: string;
  readonly id: string;
  readonly message: string;
}

/** How one method reaches the flows of the system. */
export interface MethodCoverage {
  readonly id: string;
  readonly name: string;
  readonly factorsRead: number;
  readonly factorsUsed: number;
  readonly factorsRefused: number;
  /** Of flows that no process here exchanges. */
  readonly factorsWithoutUse: number;
  /** Rows of B at a place for which the method has no factor of its own, so that its general one stands. */
  readonly defaultUsed: number;
  /** Rows of B that it counts by a factor that is not known, and the processes that exchange them: these are unknown by it. By id. */
  readonly unknownFlows: readonly string[];
  readonly unknownProcesses: readonly string[];
  /** Of the others: rows of B that are none of its own. */
  readonly flowsWithoutFactor: number;
  /** At most ten of them, by their largest amount in one process at scale 1. */
  readonly largestWithoutFactor: readonly { readonly flowId: string; readonly amount: number; readonly unit: string }[];
}

/** What became of raw processes. `counts` add up to `exchangesRead`, `processes.accepted` and `refused` to `read`. */
export interface SystemReport {
  readonly exchangesRead: number;
  readonly counts: Readonly<Record<ExchangeClass, number>>;
  readonly processes: { readonly read: number; readonly accepted: number; readonly refused: number };
  readonly system: {
    readonly products: number;
    readonly processes: number;
    readonly flows: number;
    readonly methods: number;
    readonly uncertain: number;
  };
  /** Exchanges that share a flow and direction with another of their process: kept as entries, summed in the matrix. */
  readonly duplicates: number;
  readonly refusedProcesses: readonly Finding[];
  readonly cases: readonly ExchangeCase[];
  readonly findings: readonly Finding[];
  readonly methods: readonly MethodCoverage[];
}
