import type { Period } from "@celadon/quantity";
import { type Calculated, type CalculationPorts, footprintPeriods, type PlantPeriods } from "./footprint-periods.ts";
import type { Shelf } from "./shelf.ts";
import type { ModelVersion } from "./stored-models.ts";
import type { WantedPeriod } from "./wanted-period.ts";

export interface RenewalPorts extends CalculationPorts {
  readonly shelf: Shelf;
  /** Runs one renewal after the other (`oneAtATime`), the same one for everybody who renews. */
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>;
}

/** Periods of a plant whose footprints are to be renewed, and up to where in the log they reach then. */
export interface PlantRenewal extends PlantPeriods {
  readonly position: string;
}

/** So much time is read and kept at once, of all plants together: of one, a month with all windows of twelve months around it. */
const shareMsMax = 800 * 86_400_000;

/**
 * Calculates the footprints of plants' periods and puts them on the shelf, all of them with one reading of hours and one writing: what
 * a statement costs by itself is paid once for a plant whose year comes in, and once for many plants whose meters speak. One renewal at a
 * time: two that overlap could put older windows on top of newer ones. Give it a share of `sharesOf`.
 */
export const renewPeriods = (
  plants: readonly PlantRenewal[],
  { shelf, inTurn, ...ports }: RenewalPorts,
  models?: readonly ModelVersion[],
): Promise<readonly Calculated[]> =>
  inTurn(async () => {
    const calculated = await footprintPeriods(plants, ports, models);
    const positions = new Map(plants.map(({ factory, position }) => [factory, position]));
    // Refused or without footprints: what stood on the shelf for this period does not hold any more.
    const renewals = calculated.map(({ factory, period: { fromMs, toMs, lot }, outcome }) => ({
      period: { factory, fromMs, toMs, lot: lot?.key },
      footprints: outcome.kind === "accept" ? outcome.value.footprints : [],
      position: positions.get(factory) as string, // of one of the plants
    }));
    await shelf.put(renewals);
    return calculated;
  });

/**
 * What is renewed together: periods of a plant that are neighbours, and plants whose periods lie about alike, as long as it does not
 * become too much. A period that is longer by itself is a share of its own. A plant stands in a share once.
 */
export function sharesOf(plants: readonly PlantRenewal[]): readonly (readonly PlantRenewal[])[] {
  const stretches = plants
    .flatMap((plant) => stretchesOf(plant.periods).map((periods) => ({ ...plant, periods, hull: hullOf(periods) })))
    .toSorted((a, b) => a.hull.fromMs - b.hull.fromMs || a.hull.toMs - b.hull.toMs);
  const shares: { readonly plants: PlantRenewal[]; hull: Period; readonly factories: Set<string> }[] = [];
  for (const { hull, ...plant } of stretches) {
    const last = shares.at(-1);
    const joint = last && hullOf([last.hull, hull]);
    const isRoomy =
      last !== undefined &&
      joint !== undefined &&
      !last.factories.has(plant.factory) &&
      (joint.toMs - joint.fromMs) * (last.plants.length + 1) <= shareMsMax;
    if (isRoomy) {
      last.plants.push(plant);
      last.hull = joint;
      last.factories.add(plant.factory);
    } else shares.push({ plants: [plant], hull, factories: new Set([plant.factory]) });
  }
  return shares.map((share) => share.plants);
}

const hullOf = (periods: readonly Period[]): Period => ({
  fromMs: Math.min(...periods.map(({ fromMs }) => fromMs)),
  toMs: Math.max(...periods.map(({ toMs }) => toMs)),
});

/** Neighbours share a stretch while it stays short enough; a period that is longer by itself has one of its own. */
function stretchesOf(periods: readonly WantedPeriod[]): readonly (readonly WantedPeriod[])[] {
  const stretches: WantedPeriod[][] = [];
  for (const period of periods.toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)) {
    const last = stretches.at(-1);
    const isNear = last !== undefined && period.toMs - (last[0] as Period).fromMs <= shareMsMax; // a stretch begins with one
    if (isNear) last.push(period);
    else stretches.push([period]);
  }
  return stretches;
}
