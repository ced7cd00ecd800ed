import type { PlantModel } from "@celadon/activity-to-inventory";
import { type Refusal, recogniseImport } from "@celadon/meter-to-telemetry";
import { localText } from "@celadon/quantity";

interface Unread {
  readonly first: Refusal;
  /** The beginning of the file. */
  readonly head: string;
  readonly model: PlantModel;
  /** Name of the import rule; undefined for our own form. */
  readonly rule: string | undefined;
}

/**
 * Why the first line of a file cannot be read, with the one thing to write. For times that is the format which reads those of the
 * file, or the time on the plant's own clock with its offset; the door itself knows neither file nor plant.
 */
export function timeFix({ first, head, model, rule }: Unread): string {
  const { line, evidence, reason } = first;
  const { factory, timeZone } = model;
  if (rule !== undefined) {
    const format = reason === "bad-time" ? recogniseImport(head)?.rules[0]?.time.format : undefined;
    const fix = format === undefined ? "" : ` The times of the file have the format \`${format}\`: write that.`;
    return `Line ${line}: ${evidence}${fix}`;
  }
  if (reason !== "no-time-zone" && reason !== "bad-time") return `Line ${line}: ${evidence}`;
  const example = onClock(evidence, timeZone) ?? localText(model.effectiveFromMs, timeZone);
  return `Line ${line}: its time ${reason === "no-time-zone" ? "states no offset from UTC" : "is not written as ours are"}. The clock of "${factory}" is that of ${timeZone}: write such a time as ${example}.`;
}

/** The local time that a sentence quotes, with the offset of the zone; undefined where it quotes none. */
function onClock(evidence: string, timeZone: string): string | undefined {
  const local = /"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?)"/.exec(evidence)?.[1];
  if (local === undefined) return undefined;
  const { epochMilliseconds } = Temporal.PlainDateTime.from(local.replace(" ", "T")).toZonedDateTime(timeZone);
  return localText(epochMilliseconds, timeZone);
}
