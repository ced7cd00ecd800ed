import { convert, Decimal, type Unit, unitOf } from "@celadon/quantity";
import { boundOf } from "../linear/bound-of.ts";
import { directImpacts } from "../linear/direct-impacts.ts";
import type { FigureStatus } from "../linear/figure-status.ts";
import type { LcaAnswer } from "../linear/lca-refusal.ts";
import { linearSolver, sparseLu } from "../linear/linear-solver.ts";
import { byIndex, type Named } from "../linear/linear-system.ts";
import { hasFactors } from "../linear/methods-asked.ts";
import { unknownImpacts } from "../linear/unknown-impacts.ts";
import type { JoinedSystem } from "./joined-system.ts";
import type { PlantParts } from "./plant-parts.ts";

/** What one declared product comes to in a system, by one method, per its declared unit. */
export interface JoinedFigure {
  readonly product: string;
  readonly method: string;
  /** Null: the method has no factor for any flow, or the product rests on a process whose own impact by it nobody knows. */
  readonly amount: number | null;
  readonly unit: string;
  readonly per: { readonly amount: string; readonly unit: string };
  readonly status: FigureStatus;
}

/** The figures of the declared products that were asked for, by each method. Refused: what solving refuses. */
export function joinedFigures(
  { system }: Pick<JoinedSystem, "system">,
  { footprints, inventory: { factory } }: PlantParts,
): LcaAnswer<readonly JoinedFigure[]> {
  const solver = linearSolver(system, sparseLu);
  if (solver.kind !== "accept") return solver;
  const methods = byIndex(system.methods);
  const solved = solver.value.adjoint(directImpacts(system, methods));
  if (solved.kind !== "accept") return solved;
  const isKnown = hasFactors(system);
  const bound = boundOf(solver.value);
  const isUnknown = methods.map(unknownImpacts(solver.value));
  const value = footprints.flatMap(({ product, declaredAmount, declaredUnit }) => {
    const place = system.products.findIndex(({ id }) => id === `${factory}/${product}`);
    const { id, unit } = system.products[place] as Named; // what is asked for has a column
    const made = convert(new Decimal(declaredAmount), known(declaredUnit), known(unit));
    if (made.kind !== "accept") throw new Error(made.evidence);
    const demand = made.value.toNumber();
    return methods.map((method, m): JoinedFigure => {
      const { id: methodId, unit: methodUnit } = system.methods[method] as Named;
      const head = {
        product: id,
        method: methodId,
        unit: methodUnit,
        per: { amount: declaredAmount, unit: declaredUnit },
      };
      if (!isKnown(method)) return { ...head, amount: null, status: "empty-method" };
      if (isUnknown[m]?.(place) === true) return { ...head, amount: null, status: "unknown" };
      const amount = (solved.value.values[place * methods.length + m] as number) * demand;
      return { ...head, amount, status: bound(place) };
    });
  });
  return { kind: "accept", value };
}

/** A unit of a plant that was read. */
function known(symbol: string): Unit {
  const unit = unitOf(symbol);
  if (unit.kind !== "accept") throw new Error(unit.evidence);
  return unit.value;
}
