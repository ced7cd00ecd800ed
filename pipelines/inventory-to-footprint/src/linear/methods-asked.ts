import { indexOfId } from "./index-of-id.ts";
import { type LcaAnswer, listed, refuseLca } from "./lca-refusal.ts";
import { byIndex, type LinearSystem, type Named } from "./linear-system.ts";

/**
 * The methods a question is about: one by its id, or all. Refused: a method nobody knows; a system without interventions; one method
 * asked for whose factors match no flow that a process has. Among all methods such a one is no refusal: its values are unknown.
 */
export function methodsAsked(system: LinearSystem, id: string | undefined): LcaAnswer<readonly number[]> {
  if (system.B.values.length === 0)
    return refuseLca(
      "empty-inventory",
      "No process of this system emits or takes anything (B.mtx has no entries), so it has no impact. Its supply still solves: ask without a method.",
    );
  if (id === undefined) return { kind: "accept", value: byIndex(system.methods) };
  const index = indexOfId("unknown-method", id, system.methods);
  if (index.kind !== "accept") return index;
  if (hasFactors(system)(index.value)) return { kind: "accept", value: [index.value] };
  const flows = system.flows.map((flow) => flow.id);
  return refuseLca(
    "empty-method",
    `Method "${id}" has no factor for any flow of this system (${listed(flows)}): an impact by it is unknown, not 0. Give factors in C.mtx.`,
    [id, ...flows],
  );
}

/** Whether a method has a factor for any flow that a process has, be it one that is not known. */
export function hasFactors({ B, C, flows, methods }: LinearSystem): (method: number) => boolean {
  const occurs = new Uint8Array(B.rowCount);
  for (const flow of B.rows) occurs[flow] = 1;
  const matched = new Uint8Array(methods.length);
  const placeOf = new Map(methods.map(({ id }, place) => [id, place]));
  for (let flow = 0; flow < C.columnCount; flow++) {
    if (occurs[flow] !== 1) continue;
    for (const id of flows[flow]?.unknownFor ?? []) matched[placeOf.get(id) as number] = 1; // it is in the list, or was refused
    for (let k = C.starts[flow] as number; k < (C.starts[flow + 1] as number); k++) matched[C.rows[k] as number] = 1;
  }
  return (method) => matched[method] === 1;
}

/** The unit of a value per unit of a product. */
export const unitPer = (method: Named, product: Named): string =>
  product.unit === "" ? method.unit : `${method.unit}/${product.unit}`;
