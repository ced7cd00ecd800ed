import { readInstant } from "@celadon/quantity";
import type { Scenario } from "@celadon/simulator";
import { wrongUsage } from "./ending.ts";
import { instantArgument } from "./time-argument.ts";

export interface SimulationWishes {
  readonly seed: string;
  readonly from?: string;
  readonly to?: string;
  readonly live?: true;
  readonly speed?: string;
  readonly print?: true;
}

export interface SimulationTimes {
  readonly seed: number;
  readonly fromMs?: number;
  readonly toMs?: number;
  /** How many times as fast as the world a live plant lives until it meets the present. */
  readonly speed?: number;
}

/** Days are those of the plant. Without --live there is an end, and only what is printed may lie in the future. */
export function simulationTimes(
  { timeZone }: Scenario,
  { seed, from, to, live, speed, print }: SimulationWishes,
  nowMs: number,
): SimulationTimes {
  if (!/^\d{1,15}$/.test(seed)) throw wrongUsage(`--seed ${seed} is no whole number: write one such as 7.`);
  if (speed !== undefined && !(Number(speed) > 0 && Number.isFinite(Number(speed))))
    throw wrongUsage(`--speed ${speed} is no number above 0: write 3600 for an hour a second.`);
  const instant = (name: string, text: string | undefined): number | undefined =>
    text === undefined ? undefined : readInstant(instantArgument(name, text, () => timeZone));
  const fromMs = instant("--from", from);
  const endMs = instant("--to", to);
  if (endMs !== undefined && endMs > nowMs && live === undefined && print === undefined)
    throw wrongUsage("--to lies in the future, and no meter sends before its time: add --live to wait, or --print.");
  if (fromMs !== undefined && endMs !== undefined && fromMs >= endMs)
    throw wrongUsage("--from is not before --to: swap them.");
  const toMs = endMs ?? (live === true ? undefined : nowMs);
  return {
    seed: Number(seed),
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
    ...(speed === undefined ? {} : { speed: Number(speed) }),
  };
}

/** The instant at which a scenario begins. */
export const beginOf = ({ begins, timeZone }: Scenario): number =>
  Temporal.PlainDate.from(begins).toZonedDateTime(timeZone).epochMilliseconds;
