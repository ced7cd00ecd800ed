import { type DrawnWeight, proportionWords } from "../allocation/proportion-words.ts";
import type { Scope } from "../formula.ts";
import type { RawExchange, Split } from "../raw-process.ts";
import { referenceWords } from "../reference-words.ts";
import type { StatedAllocation } from "./allocation-shape.ts";
import type { DocumentContext } from "./document-context.ts";
import { valuedQuantity } from "./quantity-value.ts";
import type { Quantity } from "./shape.ts";

/** A process that was split: `shares` in the order of its references. */
interface SplitProcess {
  readonly processId: string;
  readonly references: readonly { readonly id: string; readonly amount: number }[];
  readonly exchanges: readonly RawExchange[];
}

type Context = DocumentContext & { readonly scope: Scope };
type ByProportion = Exclude<StatedAllocation, { readonly method: "substitution" | "causal" | "shares" }>;

/** The formulas of stated shares, of which those that are drawn keep the sum of 1. */
function statedWords(said: ReadonlyMap<string, Quantity>, scope: Scope): ReadonlyMap<string, string> | undefined {
  return proportionWords(
    [...said].map(([id, quantity]): DrawnWeight => {
      const share = valuedQuantity(quantity, scope);
      // A split without a value was refused.
      return share.kind === "accept"
        ? { id, words: share.value.words, value: share.value.value }
        : { id, words: undefined, value: Number.NaN };
    }),
  );
}

/**
 * Shares that a property and the amounts make, as formulas. A co-product weighs  w_k = w_k(static) a_k / a_k(static) p_k / p_k(static),  and by
 * reference efficiencies one over e_k / e_k(static): what the amounts, the property and the efficiencies follow from moves the shares.
 */
function madeWords(
  allocation: ByProportion,
  { processId, references, exchanges }: SplitProcess,
  shares: readonly number[],
  { flows, globals, scope, drawing }: Context,
): ReadonlyMap<string, string> | undefined {
  const staticAt = (what: string): void =>
    void drawing.findings.push({
      ...{ rule: "uncertain-parameter", id: processId },
      message: `The shares of process "${processId}" follow from an uncertain parameter by ${what}, which is static here.`,
    });
  const name =
    allocation.method === "physical" ? allocation.property : allocation.method === "economic" ? "price" : "energy";
  const weights = references.map(({ id, amount }, at): DrawnWeight => {
    const share = shares[at] as number;
    const parts: string[] = [];
    const own = referenceWords(exchanges, id);
    if (own !== undefined) parts.push(`${own} ${amount} / *`);
    const moved = (quantity: Quantity | undefined, of: Scope, word: "*" | "/", what: string): void => {
      const valued = quantity === undefined ? undefined : valuedQuantity(quantity, of);
      if (valued?.kind !== "accept" || valued.value.words === undefined) return;
      if (valued.value.value === 0) staticAt(`${what} of "${id}", 0 in the static run`);
      else parts.push(`${valued.value.words} ${valued.value.value} / ${word}`);
    };
    moved(flows.get(id)?.properties?.get(name)?.value, globals, "*", name);
    if (allocation.method === "efficiency") moved(allocation.efficiencies.get(id), scope, "/", "efficiency");
    return { id, value: share, words: parts.length === 0 ? undefined : `${share} ${parts.join(" ")}` };
  });
  if (allocation.method === "exergy")
    for (const [id, kelvin] of allocation.heatAtKelvin) {
      const valued = valuedQuantity(kelvin, scope);
      if (valued.kind === "accept" && valued.value.words !== undefined) staticAt(`the temperature of "${id}"`);
    }
  return proportionWords(weights);
}

/** The shares of a process as formulas, where they follow from drawn parameters; what cannot be told so is static, and a finding. */
export function drawnShares(
  allocation: StatedAllocation,
  split: SplitProcess,
  shares: readonly number[],
  context: Context,
): Split["shareWords"] {
  switch (allocation.method) {
    case "substitution":
      return undefined;
    case "causal": {
      const byKey = new Map<ReadonlyMap<string, Quantity> | undefined, ReadonlyMap<string, string> | undefined>();
      return (flowId, { stated }) => {
        const said = allocation.exchanges.get(stated.key) ?? allocation.others;
        if (said === undefined) return undefined;
        if (!byKey.has(said)) byKey.set(said, statedWords(said, context.scope));
        return byKey.get(said)?.get(flowId);
      };
    }
    default: {
      const words =
        allocation.method === "shares"
          ? statedWords(allocation.shares, context.scope)
          : madeWords(allocation, split, shares, context);
      return words === undefined ? undefined : (flowId) => words.get(flowId);
    }
  }
}
