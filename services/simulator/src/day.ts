/** A local day of the plant. Hours are UTC hours since 1970; days are local days since 1970. */
export interface Day {
  readonly number: number;
  readonly year: number;
  readonly month: number;
  readonly weekday: number;
  readonly startHour: number;
  /** The hour of the plant's clock for each hour of the day: 24 of them, 23 or 25 where the clock changes. */
  readonly clock: readonly number[];
  /** For each hour of the day, whether it is worked. */
  readonly works: readonly boolean[];
  /** What is planned, as a share of full production: less in a slow month or after a stop, 0 in one. */
  readonly load: number;
  /** 1 on 15 January, -1 half a year later, mean 0. */
  readonly wave: number;
}

const yearDays = 365.2425;

/** A cosine made of two parabolas: plain arithmetic, so that every machine has the same last digit. */
export function waveOn(dayNumber: number): number {
  const turn = (dayNumber - 14) / yearDays + 0.25;
  const half = 2 * (turn - Math.floor(turn));
  const rest = half < 1 ? half : half - 1;
  return (half < 1 ? 4 : -4) * rest * (1 - rest);
}
