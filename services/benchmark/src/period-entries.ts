import { type Entry, type MonthSpan, missingMonths, monthBorders, perUnit } from "@celadon/footprint-to-ranking";
import type { Indicator, PeerGroup } from "@celadon/proto";
import type { PeriodRow, PeriodRows } from "./ranking-query.ts";

interface Wanted {
  readonly peerGroup: PeerGroup;
  readonly indicator: string;
  readonly months: MonthSpan;
}

/** What the query found, as entries of a ranking: one for each product, with its figure or the reason why it has none. */
export function periodEntries({ rows, unit }: PeriodRows, wanted: Wanted): readonly Entry[] {
  const whole = new Set(rows.filter(([, , isWhole]) => isWhole === 1).map(keyOf));
  const marksOf = remembered(readMarks);
  const bordersOf = remembered((timeZone: string) => {
    const { fromMs, toMs } = monthBorders(wanted.months, timeZone === "" ? "UTC" : timeZone);
    return { fromMs: BigInt(fromMs), toMs: BigInt(toMs) };
  });
  const entries: Entry[] = [];
  for (const row of rows) {
    if (row[2] === 0 && whole.size > 0 && whole.has(keyOf(row))) continue;
    entries.push({ indicator: indicatorOf(row), peerGroup: wanted.peerGroup });
  }
  return entries;

  // One literal and no copies: ten thousand of them are made while somebody waits.
  function indicatorOf(row: PeriodRow): Indicator {
    const [factory, product, , absolute, produced, measured, estimated, missing, placeholder, assumed, primary] = row;
    const [marks, footprint, timeZone, placeholderRows, lacks] = [row[11], row[12], row[13], row[14], row[15][0]];
    const { fromMs, toMs } = bordersOf(timeZone);
    const isKnown = lacks === undefined && absolute !== null && produced !== null;
    return {
      factory,
      product,
      fromMs,
      toMs,
      timeZone,
      name: wanted.indicator,
      amount: isKnown ? perUnit(absolute, produced) : undefined,
      unit,
      declaredUnit: wanted.peerGroup.declaredUnit,
      measuredShare: measured === null ? "" : measured,
      estimatedShare: estimated === null ? "" : estimated,
      missingShare: missing === null ? "" : missing,
      placeholderShare: isKnown ? shareText(placeholder) : undefined,
      assumedShare: isKnown ? shareText(assumed) : undefined,
      primaryDataShare: isKnown ? shareText(primary) : undefined,
      placeholderRows,
      marks: marksOf(marks),
      footprint,
      reason: isKnown ? "" : lackText(factory, product, lacks),
      absolute: isKnown ? absolute : undefined,
      produced: isKnown ? produced : undefined,
    };
  }

  function lackText(factory: string, product: string, lacks: PeriodRow[15][number] | undefined): string {
    const [known, unknown, reason] = lacks ?? [[], [], ""];
    return missingMonths(wanted.months, { factory, product, known, unknown, reason });
  }
}

const keyOf = ([factory, product]: PeriodRow): string => `${factory}\u0000${product}`;

/** Millionths need no exponent: 0.000001 is the smallest. */
const shareText = (share: number | null): string | undefined => (share === null ? undefined : String(share));

const readMarks = (text: string): readonly string[] =>
  [...new Set(text.split("\n").filter((mark) => mark !== ""))].sort();

/** Answers of few different questions, each worked out once. */
function remembered<Value>(of: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = of(text);
    known.set(text, value);
    return value;
  };
}
