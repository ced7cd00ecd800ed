import { calendarPeriod, hourFrom, hourOf, type InstantMs, type Period } from "@celadon/quantity";
import type { PlantModel } from "./plant-model.ts";

/** A version of the plant model, and the hour from which it is in force, until the next one is. */
export interface ModelInForce {
  readonly model: PlantModel;
  readonly fromMs: InstantMs;
}

/** The stretch of a period in which one version is in force, cut into the calendar years of the plant. */
export interface Version extends Period {
  readonly model: PlantModel;
  readonly pieces: readonly Period[];
}

/** Whole hours: an hour belongs to the period it begins in, also where a time zone is off by half an hour. */
export const wholeHours = ({ fromMs, toMs }: Period): Period => ({ fromMs: hourFrom(fromMs), toMs: hourFrom(toMs) });

/** The versions that hold in the period, in order; every hour belongs to one. Hours before the first belong to none. */
export function versionsIn(period: Period, models: readonly ModelInForce[]): readonly Version[] {
  const ordered = models.toSorted((a, b) => a.fromMs - b.fromMs);
  return ordered.flatMap(({ model, fromMs }, i) => {
    const next = ordered[i + 1]?.fromMs ?? period.toMs;
    const stretch = { fromMs: Math.max(fromMs, period.fromMs), toMs: Math.min(next, period.toMs) };
    return stretch.fromMs < stretch.toMs ? [{ ...stretch, model, pieces: yearsIn(stretch, model.timeZone) }] : [];
  });
}

/** Factors and estimates are of a calendar year, so a stretch is cut where the plant's year turns. */
function yearsIn({ fromMs, toMs }: Period, timeZone: string): readonly Period[] {
  const pieces: Period[] = [];
  for (let at = fromMs; at < toMs; ) {
    const end = Math.min(toMs, hourFrom(calendarPeriod(hourOf(at), timeZone, "year").toMs));
    pieces.push({ fromMs: at, toMs: end });
    at = end;
  }
  return pieces;
}

/** From the beginning of the first piece to the end of the last. */
export function hullOf(pieces: readonly Period[]): Period {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) throw new Error("An amount needs a stretch of time.");
  return { fromMs: first.fromMs, toMs: last.toMs };
}
