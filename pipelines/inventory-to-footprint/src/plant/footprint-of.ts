import type { DeclaredProduct, Footprint } from "@celadon/proto";
import type { Decimal } from "@celadon/quantity";
import { atomsOf, scalesByProcess } from "./atoms-of.ts";
import { checkedSolve } from "./checked-solve.ts";
import { coverageOf } from "./coverage-of.ts";
import { declaredDemand } from "./declared-demand.ts";
import { figureOf } from "./figure-of.ts";
import { gapsOf } from "./gaps-of.ts";
import { lotMarks, provisionalMarks } from "./lot-marks.ts";
import { marksOf } from "./marks-of.ts";
import { neededParts } from "./needed-parts.ts";
import { placeholderShareOf } from "./placeholder-share.ts";
import { plantMatrix } from "./plant-matrix.ts";
import type { Plant } from "./plant-of.ts";
import { primaryShareOf } from "./primary-share.ts";
import type { Answer, FootprintRefusal } from "./refused.ts";
import { inFigureDigits } from "./rounded.ts";
import type { SolveAdjoint } from "./solve-adjoint.ts";
import { supplyOf } from "./supply-of.ts";
import { upstreamOf } from "./upstream-of.ts";

/**
 * The footprint of one product:  h = sum over lines and gases of (amount * factor * GWP) * scale,  M s = f,  kg CO2e.
 *
 * `complete`: per declared unit, f = the declared unit. `running`: of the period so far, f = what was made. `incomplete`: no
 * total; what is known stands in the contributions, per declared unit, or of the period when running or when the amount made
 * is unknown. Of a lot, `complete`: per declared unit of its quantity, with the whole impact of its period over it.
 */
export function footprintOf(
  declared: DeclaredProduct,
  plant: Plant,
  solveAdjoint: SolveAdjoint,
): Answer<Footprint, FootprintRefusal> {
  const { inventory } = plant;
  const upstream = upstreamOf(declared.product, plant.columns);
  if (upstream.kind !== "accept") return upstream;
  const parts = neededParts(inventory, upstream.value);
  const unknowns = gapsOf(inventory, parts, plant.impacts);
  const matrix = plantMatrix(upstream.value);
  const demand = declaredDemand(declared, { inventory, upstream: upstream.value, matrix });
  if (demand.kind !== "accept") return demand;
  const { amount, made, produced, isPerUnit } = demand.value;

  const supply = supplyOf(matrix, { product: declared.product, amount }, { all: plant.columns, solveAdjoint });
  if (supply.kind !== "accept") return supply;
  const scales = scalesByProcess(matrix, supply.value.scales);
  const { isIncomplete } = unknowns;
  const atoms = atomsOf(parts.lines, { impacts: plant.impacts, scales, processes: inventory.processes, isIncomplete });
  const wanted = { product: declared.product, amount, supplyBound: supply.value.errorBound };
  const solve = checkedSolve(matrix, atoms, wanted, solveAdjoint);
  if (solve.kind !== "accept") return solve;

  const figure = figureOf(atoms, scales);
  const isRunning = inventory.reach === "running";
  const known = <T>(value: T): T | undefined => (isIncomplete ? undefined : value);
  const ofPeriod = (value: Decimal): Decimal => inFigureDigits(value.times(made).dividedBy(amount));
  return {
    kind: "accept",
    value: {
      id: plant.idOf(declared.product),
      factory: inventory.factory,
      product: declared.product,
      productName: declared.name,
      fromMs: inventory.fromMs,
      toMs: inventory.toMs,
      timeZone: inventory.timeZone,
      status: isIncomplete ? "incomplete" : isRunning ? "running" : "complete",
      declaredAmount: declared.declaredAmount,
      declaredUnit: declared.declaredUnit,
      boundary: declared.boundary,
      gwpSet: inventory.gwpSet,
      total: isPerUnit ? known(figure.total.toFixed()) : undefined,
      absolute: known(isPerUnit ? ofPeriod(figure.exact).toFixed() : figure.total.toFixed()),
      produced,
      byProcess: figure.byProcess,
      byGas: figure.byGas,
      byScope: figure.byScope,
      byStage: figure.byStage,
      contributions: figure.contributions,
      ...coverageOf(parts),
      placeholderShare: isPerUnit ? known(placeholderShareOf(figure.contributions, parts.lines)) : undefined,
      primaryDataShare: isPerUnit ? known(primaryShareOf(atoms)) : undefined,
      gaps: unknowns.gaps,
      marks: [
        ...marksOf(declared, { plant, upstream: upstream.value, parts, unknowns }),
        ...(isRunning ? [] : lotMarks(inventory.lot, produced, declared.declaredUnit)),
        ...provisionalMarks(inventory.processes.filter(({ id }) => parts.processes.has(id))),
      ],
      biogenic: known(figure.biogenic?.toFixed()),
      inventory,
      gwps: plant.gwps,
      solve: solve.value,
      method: inventory.method,
      factorRelease: inventory.factorRelease,
      activityDigest: inventory.activityDigest,
      lot: inventory.lot,
    },
  };
}
