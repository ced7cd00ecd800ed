import { setImmediate as turn } from "node:timers/promises";
import { type MeterUsed, metersUsed, scaledHours } from "@celadon/activity-to-inventory";
import type { Footprint } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import type { CalculationPorts } from "./footprint-periods.ts";
import { type Recalculation, recalculation } from "./recalculation.ts";

/** Each meter is two whole calculations. */
const most = 24;
const digits = 6;

interface MeterShare {
  readonly channel: string;
  readonly class: string;
  readonly standardUncertainty: string;
  /** What the figure changes by, in its unit, where the meter reads one standard uncertainty more; signed. Absent: unknown. */
  readonly effect: string | undefined;
}

export interface FootprintUncertainty {
  /** The footprint's own figure, per declared unit, or of the period so far while it runs; absent where it is unknown. */
  readonly figure: string | undefined;
  readonly unit: string;
  /** Of the meters with a stated accuracy alone: in the unit of the figure, and as a part of it. */
  readonly standardUncertainty: string | undefined;
  readonly share: string | undefined;
  /** Largest effect first. */
  readonly meters: readonly MeterShare[];
  /** Channels whose accuracy the plant model does not state: nothing of them is in it. */
  readonly unstated: readonly string[];
  /** How many more meters there are: beyond those the uncertainty is not told. */
  readonly leftOut: number;
}

/**
 * How far the figure may be off because of the meters:
 *
 *   u(h)^2 = sum over meters of e^2      e = ( h(x (1 + u)) - h(x (1 - u)) ) / 2      u = class / sqrt(3)
 *
 * the law of propagation of JCGM 100:2008, 5.1.2, with e evaluated by calculating h (5.1.3, note 2), so that production, allocation and loops are in
 * it. A meter's error is the same in every hour, so all its hours move together; two meters are independent. Factors are not in it.
 * Stores nothing and changes no id. Refused: `footprint-outdated`.
 */
export async function footprintUncertainty(
  footprint: Footprint,
  ports: CalculationPorts,
): Promise<FootprintUncertainty> {
  const again = await recalculation(footprint, ports, "uncertainties");
  const all = metersUsed(again.models.map(({ model }) => model));
  const stated = all.filter(isStated);
  const meters: MeterShare[] = [];
  for (const meter of stated.slice(0, most)) {
    await turn(); // others are served between two calculations
    meters.push({ ...meter, effect: (await effectOf(meter, footprint, again))?.toSignificantDigits(digits).toFixed() });
  }
  const own = figureOf(footprint, footprint);
  const leftOut = stated.length - meters.length;
  const isKnown =
    own !== undefined && leftOut === 0 && meters.length > 0 && meters.every(({ effect }) => effect !== undefined);
  const squares = meters.reduce(
    (sum, { effect }) => sum.plus(new Decimal(effect ?? Number.NaN).pow(2)),
    new Decimal(0),
  );
  const uncertainty = isKnown ? squares.sqrt().toSignificantDigits(digits) : undefined;
  const size = (meter: MeterShare): Decimal => new Decimal(meter.effect ?? Number.POSITIVE_INFINITY).abs();
  return {
    figure: own,
    unit:
      footprint.status === "running" ? "kgCO2e" : `kgCO2e per ${footprint.declaredAmount} ${footprint.declaredUnit}`,
    standardUncertainty: uncertainty?.toFixed(),
    share:
      own === undefined || new Decimal(own).isZero()
        ? undefined
        : uncertainty?.dividedBy(new Decimal(own).abs()).toSignificantDigits(digits).toFixed(),
    meters: meters.toSorted((a, b) => size(b).comparedTo(size(a)) || (a.channel < b.channel ? -1 : 1)),
    unstated: all.filter((meter) => !isStated(meter)).map(({ channel }) => channel),
    leftOut,
  };
}

type Stated = MeterUsed & { readonly class: string; readonly standardUncertainty: string };

const isStated = (meter: MeterUsed): meter is Stated => meter.standardUncertainty !== undefined;

/** That of a footprint of the same kind as the one that is asked about. */
const figureOf = ({ status }: Footprint, { total, absolute }: Footprint): string | undefined =>
  status === "running" ? absolute : total;

async function effectOf(
  { channel, standardUncertainty }: Stated,
  footprint: Footprint,
  { windows, monthWindows, calculated }: Recalculation,
): Promise<Decimal | undefined> {
  const figures: (string | undefined)[] = [];
  for (const factor of [new Decimal(1).plus(standardUncertainty), new Decimal(1).minus(standardUncertainty)]) {
    const scaled = (all: Recalculation["windows"]) =>
      new Map([...all, [channel, scaledHours(all.get(channel) ?? [], factor.toFixed())]]);
    const outcome = await calculated({
      windows: scaled(windows),
      ...(monthWindows === undefined ? {} : { monthWindows: scaled(monthWindows) }), // the meter is off in all of them
    });
    figures.push(outcome.kind === "accept" ? figureOf(footprint, outcome.value) : undefined);
  }
  const [more, less] = figures;
  return more === undefined || less === undefined ? undefined : new Decimal(more).minus(less).dividedBy(2);
}
