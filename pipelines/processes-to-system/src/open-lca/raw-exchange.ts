import { accept, type Outcome, reject } from "@celadon/quantity";
import { formulaValue, type Scope, type Valued } from "../formula.ts";
import type { RawExchange, Role, StatedExchange } from "../raw-process.ts";
import type { Archive } from "./archive.ts";
import { type Fields, fieldsOf, flagOf, numberOf, refOf, textOf } from "./fields.ts";
import { spreadOf } from "./uncertainty-of.ts";
import { unitRatio } from "./unit-table.ts";

/** One exchange of an archive. */
export interface ArchiveExchange extends StatedExchange {
  readonly isReference: boolean;
  readonly fields: Fields;
}

/** A raw exchange that still knows what the archive says of it. */
export interface ArchiveRaw extends RawExchange {
  readonly stated: ArchiveExchange;
}

export interface ExchangeContext {
  readonly archive: Archive;
  readonly scope: Scope;
  /** Whether an avoided product on the side of its demand is read as a credit, as openLCA's own database keeps it. */
  readonly avoidedOnDemandSide: "credit" | "refuse";
}

/** The flow's type in the archive, else as the exchange itself repeats it. */
export const flowTypeOf = (archive: Archive, exchange: ArchiveExchange): string | undefined => {
  const flow = archive.documents.get("Flow")?.get(exchange.flowId);
  const repeated = fieldsOf(exchange.fields, "flow");
  return (flow === undefined ? undefined : textOf(flow, "flowType")) ?? (repeated && textOf(repeated, "flowType"));
};

/**
 * The role that flow type, side and flags give an exchange. A product is supplied as an output and demanded as an input; the treatment of a waste is
 * supplied by taking it as an input and demanded by an output. Refused where they contradict each other.
 */
function roleOf(exchange: ArchiveExchange, context: ExchangeContext): Outcome<Role, "contradictory" | "unknown-flow"> {
  const type = flowTypeOf(context.archive, exchange);
  const avoided = flagOf(exchange.fields, "avoidedProduct", "isAvoidedProduct");
  const side = exchange.isInput ? "input" : "output";
  if (type === "ELEMENTARY_FLOW") {
    if (!avoided) return accept("elementary");
    return reject("contradictory", "An elementary flow is avoided. Accepted: the same without the avoided flag.");
  }
  if (type !== "PRODUCT_FLOW" && type !== "WASTE_FLOW") {
    return reject(
      "unknown-flow",
      `Flow "${exchange.flowId}" is not in the archive, or has no flow type. Export it too.`,
    );
  }
  const supplies = (type === "PRODUCT_FLOW") !== exchange.isInput;
  if (avoided && exchange.isReference) {
    return reject(
      "contradictory",
      "The reference of a process is avoided. Accepted: the same without the avoided flag.",
    );
  }
  if (!avoided) return accept(supplies ? "reference" : "demand");
  if (supplies || context.avoidedOnDemandSide === "credit") return accept("credit");
  const kind = type === "PRODUCT_FLOW" ? "product" : "waste";
  return reject(
    "contradictory",
    `An avoided ${kind} is an ${side}. Accepted: an avoided ${kind} as ${exchange.isInput ? "output" : "input"}, or the same ` +
      "without the avoided flag; or let the import read it as a credit.",
  );
}

/** The amount as stated, or as its formula gives it; and what to say where the two differ by more than 1e-9 of the larger. */
function amountOf(
  exchange: ArchiveExchange,
  scope: Scope,
): Outcome<[Valued, RawExchange["notes"]], "formula" | "no-amount"> {
  const formula = textOf(exchange.fields, "amountFormula");
  const stored = exchange.amount;
  if (formula === undefined) {
    if (stored !== undefined) return accept([{ value: stored }, []]);
    return reject("no-amount", "The exchange has no amount, or none that is a number. State it.");
  }
  const valued = formulaValue(formula, scope);
  if (valued.kind !== "accept") return valued;
  const { value } = valued.value;
  const apart = stored === undefined ? 0 : Math.abs(stored - value);
  if (stored === undefined || apart <= 1e-9 * Math.max(Math.abs(stored), Math.abs(value))) {
    return accept([valued.value, []]);
  }
  const message = `The amount is stored as ${stored}, but formula "${formula}" gives ${value}, which counts.`;
  return accept([valued.value, [{ rule: "stored-differs-from-formula", message }]]);
}

/** A stated exchange in reference units, or why it cannot be one. */
export function rawExchange(stated: ArchiveExchange, context: ExchangeContext): Outcome<ArchiveRaw, string> {
  const role = roleOf(stated, context);
  if (role.kind !== "accept") return role;
  const unit = unitRatio(context.archive, stated.flowId, stated.fields);
  if (unit.kind !== "accept") return unit;
  const amount = amountOf(stated, context.scope);
  if (amount.kind !== "accept") return amount;
  const [{ value, words }, differs] = amount.value;
  const notes = [...differs];
  if (unit.value.byEvenedName) {
    const message = `Unit "${stated.unit}" was found by its name only after blanks and signs were evened out.`;
    notes.push({ rule: "name-evened", message });
  }
  if (numberOf(stated.fields, "costValue") !== undefined && refOf(stated.fields, "currency") === undefined) {
    notes.push({ rule: "unknown-currency", message: "A cost has no currency: it is unknown, and left out." });
  }
  const uncertainty = fieldsOf(stated.fields, "uncertainty");
  const spread = uncertainty === undefined ? accept(undefined) : spreadOf(uncertainty, value);
  if (spread.kind !== "accept") notes.push({ rule: "uncertainty", message: spread.evidence });
  return accept({
    stated,
    role: role.value,
    amount: (value * unit.value.u) / unit.value.p,
    ratio: unit.value.u / unit.value.p,
    ...(words === undefined ? {} : { words: { amount: words, ratio: undefined } }),
    spread: spread.kind === "accept" ? spread.value : undefined,
    provider: refOf(stated.fields, "defaultProvider"),
    locationId: refOf(stated.fields, "location"),
    notes,
  });
}
