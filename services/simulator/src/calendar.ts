import { hourMs } from "@celadon/quantity";
import { type Day, waveOn } from "./day.ts";
import type { Scenario } from "./scenario.ts";
import { dayNumberOf, stopLoadIn } from "./stop-load.ts";

/** What the plant plans, day by day. Nothing of it is chance. */
export interface Calendar {
  readonly beginHour: number;
  readonly dayOfHour: (hour: number) => Day;
  readonly dayAt: (dayNumber: number) => Day;
  /** What one worked hour is of a day of full shifts, the longest of the week. */
  readonly hourShare: number;
  /** Mean of the full days planned in an hour of this calendar year, worked or not. */
  readonly meanOfYear: (year: number) => number;
  /** Full days planned from the scenario's beginning to the end of this day; 0 before. */
  readonly fullDaysUntil: (dayNumber: number) => number;
}

const epoch = Temporal.PlainDate.from("1970-01-01");

/** Made once for each number, and kept. */
function kept<T>(make: (number: number) => T): (number: number) => T {
  const made = new Map<number, T>();
  return (number) => {
    const known = made.get(number);
    if (known !== undefined) return known;
    const value = make(number);
    made.set(number, value);
    return value;
  };
}

/** Every day is made once and kept: a year has 365 of them, and each serves all channels. */
export function calendarOf(scenario: Scenario): Calendar {
  const { timeZone, shifts } = scenario;
  const stopsOf = kept((year) => stopLoadIn(year, scenario.stops));
  const dayAt = kept((number) => dayOf(scenario, number, stopsOf));
  const beginDay = dayNumberOf(Temporal.PlainDate.from(scenario.begins));

  let last = dayAt(beginDay);
  const dayOfHour = (hour: number): Day => {
    const isIn = (day: Day): boolean => hour >= day.startHour && hour < day.startHour + day.clock.length;
    if (!isIn(last)) {
      const next = dayAt(last.number + 1);
      last = isIn(next) ? next : dayAt(dayNumberOf(zoned(hour, timeZone).toPlainDate()));
    }
    return last;
  };

  const clock = Array.from({ length: 24 }, (_, hour) => hour);
  const hoursOn = (weekday: number): number => workedOf(shifts, weekday, clock).filter((isWorked) => isWorked).length;
  const hourShare = 1 / Math.max(...[1, 2, 3, 4, 5, 6, 7].map(hoursOn));
  const fullDays = ({ load, works }: Day): number => load * works.filter((isWorked) => isWorked).length * hourShare;

  const meanOfYear = kept((year) => {
    const first = dayNumberOf(Temporal.PlainDate.from({ year, month: 1, day: 1 }));
    const next = dayNumberOf(Temporal.PlainDate.from({ year: year + 1, month: 1, day: 1 }));
    let sum = 0;
    for (let number = first; number < next; number++) sum += fullDays(dayAt(number));
    return sum / (dayAt(next).startHour - dayAt(first).startHour);
  });
  const planned = [0]; // behind the first n days of the scenario
  const fullDaysUntil = (dayNumber: number): number => {
    const wanted = Math.max(0, dayNumber - beginDay + 1);
    for (let n = planned.length; n <= wanted; n++)
      planned.push((planned[n - 1] as number) + fullDays(dayAt(beginDay + n - 1))); // the one before was just pushed
    return planned[wanted] as number;
  };
  return { beginHour: last.startHour, dayOfHour, dayAt, hourShare, meanOfYear, fullDaysUntil };
}

const workedOf = (shifts: Scenario["shifts"], weekday: number, clock: readonly number[]): readonly boolean[] =>
  clock.map((hour) => shifts.some(({ weekdays, from, to }) => weekdays.includes(weekday) && hour >= from && hour < to));

const zoned = (hour: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(hour * hourMs).toZonedDateTimeISO(timeZone);

function dayOf(
  { timeZone, shifts, production: { slow } }: Scenario,
  number: number,
  stopsOf: (year: number) => (dayNumber: number) => number,
): Day {
  const date = epoch.add({ days: number });
  const startHour = date.toZonedDateTime(timeZone).epochMilliseconds / hourMs;
  const hours = date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds / hourMs - startHour;
  if (!Number.isInteger(startHour) || !Number.isInteger(hours))
    throw new Error(`${date} in ${timeZone} does not begin on a UTC hour: choose a zone whose days do.`);
  const weekday = date.dayOfWeek;
  const clock = Array.from({ length: hours }, (_, i) => (hours === 24 ? i : zoned(startHour + i, timeZone).hour));
  return {
    number,
    year: date.year,
    month: date.month,
    weekday,
    startHour,
    clock,
    works: workedOf(shifts, weekday, clock),
    load: stopsOf(date.year)(number) * (slow?.months.includes(date.month) === true ? 1 - slow.by : 1),
    wave: waveOn(number),
  };
}
