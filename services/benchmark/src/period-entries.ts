import { type Entry, type MonthSpan, missingMonths, monthBorders, perUnit } from "@celadon/footprint-to-ranking";
import type { Indicator, PeerGroup } from "@celadon/proto";
import type { Lack, PeriodRows } from "./ranking-query.ts";

interface Wanted {
  readonly peerGroup: PeerGroup;
  readonly indicator: string;
  readonly months: MonthSpan;
}

/** What the query found, as entries of a ranking: one for each product, with its figure or the reason why it has none. */
export function periodEntries(found: readonly PeriodRows[], wanted: Wanted): readonly Entry[] {
  const { peerGroup, indicator, months } = wanted;
  const whole = wholeOnes(found);
  const bordersIn = borders(months);
  const entries: Entry[] = [];
  for (const rows of found) {
    const context = readContext(rows.contexts);
    const { fromMs, toMs } = bordersIn(context.timeZone);
    const lacks = new Map(rows.lacks.map((lack) => [keyOf(lack[0], lack[1]), lack]));
    for (let i = 0; i < rows.factory.length; i++) {
      const [factory, product] = [rows.factory[i] as string, rows.product[i] as string];
      const isWhole = rows.isWhole[i] === 1;
      if (!isWhole && whole.size > 0 && whole.has(keyOf(factory, product))) continue;
      const lack = isWhole || lacks.size === 0 ? undefined : lacks.get(keyOf(factory, product));
      const isKnown = lack === undefined;
      const [absolute, produced] = [rows.absolute[i] as string, rows.produced[i] as string];
      const isMetered = rows.isMetered[i] === 1;
      // One literal and no copies: ten thousand of them are made while somebody waits.
      const one: Indicator = {
        factory,
        product,
        fromMs,
        toMs,
        timeZone: context.timeZone,
        name: indicator,
        amount: isKnown ? perUnit(absolute, produced) : undefined,
        unit: context.unit,
        declaredUnit: peerGroup.declaredUnit,
        measuredShare: isMetered ? (rows.measured[i] as string) : "",
        estimatedShare: isMetered ? (rows.estimated[i] as string) : "",
        missingShare: isMetered ? (rows.missing[i] as string) : "",
        placeholderShare: isKnown ? shareText(rows.placeholder[i]) : undefined,
        assumedShare: isKnown ? shareText(rows.assumed[i]) : undefined,
        primaryDataShare: isKnown ? shareText(rows.primary[i]) : undefined,
        placeholderRows: context.placeholderRows,
        marks: context.marks,
        footprint: rows.footprint[i] as string,
        reason: isKnown ? "" : lackText(lack, months),
        absolute: isKnown ? absolute : undefined,
        produced: isKnown ? produced : undefined,
      };
      entries.push({ indicator: one, peerGroup });
    }
  }
  return entries;
}

const keyOf = (factory: string, product: string): string => `${factory}\u0000${product}`;

/** Products that a footprint covers the whole period of: it goes before their months. */
function wholeOnes(found: readonly PeriodRows[]): ReadonlySet<string> {
  const whole = new Set<string>();
  for (const { factory, product, isWhole } of found) {
    isWhole.forEach((one, i) => {
      if (one === 1) whole.add(keyOf(factory[i] as string, product[i] as string));
    });
  }
  return whole;
}

function lackText([factory, product, months, reason]: Lack, span: MonthSpan): string {
  const known = months.filter((month) => month > 0);
  const unknown = months.filter((month) => month < 0).map((month) => -month);
  return missingMonths(span, { factory, product, known, unknown, reason });
}

/** The borders of the months on each clock, worked out once. */
function borders(months: MonthSpan): (timeZone: string) => Pick<Indicator, "fromMs" | "toMs"> {
  const known = new Map<string, Pick<Indicator, "fromMs" | "toMs">>();
  return (timeZone) => {
    const before = known.get(timeZone);
    if (before !== undefined) return before;
    const { fromMs, toMs } = monthBorders(months, timeZone === "" ? "UTC" : timeZone);
    const now = { fromMs: BigInt(fromMs), toMs: BigInt(toMs) };
    known.set(timeZone, now);
    return now;
  };
}

function readContext(contexts: readonly string[]): Pick<Indicator, "unit" | "timeZone" | "placeholderRows" | "marks"> {
  const parts = contexts.toSorted().map((one) => one.split("\t"));
  const [unit = "", timeZone = ""] = parts[0] ?? [];
  return {
    ...{ unit, timeZone },
    placeholderRows: distinct(parts.map(([, , rows = ""]) => rows)).join("+"),
    marks: distinct(parts.flatMap(([, , , marks = ""]) => marks.split("\n").filter((mark) => mark !== ""))),
  };
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

/** Millionths need no exponent: 0.000001 is the smallest. */
const shareText = (share: number | null | undefined): string | undefined =>
  share === null || share === undefined ? undefined : String(share);
