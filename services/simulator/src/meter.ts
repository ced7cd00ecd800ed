import { hourMs } from "@celadon/quantity";
import type { Day } from "./day.ts";
import type { Fates } from "./fates.ts";
import { microText } from "./micro-text.ts";
import type { SimulatedChannel } from "./scenario.ts";

/** What a meter may look at when it is read: micro-units, exact. */
export interface Sight {
  readonly hour: number;
  readonly day: Day;
  readonly dayBefore: Day;
  /** Amounts of this hour and of the one before, by channel. */
  readonly amounts: Float64Array;
  readonly amountsBefore: Float64Array;
  /** All since the scenario began, and all of the day before, by channel. */
  readonly sums: Float64Array;
  readonly daySums: Float64Array;
  /** What the register of a counter shows above its sum, by channel: its start, and after a replacement another. */
  readonly bases: Float64Array;
  readonly isFirstHour: boolean;
}

/** One channel's meter: what it shows `minute` minutes into the hour in sight; undefined where nothing is sent. */
export type Meter = (sight: Sight, minute: number) => string | undefined;

/** An amount in `pieces` equal ones of whole steps, the remainder in the last: what the first `count` add up to. */
function firstPieces(amount: number, { pieces, stepMicro }: Cut, count: number): number {
  if (count === pieces) return amount;
  return Math.trunc(amount / stepMicro / pieces) * stepMicro * count;
}

interface Cut {
  readonly pieces: number;
  readonly stepMicro: number;
}

/** The meter of a channel, read at the end of each of its periods; undefined for what nobody measures. */
export function meterOf(channel: SimulatedChannel, at: number, fates: Fates): Meter | undefined {
  const { meter } = channel;
  if (meter.kind === "unmetered") return undefined;
  if (meter.kind === "calendar-day") {
    const losesDay = fates.losesDayOf(channel.name);
    return ({ hour, day, dayBefore, daySums, isFirstHour }, minute) =>
      minute !== 0 || hour !== day.startHour || isFirstHour || losesDay(dayBefore)
        ? undefined
        : microText(daySums[at] as number); // as long as the channels
  }
  const periodMinutes = meter.periodMs / 60_000;
  const pieces = hourMs / meter.periodMs;
  const cut = { pieces, stepMicro: channel.stepMicro };
  if (meter.kind === "counter") {
    const { modulusMicro } = meter;
    const isOut = outagesOf(channel.name, fates);
    return (sight, minute) => {
      if (minute % periodMinutes !== 0 || isOut(sight)) return undefined;
      const risen = firstPieces(sight.amounts[at] as number, cut, minute / periodMinutes);
      const register = (sight.bases[at] as number) + (sight.sums[at] as number) + risen;
      if (!Number.isSafeInteger(register)) throw new Error(tooMuch(channel.name));
      return microText(modulusMicro === undefined ? register : register % modulusMicro);
    };
  }
  const piece = (amount: number, index: number): number =>
    firstPieces(amount, cut, index + 1) - firstPieces(amount, cut, index);
  if (meter.kind === "interval")
    return ({ amounts, amountsBefore, isFirstHour }, minute) => {
      if (minute % periodMinutes !== 0) return undefined;
      if (minute !== 0) return microText(piece(amounts[at] as number, minute / periodMinutes - 1));
      return isFirstHour ? undefined : microText(piece(amountsBefore[at] as number, pieces - 1));
    };
  // A rate holds until the next reading, so that its integral is the truth; a state is what it is at that moment.
  const isRate = meter.kind === "rate";
  return ({ amounts }, minute) => {
    if (minute % periodMinutes !== 0) return undefined;
    const amount = amounts[at] as number;
    return microText(isRate ? piece(amount, minute / periodMinutes) * pieces : amount);
  };
}

const tooMuch = (channel: string): string =>
  `Channel "${channel}" has counted beyond 9,007,199,254 of its unit: let the scenario begin later, or count in a larger unit.`;

/** Whether the hour in sight lies in an outage. One may reach over midnight, so the day before counts too. */
function outagesOf(channel: string, fates: Fates): (sight: Sight) => boolean {
  const outageOf = fates.outageOf(channel);
  let looked = Number.NaN;
  let outages: readonly { readonly fromHour: number; readonly toHour: number }[] = [];
  return ({ hour, day, dayBefore }) => {
    if (looked !== day.number) {
      looked = day.number;
      outages = [outageOf(dayBefore), outageOf(day)].filter((outage) => outage !== undefined);
    }
    return outages.some(({ fromHour, toHour }) => hour >= fromHour && hour < toHour);
  };
}
