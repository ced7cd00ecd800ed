import { accept, type Outcome, reject } from "@celadon/quantity";
import { offOne } from "../allocation/off-one.ts";
import { type DrawnWeight, proportionWords } from "../allocation/proportion-words.ts";
import { formulaValue, type Scope, type Valued } from "../formula.ts";
import { orderedSum } from "../ordered-sum.ts";
import type { RawExchange, Split } from "../raw-process.ts";
import type { Archive } from "./archive.ts";
import { computedShares } from "./computed-shares.ts";
import { type Fields, fieldsOf, listOf, numberOf, refOf, textOf } from "./fields.ts";
import type { ArchiveRaw } from "./raw-exchange.ts";

const allocationMethods = ["physical", "economic", "causal"] as const;
export type AllocationMethod = (typeof allocationMethods)[number];

const nameInFile: Readonly<Record<AllocationMethod, string>> = {
  physical: "PHYSICAL_ALLOCATION",
  economic: "ECONOMIC_ALLOCATION",
  causal: "CAUSAL_ALLOCATION",
};

interface Allocated {
  readonly process: Fields;
  readonly processId: string;
  readonly archive: Archive;
  /** Ids of the flows of its references, at least one, and what the process supplies of each. */
  readonly amounts: ReadonlyMap<string, number>;
  readonly references: readonly ArchiveRaw[];
  readonly others: readonly RawExchange[];
  readonly scope: Scope;
  /** The method a person gave for this process; else the file's default counts. */
  readonly given: AllocationMethod | undefined;
}

function factorOf(factor: Fields, scope: Scope): Outcome<Valued, string> {
  const formula = textOf(factor, "formula");
  if (formula !== undefined) return formulaValue(formula, scope);
  const value = numberOf(factor, "value");
  return value === undefined ? reject("allocation", "An allocation factor has no value.") : accept({ value });
}

/** Whether a factor of the exchange's internal id is for its flow too. */
const isFor = (factor: Fields, exchange: RawExchange): boolean => {
  const target = fieldsOf(factor, "exchange");
  const flowId = target && refOf(target, "flow");
  return flowId === undefined || flowId === exchange.stated.flowId;
};

const placeOf = (productId: string | undefined, exchange: string): string => JSON.stringify([productId, exchange]);
const wholeProcess = "all"; // no key: an internal id is a number, all others begin with #

/** Factors by product, and by the internal id of the exchange that they are for. */
function byPlace(factors: readonly Fields[]): ReadonlyMap<string, readonly Fields[]> {
  const places = new Map<string, Fields[]>();
  for (const factor of factors) {
    const target = fieldsOf(factor, "exchange");
    if (target === undefined && "exchange" in factor) continue; // for an exchange, and nobody can say which
    const exchange = target === undefined ? wholeProcess : String(target["internalId"]);
    const place = placeOf(refOf(factor, "product"), exchange);
    const there = places.get(place);
    if (there === undefined) places.set(place, [factor]);
    else there.push(factor);
  }
  return places;
}

/**
 * How a process with several references is split:  column k keeps its own r_k and takes lambda_ke x_e of everything else,
 * sum over k of lambda_ke = 1 for every e. One reference takes all. Where the method is stated and has no factors at all, they are computed: the
 * physical ones by mass, the economic ones by revenue. Refused, with the process and the sum: no method, a factor that is missing, two for the
 * same, a sum off 1 by more than 1e-9, a mass or price that is missing. Nothing is ever split into equal parts.
 */
export function splitOf(of: Allocated): Outcome<Split, "allocation"> {
  const { process, processId, others, scope } = of;
  const products = [...of.amounts.keys()].sort();
  if (products.length === 1) return accept({ shares: () => 1, made: undefined });
  const refuse = (what: string): Outcome<Split, "allocation"> =>
    reject(
      "allocation",
      `Process "${processId}" has ${products.length} references, and ${what} Name a method for it whose factors ` +
        "have a sum of 1, or correct them.",
    );
  const method =
    of.given ?? allocationMethods.find((one) => nameInFile[one] === textOf(process, "defaultAllocationMethod"));
  if (method === undefined) return refuse("no allocation method.");
  const factors = listOf(process, "allocationFactors").filter((one) => one["allocationType"] === nameInFile[method]);
  if (factors.length === 0) {
    if (method === "causal") return refuse("no causal factors.");
    const computed = computedShares(method, of);
    if (computed.kind !== "accept") return refuse(`no ${method} factors. ${computed.evidence}`);
    const { shares, message, words } = computed.value;
    // A share for each product was computed there; the type cannot know it.
    return accept({
      shares: (flowId) => shares.get(flowId) as number,
      made: { rule: "split-computed", message },
      shareWords: words && ((flowId) => words.get(flowId)),
    });
  }

  const places = byPlace(factors);
  const shares = new Map<RawExchange | "all", ReadonlyMap<string, number>>();
  const words = new Map<RawExchange | "all", ReadonlyMap<string, string> | undefined>();
  const parts: readonly (RawExchange | "all")[] = method === "causal" ? others : ["all"];
  const offSums: string[] = [];
  for (const part of parts) {
    const where = part === "all" ? "" : ` for exchange "${part.stated.key}" (${part.stated.flowName})`;
    const byProduct = new Map<string, number>();
    const weights: DrawnWeight[] = [];
    for (const flowId of products) {
      const there = places.get(placeOf(flowId, part === "all" ? wholeProcess : part.stated.key)) ?? [];
      const found = part === "all" ? there : there.filter((one) => isFor(one, part));
      const [factor] = found;
      if (factor === undefined) return refuse(`no ${method} factor of "${flowId}"${where}.`);
      if (found.length > 1) return refuse(`${found.length} ${method} factors of "${flowId}"${where}.`);
      const value = factorOf(factor, scope);
      if (value.kind !== "accept") return refuse(`a ${method} factor of "${flowId}" cannot be read: ${value.evidence}`);
      byProduct.set(flowId, value.value.value);
      weights.push({ id: flowId, words: undefined, ...value.value });
    }
    const sum = orderedSum([...byProduct.values()]);
    if (offOne(sum)) offSums.push(`sum to ${sum}${where}`);
    shares.set(part, byProduct);
    words.set(part, proportionWords(weights));
  }
  if (offSums.length > 0) return refuse(`its ${method} factors ${offSums.join(", ")}, and not to 1.`);
  const stated = [...(shares.get("all") ?? [])].map(([flowId, share]) => `"${flowId}" ${share}`).join(", ");
  const message = `Shared by its ${method} factors, ${method === "causal" ? "exchange by exchange" : stated}.`;
  return accept({
    // Every (part, product) was put there above; the type cannot know it.
    shares: (flowId, exchange) => shares.get(method === "causal" ? exchange : "all")?.get(flowId) as number,
    made: { rule: "split-by-file", message },
    shareWords: (flowId, exchange) => words.get(method === "causal" ? exchange : "all")?.get(flowId),
  });
}
