import { accept, didYouMean, type Outcome, reject } from "@celadon/quantity";
import type { Scope } from "../formula.ts";
import type { RawExchange, Role } from "../raw-process.ts";
import type { DocumentContext } from "./document-context.ts";
import type { StatedFlow } from "./flow-shape.ts";
import { inFlowUnit } from "./in-flow-unit.ts";
import { valuedQuantity } from "./quantity-value.ts";
import { spreadIn } from "./spread-in.ts";
import { type KeyedExchange, statedExchange } from "./stated-exchange.ts";
import { providerUnder } from "./view.ts";

/** What an exchange is read by: its document, and its process. */
export interface ExchangeContext extends DocumentContext {
  readonly scope: Scope;
  /** Whether what the process supplies beside its reference displaces others, without being called avoided. */
  readonly bySubstitution: boolean;
}

/** Whether an exchange supplies its flow: a product as an output, the treatment of a waste as an input. */
export const supplies = (flow: StatedFlow, direction: "input" | "output"): boolean =>
  (flow.kind === "product" && direction === "output") || (flow.kind === "waste" && direction === "input");

type Contradiction = Outcome<Role, "contradictory">;

const contradictory = (what: string, accepted: string): Contradiction =>
  reject("contradictory", `${what} Accepted: ${accepted}`);

function roleOf({ exchange }: KeyedExchange, flow: StatedFlow, bySubstitution: boolean): Contradiction {
  const { direction, reference = false, avoided = false } = exchange;
  const hasProvider = exchange.provider !== undefined || exchange.providers !== undefined;
  if (flow.kind === "elementary") {
    if (!reference && !avoided && !hasProvider) return accept("elementary");
    return contradictory(
      `Elementary flow "${flow.id}" is a reference, avoided, or has a provider.`,
      "the same without, or a product in its place.",
    );
  }
  if (exchange.location !== undefined) {
    return contradictory(`"${flow.id}" is no elementary flow and has a location.`, "the location of its process.");
  }
  if (reference && (avoided || hasProvider)) {
    const what = avoided ? "avoided" : "has a provider";
    return contradictory(`"${flow.id}" is a reference and ${what}.`, "one of the two.");
  }
  const article = `${flow.kind} "${flow.id}" as an ${direction}`;
  if (!supplies(flow, direction)) {
    if (!reference && !avoided) return accept("demand");
    const other = direction === "input" ? "output" : "input";
    const what = reference ? "a reference" : "avoided";
    return contradictory(`The ${article} is demanded, not supplied, and cannot be ${what}.`, `an ${other}.`);
  }
  if (reference) return accept("reference");
  if (avoided || bySubstitution) return accept("credit");
  return contradictory(
    `The ${article} is supplied, and neither a reference nor avoided.`,
    '"reference": true with an allocation, "avoided": true, or the allocation "substitution".',
  );
}

/** Names among which a misspelt one is looked for. Longer lists are written by programs, and each look goes through all of them. */
const mostCompared = 2000;

/** An exchange in the unit of its flow, or why it cannot be one. */
export function documentExchange(one: KeyedExchange, context: ExchangeContext): Outcome<RawExchange, string> {
  const { exchange } = one;
  const flow = context.flows.get(exchange.flow);
  if (flow === undefined) {
    const near = context.flows.size > mostCompared ? "" : didYouMean(exchange.flow, context.flows.keys());
    return reject("unknown-flow", `Flow "${exchange.flow}" is not among the flows.${near}`);
  }
  const role = roleOf(one, flow, context.bySubstitution);
  if (role.kind !== "accept") return role;
  const ratio = inFlowUnit(exchange.unit, flow, context.ratios, context.globals);
  if (ratio.kind !== "accept") return ratio;
  const valued = valuedQuantity(exchange.amount, context.scope);
  if (valued.kind !== "accept") return valued;
  const { value: amount, words } = valued.value;
  const isBought = role.value === "demand" || role.value === "credit";
  const provider = isBought ? providerUnder(context.view, exchange, flow) : accept(undefined);
  if (provider.kind !== "accept") return provider;
  const { uncertainty } = exchange;
  const spread = uncertainty === undefined ? accept(undefined) : spreadIn(uncertainty, amount, context.scope);
  return accept({
    stated: { ...statedExchange(one, context.flows), amount },
    role: role.value,
    amount: ratio.value.of(amount),
    ratio: ratio.value.of(1),
    ...(words === undefined && ratio.value.words === undefined
      ? {}
      : { words: { amount: words, ratio: ratio.value.words } }),
    spread: spread.kind === "accept" ? spread.value : undefined,
    provider: provider.value,
    locationId: exchange.location,
    notes: spread.kind === "accept" ? [] : [{ rule: "uncertainty", message: spread.evidence }],
  });
}
