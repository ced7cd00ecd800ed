import { accept, type Outcome, reject } from "@celadon/quantity";
import type { Scope } from "../formula.ts";
import { type Drawing, parameterScope } from "../parameter-scope.ts";
import type { RawProcess } from "../raw-process.ts";
import { referenceAmounts } from "../reference-amounts.ts";
import { type AllocationMethod, splitOf } from "./allocation.ts";
import type { Archive } from "./archive.ts";
import { type Fields, fieldsOf, flagOf, isFields, listOf, numberOf, refOf, textOf } from "./fields.ts";
import { parametersOf } from "./parameters-of.ts";
import { type ArchiveExchange, type ArchiveRaw, flowTypeOf, rawExchange } from "./raw-exchange.ts";

export interface ProcessContext {
  readonly archive: Archive;
  readonly globals: Scope;
  /** What is drawn of parameters is put down here. */
  readonly drawing: Drawing;
  readonly avoidedOnDemandSide: "credit" | "refuse";
  readonly allocation: AllocationMethod | undefined;
}

const order = (a: ArchiveExchange, b: ArchiveExchange): number => {
  const [x, y] = [numberOf(a.fields, "internalId"), numberOf(b.fields, "internalId")];
  if (x !== undefined && y !== undefined && x !== y) return x - y;
  if ((x === undefined) !== (y === undefined)) return x === undefined ? 1 : -1;
  const [left, right] = [
    JSON.stringify([a.flowId, a.isInput, a.fields]),
    JSON.stringify([b.flowId, b.isInput, b.fields]),
  ];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** The exchanges of a process as they are stated, in an order that does not depend on the file's. */
export const statedExchanges = (process: Fields): readonly ArchiveExchange[] =>
  (Array.isArray(process["exchanges"]) ? process["exchanges"] : [])
    .map((value: unknown): ArchiveExchange => {
      const fields = isFields(value) ? value : {}; // read, counted and refused, whatever it is
      const flow = fieldsOf(fields, "flow");
      const unit = fieldsOf(fields, "unit");
      const internalId = numberOf(fields, "internalId");
      return {
        key: internalId === undefined ? "#" : String(internalId),
        flowId: refOf(fields, "flow") ?? "(none)",
        flowName: (flow && textOf(flow, "name")) ?? "(no name)",
        isInput: flagOf(fields, "input", "isInput"),
        isReference: flagOf(fields, "quantitativeReference", "isQuantitativeReference"),
        amount: numberOf(fields, "amount"),
        unit: (unit && (textOf(unit, "name") ?? textOf(unit, "@id"))) ?? "(none)",
        fields,
      };
    })
    .sort(order)
    .map((one, at, all) => {
      // An internal id that stands twice names one of them; what shares a key would share its draws, and its causal factors.
      const isNamed = one.key !== "#" && all[at - 1]?.key !== one.key;
      return isNamed ? one : { ...one, key: `#${at + 1}` };
    });

/**
 * A process of the archive, ready to be linked. Refused as a whole, because nothing of it could be scaled or split: no reference or
 * several, a reference that is an elementary flow, a demand, or unreadable, a reference amount of zero, no sound allocation.
 */
export function acceptedProcess(process: Fields, id: string, context: ProcessContext): Outcome<RawProcess, string> {
  const stated = statedExchanges(process);
  const marked = stated.filter((one) => one.isReference);
  const [reference] = marked;
  if (reference === undefined || marked.length > 1) {
    const what = reference === undefined ? "no exchange" : `${marked.length} exchanges`;
    return reject("no-reference", `Process "${id}" has ${what} marked as its quantitative reference. Mark one.`);
  }
  const { archive, avoidedOnDemandSide, globals: outer, drawing } = context;
  const scope = parameterScope(parametersOf(listOf(process, "parameters")), { outer, owner: id, drawing });
  const exchanges: ArchiveRaw[] = [];
  const refused: { stated: ArchiveExchange; reason: string; evidence: string }[] = [];
  for (const one of stated) {
    const raw = rawExchange(one, { archive, scope, avoidedOnDemandSide });
    if (raw.kind === "accept") exchanges.push(raw.value);
    else refused.push({ stated: one, reason: raw.reason, evidence: raw.evidence });
  }
  const failed = refused.find((one) => one.stated === reference);
  if (failed !== undefined) {
    return reject("reference-refused", `The reference of process "${id}" cannot be read: ${failed.evidence}`);
  }
  const role = exchanges.find((one) => one.stated === reference)?.role;
  if (role !== "reference") {
    const what = role === "elementary" ? "an elementary flow" : "taken, not supplied";
    return reject(
      "reference-not-supplied",
      `The reference of process "${id}" is ${what}. Mark a product it makes, or a waste it treats.`,
    );
  }
  const amounts = referenceAmounts(exchanges);
  const empty = [...amounts].find(([, amount]) => amount === 0);
  if (empty !== undefined) {
    return reject(
      "reference-zero",
      `Process "${id}" supplies 0 of its reference "${empty[0]}". State how much it supplies.`,
    );
  }
  // A co-product that could not be read would shift the burden of all others.
  const lost = refused.find(({ stated: one }) => {
    const supplied = flowTypeOf(archive, one) === (one.isInput ? "WASTE_FLOW" : "PRODUCT_FLOW");
    return supplied && !flagOf(one.fields, "avoidedProduct", "isAvoidedProduct");
  });
  if (lost !== undefined) {
    return reject(
      "reference-refused",
      `Co-product "${lost.stated.flowId}" of process "${id}" cannot be read: ${lost.evidence}`,
    );
  }
  const references = exchanges.filter((one) => one.role === "reference");
  const others = exchanges.filter((one) => one.role !== "reference");
  const given = context.allocation;
  const split = splitOf({ process, processId: id, archive, amounts, references, others, scope, given });
  if (split.kind !== "accept") return split;
  const name = textOf(process, "name") ?? id;
  return accept({
    id,
    name,
    locationId: refOf(process, "location"),
    stage: "",
    products: [...amounts.keys()],
    exchanges,
    refused,
    publishedBy: undefined,
    ...split.value,
  });
}
