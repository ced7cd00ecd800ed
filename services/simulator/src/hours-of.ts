import { hourMs } from "@celadon/quantity";
import type { Sight } from "./meter.ts";
import type { Scenario } from "./scenario.ts";
import type { Truth } from "./truth.ts";

/** A plant as its hours pass, from the scenario's beginning on. */
export interface Hours {
  /** What the meters see now. Its fields change with the hour. */
  readonly sight: Sight;
  readonly pass: () => void;
}

/** Sums run along, so that an hour costs the same however long the plant has been running. All are of integers, so exact. */
export function hoursOf({ calendar, amountsAt }: Truth, { channels: simulated, events }: Scenario): Hours {
  const channels = simulated.length;
  const replacements = events.flatMap((event) => {
    const at = simulated.findIndex(({ name }) => name === event.channel);
    return event.kind === "replacement" ? [{ ...event, at }] : [];
  });
  const { beginHour, dayAt, dayOfHour } = calendar;
  const none = (): Float64Array => new Float64Array(channels);
  const today = none();
  const first = dayOfHour(beginHour);
  const sight = {
    hour: beginHour,
    day: first,
    dayBefore: dayAt(first.number - 1),
    amounts: none(),
    amountsBefore: none(),
    sums: none(),
    daySums: none(),
    bases: Float64Array.from(simulated, ({ meter }) => (meter.kind === "counter" ? meter.startMicro : 0)),
    isFirstHour: true,
  };
  amountsAt(beginHour, sight.amounts);
  const pass = (): void => {
    const { amounts, amountsBefore, sums, daySums, day } = sight;
    for (let i = 0; i < channels; i++) {
      const amount = amounts[i] as number; // all are as long as the channels
      sums[i] = (sums[i] as number) + amount;
      today[i] = (today[i] as number) + amount;
    }
    amountsBefore.set(amounts);
    sight.hour += 1;
    sight.isFirstHour = false;
    sight.day = dayOfHour(sight.hour);
    if (sight.day !== day) {
      sight.dayBefore = day;
      daySums.set(today);
      today.fill(0);
    }
    amountsAt(sight.hour, amounts);
    for (const { at, fromMs, openingMicro } of replacements)
      if (fromMs === sight.hour * hourMs) sight.bases[at] = openingMicro - (sums[at] as number);
  };
  return { sight, pass };
}
