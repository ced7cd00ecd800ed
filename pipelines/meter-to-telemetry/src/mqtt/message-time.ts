import { readingLimits } from "@celadon/proto";
import { type InstantMs, instantText, readInstant } from "@celadon/quantity";
import { shown } from "../fault.ts";
import { type LocalClock, localClock } from "../local-clock.ts";
import { type LocalTime, timePattern } from "../time-pattern.ts";
import { utf8Bytes } from "../utf8.ts";
import type { MessageReason } from "./message-reasons.ts";
import type { TemplateTime } from "./message-template.ts";

export interface TimeFault {
  readonly reason: MessageReason;
  readonly evidence: string;
}

/** Reads a time in the form of a template; what is finer than a millisecond is cut off. */
export type ReadTime = (text: string) => InstantMs | TimeFault;

/** What the form says, made into its reader once. */
export function messageTime(form: Exclude<TemplateTime, "received">["form"]): ReadTime {
  const read = typeof form === "object" ? readLocal(form.pattern, form.zone) : readers[form];
  return (text) => {
    const atMs = read(text);
    if (typeof atMs !== "number") return atMs;
    if (atMs >= readingLimits.atMsFirst && atMs < readingLimits.atMsEnd) return atMs;
    const when = Math.abs(atMs) > 8e15 ? String(atMs) : instantText(atMs);
    const evidence = `Time ${shown(text)} is ${when}, outside 2000 to 2100: set the clock of the device, or correct the form of its time in the template.`;
    return { reason: "time-out-of-bounds", evidence };
  };
}

const bad = (text: string, wanted: string): TimeFault => ({
  reason: "bad-time",
  evidence: `Time ${shown(text)} is not ${wanted}: correct it at the device, or the form of the time in the template.`,
});

const readers = {
  "epoch-ms": (text: string) => {
    const ms = /^(\d{1,15})(?:\.\d{1,9})?$/.exec(text)?.[1];
    return ms === undefined ? bad(text, "milliseconds since 1970") : Number(ms);
  },
  "epoch-s": (text: string) => {
    const [, seconds, decimals = ""] = /^(\d{1,12})(?:\.(\d{1,9}))?$/.exec(text) ?? [];
    if (seconds === undefined) return bad(text, "seconds since 1970");
    return Number(seconds) * 1_000 + Number(decimals.padEnd(3, "0").slice(0, 3));
  },
  iso: (text: string) => {
    const atMs = readInstant(text.replace(/(\.\d{3})\d{1,6}(?=Z|[+-])/, "$1"));
    return atMs === undefined
      ? bad(text, "a date and time with its offset from UTC, such as 2027-01-01T08:00:00+08:00")
      : atMs;
  },
} as const;

function readLocal(pattern: string, zone: string): ReadTime {
  const clock: LocalClock = localClock(zone);
  const read = timePattern(pattern);
  const time: LocalTime = { day: 0, msOfDay: 0 };
  return (text) => {
    const bytes = text.length > 64 ? undefined : utf8Bytes(text);
    if (bytes === undefined || !read(bytes, 0, bytes.length, time))
      return bad(text, `an existing time as ${shown(pattern)}`);
    const atMs = clock.instantOf(time.day, time.msOfDay);
    if (typeof atMs === "number") return atMs;
    return atMs === "twice"
      ? {
          reason: "local-time-twice",
          evidence: `Local time ${shown(text)} occurs twice in ${zone}: let the device send UTC or its offset.`,
        }
      : {
          reason: "local-time-never",
          evidence: `Local time ${shown(text)} does not occur in ${zone}: correct the zone, or the clock of the device.`,
        };
  };
}
