import { type InstantMs, instantText } from "@celadon/quantity";

/** One reading as a device shows it. */
export interface SentReading {
  readonly channel: string;
  /** The instant that it carries. */
  readonly atMs: InstantMs;
  /** A plain decimal. */
  readonly value: string;
  /** It comes from the device's memory, after an outage. */
  readonly isBackfill: boolean;
  /** It is sent twice. */
  readonly isDoubled: boolean;
  /** It is not sent: who wants it has to ask, where the way allows that. */
  readonly isKept: boolean;
}

/** What the meters send within one hour, or in several that were joined. */
export interface SentHour {
  /** The end of this stretch: everything sent before it has been given. */
  readonly untilMs: InstantMs;
  readonly count: number;
  /** In the order of sending. */
  readonly readings: readonly SentReading[];
  /** The same as NDJSON: what is kept is left out, what is doubled stands twice. */
  readonly ndjson: string;
}

export function sentHour(factory: string, untilMs: InstantMs, readings: readonly SentReading[]): SentHour {
  let text: string | undefined;
  return {
    untilMs,
    count: readings.length,
    readings,
    get ndjson() {
      text ??= linesOf(factory, readings); // most ways never ask for it
      return text;
    },
  };
}

/** Hours one after the other as one. */
export function joinedHours(factory: string, hours: readonly SentHour[]): SentHour | undefined {
  const last = hours.at(-1);
  if (last === undefined) return undefined;
  const readings = hours.flatMap((hour) => hour.readings);
  return sentHour(factory, last.untilMs, readings);
}

function linesOf(factory: string, readings: readonly SentReading[]): string {
  const head = `{"factory":${JSON.stringify(factory)},"channel":`;
  const names = new Map<string, string>();
  const lines: string[] = [];
  let [saidMs, said] = [Number.NaN, ""]; // readings of one instant stand together
  for (const { channel, atMs, value, isBackfill, isDoubled, isKept } of readings) {
    if (isKept) continue;
    if (atMs !== saidMs) [saidMs, said] = [atMs, `,"at":"${instantText(atMs)}","value":`];
    let name = names.get(channel);
    if (name === undefined) {
      name = head + JSON.stringify(channel);
      names.set(channel, name);
    }
    const line = `${name}${said}${value}${isBackfill ? ',"backfill":true' : ""}}\n`;
    lines.push(isDoubled ? line + line : line);
  }
  return lines.join("");
}
