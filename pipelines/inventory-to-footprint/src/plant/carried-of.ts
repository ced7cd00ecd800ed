import type { Footprint } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import { isBiogenic, scalesByProcess } from "./atoms-of.ts";
import type { Column } from "./columns-of.ts";
import type { GwpLookUp } from "./gwp-look-up.ts";
import { plantMatrix } from "./plant-matrix.ts";
import { plantOf } from "./plant-of.ts";
import { sparseAdjoint } from "./sparse-adjoint.ts";
import { supplyOf } from "./supply-of.ts";
import { netOutput, upstreamOf } from "./upstream-of.ts";

/** What a product carries of its period, before any rounding, and how it comes to that. */
export interface Carried {
  /** kg CO2e of each process's own lines. */
  readonly impacts: ReadonlyMap<string, Decimal>;
  /** The part of each process that the product carries. */
  readonly scales: ReadonlyMap<string, Decimal>;
  readonly columns: readonly Column[];
}

/** Undefined where the footprint has no figure. */
export function carriedOf({ inventory, product, absolute }: Footprint, gwp: GwpLookUp): Carried | undefined {
  if (inventory === undefined || absolute === undefined) return undefined;
  const plant = plantOf(inventory, gwp);
  if (plant.kind !== "accept") return undefined;
  const { columns } = plant.value;
  const upstream = upstreamOf(product, columns);
  if (upstream.kind !== "accept") return undefined;
  const matrix = plantMatrix(upstream.value);
  const made = matrix.find((column) => column.product === product)?.net;
  if (made === undefined) return undefined;
  const supply = supplyOf(matrix, { product, amount: made }, { all: columns, solveAdjoint: sparseAdjoint });
  if (supply.kind !== "accept") return undefined;
  const impacts = new Map<string, Decimal>();
  for (const { id, process } of plant.value.inventory.lines) {
    const terms = plant.value.impacts.get(id)?.terms ?? [];
    const own = terms.filter((term) => !isBiogenic(term)).reduce((sum, { amount }) => sum.plus(amount), none);
    impacts.set(process, own.plus(impacts.get(process) ?? none));
  }
  const scales = [...scalesByProcess(matrix, supply.value.scales)];
  return {
    impacts,
    scales: new Map(scales.flatMap(([process, scale]) => (scale === undefined ? [] : [[process, scale]]))),
    columns,
  };
}

/** Σ impact * scale. */
export const carriedSum = ({ impacts, scales }: Pick<Carried, "impacts" | "scales">): Decimal =>
  [...impacts].reduce((sum, [process, impact]) => sum.plus(impact.times(scales.get(process) ?? none)), none);

/**
 * What a lot's own ways to share a process's burden move beside those of the period, by process:
 *
 *   moved = all that the process bears in the lot * (Σ share * Σ part of the product that a user takes * scale of the user - scale)
 *
 * with shares and parts of the lot, and scales of the period: so it falls to the process whose sharing is another one, not to those
 * behind it. All together are Σ impact * (scale in the lot - scale in the period). Where processes feed each other it falls on those whose lines it is of.
 */
export function movedBy(product: string, lot: Carried, period: Carried): ReadonlyMap<string, Decimal> {
  const scaleOf = (process: string): Decimal => period.scales.get(process) ?? none;
  const partOf = (one: Column): Decimal => {
    const net = netOutput(one);
    if (net === undefined || net.isZero()) return none;
    const taken = lot.columns.reduce((sum, user) => {
      const amount = user === one ? undefined : user.uses.get(one.product);
      return amount === undefined ? sum : sum.plus(amount.times(scaleOf(user.process)));
    }, none);
    return one.product === product ? taken.dividedBy(net).plus(1) : taken.dividedBy(net);
  };
  const processes = new Set([...lot.columns.map(({ process }) => process), ...lot.impacts.keys()]);
  const borne = burdensIn(lot);
  return new Map(
    [...processes].map((process) => {
      const impact = lot.impacts.get(process) ?? none;
      if (borne === undefined)
        return [process, impact.times((lot.scales.get(process) ?? none).minus(scaleOf(process)))];
      const own = lot.columns.filter((column) => column.process === process);
      const scale = own.reduce(
        (sum, one) => (one.share === undefined ? sum : sum.plus(one.share.times(partOf(one)))),
        none,
      );
      return [process, (borne.get(process) ?? none).times(scale.minus(scaleOf(process)))];
    }),
  );
}

/** All that each process bears: its own lines, and its part of what it takes from others. Undefined where they feed each other. */
function burdensIn({ columns, impacts }: Carried): ReadonlyMap<string, Decimal> | undefined {
  const makers = new Map(columns.map((column) => [column.product, column]));
  const borne = new Map<string, Decimal>();
  const open = new Set<string>();
  let isLoop = false;
  const burdenOf = (process: string): Decimal => {
    const known = borne.get(process);
    if (known !== undefined) return known;
    if (open.has(process)) isLoop = true;
    if (isLoop) return none;
    open.add(process);
    let burden = impacts.get(process) ?? none;
    for (const { product, uses } of columns.filter((column) => column.process === process)) {
      for (const [used, amount] of uses) {
        const maker = makers.get(used);
        const net = maker && netOutput(maker);
        if (used === product || amount === undefined || amount.isZero()) continue;
        if (maker?.share === undefined || maker.share.isZero() || net === undefined || net.isZero()) continue;
        burden = burden.plus(burdenOf(maker.process).times(maker.share).times(amount).dividedBy(net));
      }
    }
    borne.set(process, burden);
    return burden;
  };
  for (const { process } of columns) burdenOf(process);
  return isLoop ? undefined : borne;
}

const none = new Decimal(0);
