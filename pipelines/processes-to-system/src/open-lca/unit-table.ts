import { accept, type Outcome, reject } from "@celadon/quantity";
import type { Archive } from "./archive.ts";
import { type Fields, fieldsOf, flagOf, listOf, numberOf, refOf, textOf } from "./fields.ts";
import { sameName } from "./same-name.ts";

export type UnitRefusal =
  | "unknown-flow"
  | "unknown-property"
  | "unknown-unit-group"
  | "unknown-unit"
  | "unit-outside-group"
  | "property-not-on-flow"
  | "factor-zero"
  | "reference-not-one";

/** One of the stated units is u / p reference units of the flow. */
export interface UnitRatio {
  readonly u: number;
  readonly p: number;
  /** True when the unit was found by its name after blanks or signs were evened out. */
  readonly byEvenedName: boolean;
}

const documentsOf = (archive: Archive, type: string): ReadonlyMap<string, Fields> =>
  archive.documents.get(type) ?? new Map<string, Fields>();

function groupOf(archive: Archive, propertyId: string): Outcome<Fields, UnitRefusal> {
  const property = documentsOf(archive, "FlowProperty").get(propertyId);
  if (property === undefined) {
    return reject("unknown-property", `Flow property "${propertyId}" is not in the archive. Export it too.`);
  }
  const groupId = refOf(property, "unitGroup");
  const group = groupId === undefined ? undefined : documentsOf(archive, "UnitGroup").get(groupId);
  if (group !== undefined) return accept(group);
  const named =
    groupId === undefined ? "names no unit group" : `has unit group "${groupId}", which is not in the archive`;
  return reject("unknown-unit-group", `Flow property "${propertyId}" ${named}. Export it too.`);
}

const idOrNameOf = (ref: Fields | undefined): string =>
  ref === undefined ? "(none)" : (textOf(ref, "@id") ?? textOf(ref, "name") ?? "(none)");

function unitIn(archive: Archive, group: Fields, ref: Fields | undefined): Outcome<[Fields, boolean], UnitRefusal> {
  const units = listOf(group, "units");
  const id = ref === undefined ? undefined : textOf(ref, "@id");
  const name = ref === undefined ? undefined : textOf(ref, "name");
  const byId = id === undefined ? undefined : units.find((unit) => unit["@id"] === id);
  if (byId !== undefined) return accept([byId, false]);
  const byName =
    id !== undefined || name === undefined ? [] : units.filter((unit) => sameName(textOf(unit, "name"), name));
  const [only, rival] = byName;
  if (only !== undefined && rival === undefined) return accept([only, only["name"] !== name]);
  const elsewhere = [...documentsOf(archive, "UnitGroup").values()].some((other) =>
    listOf(other, "units").some((unit) => (id === undefined ? unit["name"] === name : unit["@id"] === id)),
  );
  const groupName = textOf(group, "name") ?? idOrNameOf(group);
  return elsewhere
    ? reject(
        "unit-outside-group",
        `Unit "${name ?? id}" is not of the group "${groupName}" of the stated flow property. State a unit of it.`,
      )
    : reject(
        "unknown-unit",
        `Unit "${name ?? idOrNameOf(ref)}" is in no unit group of the archive. Export its group too.`,
      );
}

/** What all else is counted in has the factor 1; with another one amounts would be in no unit that anybody names. None or 0 is refused where it is used. */
const isOne = (reference: Fields): boolean => [1, 0, undefined].includes(numberOf(reference, "conversionFactor"));

/** The name of the flow's reference unit: of the group of its reference property. Refused: a reference that counts for more or less than 1. */
export function referenceUnit(archive: Archive, flowId: string): Outcome<string, UnitRefusal> {
  const flow = documentsOf(archive, "Flow").get(flowId);
  if (flow === undefined) return reject("unknown-flow", `Flow "${flowId}" is not in the archive. Export it too.`);
  const reference = listOf(flow, "flowProperties").find((one) =>
    flagOf(one, "referenceFlowProperty", "isRefFlowProperty"),
  );
  const propertyId = reference === undefined ? undefined : refOf(reference, "flowProperty");
  if (propertyId === undefined) {
    return reject("unknown-property", `Flow "${flowId}" has no reference flow property. Mark one of its properties.`);
  }
  const group = groupOf(archive, propertyId);
  if (group.kind !== "accept") return group;
  const unit = listOf(group.value, "units").find((one) => flagOf(one, "referenceUnit", "isRefUnit"));
  const name = unit && textOf(unit, "name");
  if (reference !== undefined && unit !== undefined && !(isOne(reference) && isOne(unit))) {
    const what = isOne(unit) ? `property "${propertyId}" of flow "${flowId}"` : `unit "${name ?? idOrNameOf(unit)}"`;
    return reject("reference-not-one", `The reference ${what} has another conversion factor than 1. Correct it.`);
  }
  if (name !== undefined) return accept(name);
  return reject(
    "unknown-unit-group",
    `The unit group of flow property "${propertyId}" has no reference unit. Mark one.`,
  );
}

/**
 * One stated unit in reference units of its flow:  ratio = u / p
 *
 *   u  the unit's factor to the reference unit of its group
 *   p  the flow's factor for the stated property: one reference unit of the flow is p of it
 *
 * `holder` is an exchange or a characterisation factor, with `unit` and `flowProperty` (without one: the flow's reference
 * property). Refused, never taken for 1: whatever is unknown, outside of its group, or zero.
 */
export function unitRatio(archive: Archive, flowId: string, holder: Fields): Outcome<UnitRatio, UnitRefusal> {
  const reference = referenceUnit(archive, flowId);
  if (reference.kind !== "accept") return reference;
  const flow = documentsOf(archive, "Flow").get(flowId) as Fields; // referenceUnit has found it
  const properties = listOf(flow, "flowProperties");
  const propertyId = refOf(holder, "flowProperty");
  const property = properties.find((one) =>
    propertyId === undefined
      ? flagOf(one, "referenceFlowProperty", "isRefFlowProperty")
      : refOf(one, "flowProperty") === propertyId,
  );
  const statedId = property === undefined ? undefined : refOf(property, "flowProperty");
  if (property === undefined || statedId === undefined) {
    return reject(
      "property-not-on-flow",
      `Flow "${flowId}" does not have flow property "${propertyId}". Add its factor.`,
    );
  }
  const group = groupOf(archive, statedId);
  if (group.kind !== "accept") return group;
  const found = unitIn(archive, group.value, fieldsOf(holder, "unit"));
  if (found.kind !== "accept") return found;
  const [unit, byEvenedName] = found.value;
  const u = numberOf(unit, "conversionFactor");
  const p = numberOf(property, "conversionFactor");
  const isRatio = (one: number | undefined): one is number => one !== undefined && one > 0;
  if (!isRatio(u) || !isRatio(p)) {
    const where = !isRatio(u) ? `Unit "${idOrNameOf(unit)}"` : `Property "${statedId}" of flow "${flowId}"`;
    return reject("factor-zero", `${where} has no conversion factor above 0. State it; it is never taken for 1.`);
  }
  return accept({ u, p, byEvenedName });
}
