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
  return rows
    .filter((row) => row.isWhole === 1 || !whole.has(keyOf(row)))
    .map((row) => ({ indicator: indicatorOf(row, wanted), peerGroup: wanted.peerGroup }));
}

const keyOf = ({ factory, product }: PeriodRow): string => `${factory}\u0000${product}`;

function indicatorOf(row: PeriodRow, { peerGroup, indicator, months }: Wanted): Indicator {
  const { factory, product, absolute, produced } = row;
  const lacks = row.isWhole === 0 && (row.unknown.length > 0 || row.known.length > 0 || Number(row.overlaps) > 0);
  const isKnown = !lacks && absolute !== null && produced !== null && row.footprint !== "";
  const known = <T>(value: T): T | undefined => (isKnown ? value : undefined);
  return {
    ...{
      factory,
      product,
      name: indicator,
      unit: row.unit,
      declaredUnit: peerGroup.declaredUnit,
      timeZone: row.timeZone,
    },
    fromMs: BigInt(row.fromMs),
    toMs: BigInt(row.toMs),
    amount: isKnown ? perUnit(absolute, produced) : undefined,
    absolute: isKnown ? absolute : undefined,
    produced: isKnown ? produced : undefined,
    ...timeShares(row),
    placeholderShare: known(shareText(row.placeholderShare)),
    assumedShare: known(shareText(row.assumedShare)),
    primaryDataShare: known(shareText(row.primaryDataShare)),
    marks: marksOf(row.marks),
    footprint: row.footprint,
    reason: isKnown ? "" : missingMonths(months, { ...row, factory, product }),
  };
}

const shareText = (share: number | null): string | undefined => (share === null ? undefined : plainText(share, 6));

/** A share in so many decimals, without an exponent and without zeros that say nothing. */
const plainText = (share: number, decimals: number): string => share.toFixed(decimals).replace(/\.?0+$/, "");

function timeShares({ estimatedShare, missingShare }: PeriodRow) {
  if (estimatedShare === null || missingShare === null) {
    return { measuredShare: "", estimatedShare: "", missingShare: "" };
  }
  const measured = 1 - Number(estimatedShare) - Number(missingShare);
  return { measuredShare: plainText(measured, 12), estimatedShare, missingShare };
}

const marksOf = (text: string): readonly string[] =>
  [...new Set(text.split("\n").filter((mark) => mark !== ""))].sort();
