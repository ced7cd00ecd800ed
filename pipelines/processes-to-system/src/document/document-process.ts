import { accept, type Outcome, reject } from "@celadon/quantity";
import { parameterScope } from "../parameter-scope.ts";
import { publishedFlow } from "../published-flow.ts";
import type { RawExchange, RawProcess, StatedExchange } from "../raw-process.ts";
import { referenceAmounts } from "../reference-amounts.ts";
import { circularExchanges } from "./circular-exchanges.ts";
import type { DocumentContext } from "./document-context.ts";
import { documentExchange, type ExchangeContext, supplies } from "./document-exchange.ts";
import type { StatedProcess } from "./document-shape.ts";
import type { Circular } from "./exchange-shape.ts";
import { valuedQuantity } from "./quantity-value.ts";
import { type Redefined, redefinedParameters } from "./redefined-parameters.ts";
import { splitOf } from "./split-of.ts";
import { type KeyedExchange, keyedExchanges, statedExchange } from "./stated-exchange.ts";

/** A process as it was read: every exchange that was counted, and what became of the process. */
export interface ReadProcess {
  readonly stated: readonly StatedExchange[];
  readonly outcome: Outcome<RawProcess, string>;
}

type Lost = RawProcess["refused"][number];

/** What stands for a material whose parts cannot be told. */
const circularStated = ({ id, amount, unit }: Circular): StatedExchange => ({
  key: `${id}#circular`,
  flowId: id,
  flowName: id,
  isInput: true,
  amount: typeof amount === "number" ? amount : undefined,
  unit,
});

interface ReadExchanges {
  readonly exchanges: readonly RawExchange[];
  readonly refused: readonly Lost[];
  /** Why something that the process supplies cannot be read; it would shift the burden of all else. */
  readonly lostSupply: string | undefined;
}

/** The exchanges of a process, those of its circular materials among them, in order of their keys. */
function readExchanges(process: StatedProcess, context: ExchangeContext): ReadExchanges {
  const { flows, scope } = context;
  const keyed: KeyedExchange[] = [...keyedExchanges(process.exchanges)];
  const refused: Lost[] = [];
  for (const circular of (process.circular ?? []).toSorted(byId)) {
    const parts = circularExchanges(circular, flows, scope);
    if (parts.kind === "accept") keyed.push(...parts.value);
    else refused.push({ stated: circularStated(circular), reason: parts.reason, evidence: parts.evidence });
  }
  const exchanges: RawExchange[] = [];
  let lostSupply: string | undefined;
  for (const one of keyed.sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const read = documentExchange(one, context);
    if (read.kind === "accept") {
      exchanges.push(read.value);
      continue;
    }
    refused.push({ stated: statedExchange(one, flows), reason: read.reason, evidence: read.evidence });
    const { reference, avoided, direction, flow: flowId } = one.exchange;
    const flow = flows.get(flowId);
    const isSupply = reference === true || (flow !== undefined && supplies(flow, direction));
    if (isSupply && avoided !== true) lostSupply ??= read.evidence;
  }
  return { exchanges, refused, lostSupply };
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/**
 * A process of a document, ready to be linked. Refused as a whole, because nothing of it could be scaled or split: no reference, a
 * reference or co-product that cannot be read, a reference amount of 0 or below, no sound allocation, a published result beside exchanges.
 */
export function documentProcess(process: StatedProcess, given: DocumentContext, set: Redefined): ReadProcess {
  const { id, allocation, impacts } = process;
  const { globals: outer, drawing } = given;
  const scope = parameterScope(redefinedParameters(process.parameters ?? [], set, id), { outer, owner: id, drawing });
  const context: ExchangeContext = { ...given, scope, bySubstitution: allocation?.method === "substitution" };
  const { exchanges: read, refused, lostSupply } = readExchanges(process, context);
  const published = publishedExchanges(process, context);
  const exchanges = [...read, ...(published.kind === "accept" ? published.value : [])];
  const stated = [...exchanges, ...refused].map((one) => one.stated);
  const no = (reason: string, evidence: string): ReadProcess => ({ stated, outcome: reject(reason, evidence) });

  if (published.kind !== "accept") return no(published.reason, published.evidence);
  if (lostSupply !== undefined) {
    return no("reference-refused", `What process "${id}" supplies cannot be read: ${lostSupply}`);
  }
  const references = [...referenceAmounts(exchanges)].map(([id, amount]) => ({ id, amount }));
  if (references.length === 0) {
    return no("no-reference", `Process "${id}" has no exchange with "reference": true. Mark what it is run for.`);
  }
  const negative = references.find(({ amount }) => amount < 0);
  if (negative !== undefined) {
    const fix = "A treatment is a flow of kind waste, which its process takes as an input.";
    return no(
      "reference-negative",
      `Process "${id}" supplies ${negative.amount} of its reference "${negative.id}". ${fix}`,
    );
  }
  const empty = references.find(({ amount }) => amount === 0);
  if (empty !== undefined) {
    const evidence = `Process "${id}" supplies 0 of its reference "${empty.id}". State how much it supplies.`;
    return no("reference-zero", evidence);
  }
  const others = exchanges.filter(({ role }) => role !== "reference");
  const split = splitOf(allocation, { processId: id, references, others, exchanges }, context);
  if (split.kind !== "accept") return no(split.reason, split.evidence);
  return {
    stated,
    outcome: accept({
      ...{ id, name: process.name ?? id, locationId: process.location, stage: process.stage ?? "" },
      ...{ products: references.map((one) => one.id), exchanges, refused },
      ...split.value,
      publishedBy: impacts === undefined ? undefined : [...impacts.keys()],
    }),
  };
}

/** A published result as what the process gives off of each method's own row. Nothing else may stand beside the references. */
function publishedExchanges(
  { id, impacts, exchanges, circular, parameters }: StatedProcess,
  { methods, globals }: DocumentContext,
): Outcome<readonly RawExchange[], "published" | "formula"> {
  if (impacts === undefined) return accept([]);
  if ((circular ?? []).length > 0 || (parameters ?? []).length > 0 || exchanges.some((one) => one.reference !== true)) {
    return reject(
      "published",
      `Process "${id}" has a published result and exchanges beside its references, which that result covers already. Keep one of the two.`,
    );
  }
  const made: RawExchange[] = [];
  for (const [method, quantity] of impacts) {
    const known = methods.get(method);
    if (known === undefined) {
      return reject(
        "published",
        `Process "${id}" has a published result by "${method}", which is not among the methods.`,
      );
    }
    const valued = valuedQuantity(quantity, globals);
    if (valued.kind !== "accept") return valued;
    const { value: amount, words } = valued.value;
    made.push({
      stated: {
        key: publishedFlow(method),
        flowId: publishedFlow(method),
        flowName: `Published result, ${known.name ?? method}`,
        isInput: false,
        amount,
        unit: known.unit,
      },
      role: "elementary",
      amount,
      ratio: 1,
      ...(words === undefined ? {} : { words: { amount: words, ratio: undefined } }),
      spread: undefined,
      provider: undefined,
      locationId: undefined,
      notes: [],
    });
  }
  return accept(made);
}
