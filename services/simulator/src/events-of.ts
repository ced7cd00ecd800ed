import type { Report } from "@celadon/activity-to-inventory/closed-yaml";
import { didYouMean, hourMs } from "@celadon/quantity";
import { microOf } from "./meter-words.ts";
import type { Event, SimulatedChannel } from "./scenario.ts";
import type { EventDraft } from "./scenario-shape.ts";

interface Place {
  readonly timeZone: string | undefined;
  readonly channels: readonly SimulatedChannel[];
  readonly report: Report;
}

/** Words that mean something only in some events; `needed` where they must be said. */
const words = {
  hours: { in: ["outage", "late", "doubled"], isNeeded: true },
  by: { in: ["late"], isNeeded: true },
  after: { in: ["outage"], isNeeded: false },
  opens: { in: ["replacement"], isNeeded: false },
} as const satisfies Partial<Record<keyof EventDraft, { readonly in: readonly string[]; readonly isNeeded: boolean }>>;

/** What goes wrong at a set time, judged: times that exist, channels that do, and a counter where a register is meant. */
export function eventsOf(drafts: readonly EventDraft[], { timeZone, channels, report }: Place): readonly Event[] {
  return drafts.flatMap((draft, i): readonly Event[] => {
    const { what, at, channel, hours = 0, by = 0, after = "resent", opens = 0 } = draft;
    const say = (key: string, problem: string, fix: string): void => report.say(["events", i, key], { problem, fix });
    const fromMs = timeZone === undefined ? undefined : instantOf(at, timeZone);
    if (timeZone !== undefined && fromMs === undefined)
      say("at", `"${at}" is no minute of the plant's clock.`, "Write it like `2026-01-06 02:30`.");
    for (const [key, { in: owners, isNeeded }] of Object.entries(words)) {
      const isOwner = owners.some((owner) => owner === what);
      if (key in draft && !isOwner) say(key, `"${key}" says nothing of what is ${what}.`, "Take it out.");
      if (!(key in draft) && isOwner && isNeeded) say("what", `${what}: "${key}" is missing.`, `Add \`${key}: 2\`.`);
    }
    const known = channels.find(({ name }) => name === channel);
    if (channel !== undefined && known === undefined) {
      const near = didYouMean(channel, new Set(channels.map(({ name }) => name)));
      say("channel", `"${channel}" is not under "channels".${near}`, "Name a channel of this file.");
    }
    const isOfRegister = what === "zero" || what === "replacement";
    if (isOfRegister && known?.meter.kind !== "counter")
      say("what", `${what} happens to the register of a counter.`, "Name one under `channel`.");
    if (what === "replacement" && fromMs !== undefined && fromMs % hourMs !== 0)
      say("at", "A meter is replaced on the hour here, because truth is kept by hours.", "Write a full hour.");
    if (fromMs === undefined) return [];
    if (isOfRegister) {
      if (channel === undefined) return [];
      return what === "zero"
        ? [{ kind: what, channel, fromMs }]
        : [{ kind: what, channel, fromMs, openingMicro: microOf(opens) }];
    }
    const stretch = { ...(channel === undefined ? {} : { channel }), fromMs, toMs: fromMs + hours * hourMs };
    if (what === "outage") return [{ kind: what, ...stretch, after }];
    return what === "late" ? [{ kind: what, ...stretch, byMs: by * hourMs }] : [{ kind: what, ...stretch }];
  });
}

function instantOf(text: string, timeZone: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(text)) return undefined;
  try {
    return Temporal.PlainDateTime.from(text.replace(" ", "T"), { overflow: "reject" }).toZonedDateTime(timeZone)
      .epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
