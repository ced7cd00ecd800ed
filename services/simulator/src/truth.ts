import { type Calendar, calendarOf } from "./calendar.ts";
import { type Chance, chanceOf, deviationAt } from "./chance.ts";
import type { Day } from "./day.ts";
import type { Scenario, SimulatedChannel, Source } from "./scenario.ts";

/** What really happens in a plant. */
export interface Truth {
  readonly calendar: Calendar;
  /**
   * Writes the amount of each channel in one hour (UTC hours since 1970), in micro-units, in the order of the scenario; the
   * level of a state. Whole steps of its meter: three decimals, or none.
   */
  readonly amountsAt: (hour: number, into: Float64Array) => void;
}

/** The amount of one channel in one hour, from those of the channels before it. */
type Rule = (hour: number, day: Day, amounts: Float64Array) => number;

const micro = 1_000_000;

/** Rounds to what a meter shows: the only rounding there is. */
const shown = (amount: number, { stepMicro }: SimulatedChannel): number =>
  Math.round((amount * micro) / stepMicro) * stepMicro;

/** The true amounts of a scenario: a function of scenario, seed and hour alone; what it keeps it could make again. */
export function truthFor(scenario: Scenario, seed: number): Truth {
  const calendar = calendarOf(scenario);
  const places = new Map(scenario.channels.map(({ name }, at) => [name, at]));
  const placeOf = (name: string): number => {
    const at = places.get(name);
    if (at === undefined) throw new Error(`Channel "${name}" is in no scenario that was checked.`);
    return at;
  };
  const rules = scenario.channels.map((channel) => ruleOf(channel, { scenario, seed, calendar, placeOf }));
  return {
    calendar,
    amountsAt: (hour, into) => {
      const day = calendar.dayOfHour(hour);
      for (let i = 0; i < rules.length; i++) into[i] = (rules[i] as Rule)(hour, day, into);
    },
  };
}

interface Context {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly calendar: Calendar;
  readonly placeOf: (name: string) => number;
}

function ruleOf(channel: SimulatedChannel, context: Context): Rule {
  const own = ownRuleOf(channel, context);
  if (channel.sumOf.length === 0) return own;
  const sumOf = channel.sumOf.map(context.placeOf);
  const less = channel.less.map(context.placeOf);
  return (hour, day, amounts) => {
    let sum = own(hour, day, amounts);
    for (const at of sumOf) sum += amounts[at] as number; // a typed array as long as the channels
    for (const at of less) sum -= amounts[at] as number;
    return sum;
  };
}

function ownRuleOf(channel: SimulatedChannel, context: Context): Rule {
  const { source } = channel;
  const varied = variationOf(channel, context);
  switch (source.kind) {
    case "sum":
      return () => 0;
    case "level":
      return (hour, day) => shown(source.level.mode * varied(hour, day), channel);
    case "production":
      return productionRule(channel, context, varied);
    case "perDay":
      return (hour, day) => {
        const share = source.isDaylight ? daylight(day, hour) : 1 / 24;
        return shown(source.perDay.mode * share * varied(hour, day), channel);
      };
    case "perUnit":
      return perUnitRule(channel, source, context, varied);
    case "receipts":
      return receiptsRule(channel.name, source, context);
  }
}

type Variation = (hour: number, day: Day) => number;

function variationOf({ name, season, spread, noise }: SimulatedChannel, { scenario, seed }: Context): Variation {
  const draws = (purpose: string): Chance => chanceOf(seed, scenario.factory, name, purpose);
  const [byDay, byHour] = [draws("day"), draws("hour")];
  let drawn = Number.NaN;
  let ofDay = 1;
  return (hour, day) => {
    if (drawn !== day.number) {
      drawn = day.number;
      ofDay = (1 + season * day.wave) * (1 + spread * deviationAt(byDay, day.number));
    }
    return noise === 0 ? ofDay : ofDay * (1 + noise * deviationAt(byHour, hour));
  };
}

/** D(h): the worked hours of a full day share its production equally, but for spread and noise. */
function productionRule(channel: SimulatedChannel, { scenario, calendar }: Context, varied: Variation): Rule {
  const { perDay } = scenario.production;
  return (hour, day) => {
    if (day.works[hour - day.startHour] !== true || day.load === 0) return 0;
    return shown(perDay.mode * day.load * calendar.hourShare * varied(hour, day), channel);
  };
}

function perUnitRule(
  channel: SimulatedChannel,
  source: Source & { kind: "perUnit" },
  context: Context,
  varied: Variation,
): Rule {
  const { standby } = source;
  const perUnit = source.perUnit.mode;
  const of = context.placeOf(source.of);
  const { perDay } = context.scenario.production;
  return (hour, day, amounts) => {
    let units = (amounts[of] as number) / micro; // a typed array as long as the channels
    if (standby !== 0) units += standby * (perDay.mode * context.calendar.meanOfYear(day.year) - units);
    return units === 0 ? 0 : shown(perUnit * units * varied(hour, day), channel);
  };
}

/** The hour of the plant's clock in which lorries and trains are weighed. */
const deliveryClock = 10;

/** Whole loads: those that the plan has used up since the delivery day before, the first of them at a time of its own. */
function receiptsRule(name: string, source: Source & { kind: "receipts" }, context: Context): Rule {
  const { scenario, seed, calendar } = context;
  const used = scenario.channels[context.placeOf(source.of)]?.source;
  if (used?.kind !== "perUnit") throw new Error(`"${name}" gets what "${source.of}" uses, which has no intensity.`);
  const perFullDay = (used.perUnit.mode * scenario.production.perDay.mode * micro) / source.loadMicro;
  const first = (deviationAt(chanceOf(seed, scenario.factory, name, "first load"), 0) + 1) / 2;
  const loadsUntil = (dayNumber: number): number => Math.floor(calendar.fullDaysUntil(dayNumber) * perFullDay + first);
  const daysBetween = source.weekday === undefined ? 1 : 7;
  return (hour, day) => {
    if (source.weekday !== undefined && day.weekday !== source.weekday) return 0;
    if (day.clock[hour - day.startHour] !== deliveryClock) return 0;
    return source.loadMicro * (loadsUntil(day.number) - loadsUntil(day.number - daysBetween));
  };
}

/** A parabola from six to six of the plant's clock, as shares of the day that add up to 1. */
const daylightShares = Array.from({ length: 24 }, (_, clock) => {
  const passed = (clock + 0.5 - 6) / 12;
  return clock < 6 || clock >= 18 ? 0 : (passed * (1 - passed) * 144) / 289;
});
const daylight = (day: Day, hour: number): number =>
  daylightShares[day.clock[hour - day.startHour] as number] as number; // a clock shows 0 to 23
