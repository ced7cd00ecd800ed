import type { Path, Report } from "@celadon/activity-to-inventory/closed-yaml";
import type { Meter } from "./scenario.ts";
import type { ChannelDraft } from "./scenario-shape.ts";

const minuteMs = 60_000;

/** The meter of a channel, as its words say. */
export function meterWords({ kind, period, start = 0, modulus, stamp }: ChannelDraft): Meter {
  if (kind === "unmetered" || period === undefined) return { kind: "unmetered" };
  if (period === "calendar-day") return { kind: "calendar-day" };
  const periodMs = (period === "1h" ? 60 : Number(period.replace("min", ""))) * minuteMs;
  if (kind === "interval") return { kind, periodMs, isStampedAtStart: stamp === "start" };
  if (kind !== "counter") return { kind, periodMs };
  const startMicro = microOf(start);
  return { kind, periodMs, startMicro, ...(modulus === undefined ? {} : { modulusMicro: microOf(modulus) }) };
}

/** Whole thousandths, because an amount of the file has three decimals. */
export const microOf = (amount: number): number => Math.round(amount * 1_000) * 1_000;

const owners = { start: "counter", modulus: "counter", stamp: "interval" } as const;

/** Judges what a channel says of its meter. */
export function judgeMeter(draft: ChannelDraft, path: Path, report: Report): void {
  const { kind, period, start = 0, modulus } = draft;
  if (kind === "unmetered") {
    if (period !== undefined)
      report.say([...path, "period"], { problem: "Nobody reads an unmetered channel.", fix: "Take the period out." });
  } else if (period === undefined) {
    report.say(path, {
      problem: `"${path.at(-1)}" does not say how often it is read.`,
      fix: "Add `period`, such as `1h`.",
    });
  } else if (period === "calendar-day" && kind !== "interval") {
    report.say([...path, "period"], {
      problem: `A calendar day holds an amount, and this is a ${kind}.`,
      fix: "Write `kind: interval`, or a period such as `1h`.",
    });
  }
  for (const [key, owner] of Object.entries(owners)) {
    if (!(key in draft) || kind === owner) continue;
    report.say([...path, key], {
      problem: `"${key}" is for ${owner === "counter" ? "a" : "an"} ${owner}, and this is ${kind}.`,
      fix: "Take it out, or change the kind.",
    });
  }
  if (modulus !== undefined && modulus <= start) {
    report.say([...path, "modulus"], {
      problem: "The register starts where it has rolled over already.",
      fix: "Make the modulus larger than the start.",
    });
  }
}
