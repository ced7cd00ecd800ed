import { argument } from "./argument.ts";
import { counted, countText } from "./counted.ts";
import { lengthText } from "./length-text.ts";
import type { Column } from "./print-table.ts";

/** How a channel fares, as the interface gives it; null is not known. */
export interface MeterRow {
  readonly factory: string;
  readonly channel: string;
  readonly localLast: string | null;
  readonly received: string | null;
  readonly origin: string | null;
  readonly lagSeconds: number | null;
  readonly freshness: string | null;
  readonly ageSeconds: number | null;
  readonly lateAfterSeconds: number | null;
  readonly silentAfterSeconds: number | null;
  readonly accepted: number;
  readonly quarantined: Readonly<Record<string, number>>;
  readonly days: readonly {
    readonly day: string;
    readonly measuredMs: number;
    readonly estimatedMs: number;
    readonly missingMs: number;
  }[];
}

/** What became of readings is of the days that are asked for, so the heads say how many those are. */
export const meterColumns = (days: string): readonly Column<MeterRow>[] => [
  { head: "FACTORY", of: ({ factory }) => factory },
  { head: "CHANNEL", of: ({ channel }) => channel },
  { head: "STATE", of: ({ freshness }) => freshness ?? "undeclared" },
  { head: "LAST READING", of: ({ localLast }) => localLast ?? "-" },
  { head: "AGE", of: ({ ageSeconds }) => lengthText(ageSeconds), isFigure: true },
  { head: "LIMITS", of: limitsText },
  { head: "TOOK", of: ({ lagSeconds }) => lengthText(lagSeconds), isFigure: true },
  { head: "WAY", of: ({ origin }) => origin ?? "-" },
  { head: `ACCEPTED IN ${days} d`, of: ({ accepted }) => countText(accepted), isFigure: true },
  { head: "KNOWN BY DAY, %", of: daysText },
  { head: `QUARANTINED IN ${days} d`, of: quarantinedText },
];

function limitsText({ lateAfterSeconds, silentAfterSeconds }: MeterRow): string {
  if (lateAfterSeconds === null || silentAfterSeconds === null) return "-";
  return `${lengthText(lateAfterSeconds)}, ${lengthText(silentAfterSeconds)}`;
}

function quarantinedText({ quarantined }: MeterRow): string {
  return Object.entries(quarantined)
    .map(([reason, readings]) => `${countText(readings)} ${reason}`)
    .join(", ");
}

/** Measured and estimated, of each day, in whole per cent rounded down, so that 100 is the whole day; a dash where nothing is declared. */
function daysText({ days }: MeterRow): string {
  return days
    .map(({ measuredMs, estimatedMs, missingMs }) => {
      const known = measuredMs + estimatedMs;
      return known + missingMs === 0 ? "-" : String(Math.floor((100 * known) / (known + missingMs)));
    })
    .map((text) => text.padStart(3))
    .join(" ");
}

/** What stands under the row of a channel that wants looking at. */
export function meterWarning({ factory, channel, lagSeconds, quarantined }: MeterRow): string | undefined {
  const warnings: string[] = [];
  if (lagSeconds !== null && lagSeconds < 0) {
    warnings.push(
      `Its clock is ahead by at least ${lengthText(-lagSeconds)}: set it; readings more than 5 min ahead do not count.`,
    );
  }
  const waiting = Object.values(quarantined).reduce((sum, readings) => sum + readings, 0);
  if (waiting > 0) {
    warnings.push(
      `${counted(waiting, "reading")} of these days not counted: celadon quarantine list --factory ${argument(factory)} --channel ${argument(channel)}`,
    );
  }
  return warnings.length === 0 ? undefined : warnings.join(" ");
}
