import { type Entry, type MonthSpan, missingMonths, perUnit } from "@celadon/footprint-to-ranking";
import type { Indicator, PeerGroup } from "@celadon/proto";
import type { PeriodRow } from "./ranking-query.ts";

interface Wanted {
  readonly peerGroup: PeerGroup;
  readonly indicator: string;
  readonly months: MonthSpan;
}

/** What the query found, as entries of a ranking: one for each product, with its figure or the reason why it has none. */
export function periodEntries(rows: readonly PeriodRow[], wanted: Wanted): readonly Entry[] {
  const whole = new Set(rows.filter(({ isWhole }) => isWhole === 1).map(keyOf));
  const marks = new Map<string, readonly string[]>();
  const entries: Entry[] = [];
  for (const row of rows) {
    if (row.isWhole === 0 && whole.size > 0 && whole.has(keyOf(row))) continue;
    const known = marks.get(row.marks) ?? marksOf(row.marks);
    marks.set(row.marks, known);
    entries.push({ indicator: indicatorOf(row, known, wanted), peerGroup: wanted.peerGroup });
  }
  return entries;
}

const keyOf = ({ factory, product }: PeriodRow): string => `${factory}\u0000${product}`;

function indicatorOf(row: PeriodRow, marks: readonly string[], { peerGroup, indicator, months }: Wanted): Indicator {
  const { absolute, produced } = row;
  const lacks = row.isWhole === 0 && (row.unknown.length > 0 || row.known.length > 0 || row.overlaps !== "0");
  const isKnown = !lacks && absolute !== null && produced !== null && row.footprint !== "";
  return {
    factory: row.factory,
    product: row.product,
    fromMs: BigInt(row.fromMs),
    toMs: BigInt(row.toMs),
    name: indicator,
    amount: isKnown ? perUnit(absolute, produced) : undefined,
    unit: row.unit,
    declaredUnit: peerGroup.declaredUnit,
    measuredShare: timeText(row.measuredShare),
    estimatedShare: timeText(row.estimatedShare),
    missingShare: timeText(row.missingShare),
    placeholderShare: isKnown ? shareText(row.placeholderShare) : undefined,
    primaryDataShare: isKnown ? shareText(row.primaryDataShare) : undefined,
    marks,
    footprint: row.footprint,
    reason: isKnown ? "" : missingMonths(months, row),
    absolute: isKnown ? absolute : undefined,
    produced: isKnown ? produced : undefined,
    assumedShare: isKnown ? shareText(row.assumedShare) : undefined,
    timeZone: row.timeZone,
  };
}

/** Millionths need no exponent: 0.000001 is the smallest. */
const shareText = (share: number | null): string | undefined => (share === null ? undefined : String(share));

const timeText = (share: string | null): string => (share === null ? "" : share);

const marksOf = (text: string): readonly string[] =>
  [...new Set(text.split("\n").filter((mark) => mark !== ""))].sort();
