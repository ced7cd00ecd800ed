import { type Entry, type MonthSpan, missingMonths, monthBorders, perUnit } from "@celadon/footprint-to-ranking";
import type { Indicator, PeerGroup } from "@celadon/proto";
import type { PeriodRow, PeriodRows } from "./ranking-query.ts";

interface Wanted {
  readonly peerGroup: PeerGroup;
  readonly indicator: string;
  readonly months: MonthSpan;
}

/** What the query found, as entries of a ranking: one for each product, with its figure or the reason why it has none. */
export function periodEntries({ rows }: PeriodRows, wanted: Wanted): readonly Entry[] {
  const { peerGroup, indicator, months } = wanted;
  const whole = new Set(rows.filter(([, , isWhole]) => isWhole === 1).map(keyOf));
  const contexts = new Map<string, Context>();
  const contextOf = (texts: readonly string[]): Context => {
    const text = texts.length === 1 ? (texts[0] as string) : texts.toSorted().join("\u0000");
    const known = contexts.get(text) ?? readContext(text, months);
    contexts.set(text, known);
    return known;
  };
  const entries: Entry[] = [];
  for (const row of rows) {
    if (row[2] === 0 && whole.size > 0 && whole.has(keyOf(row))) continue;
    const [factory, product, , absolute, produced, measured, estimated, missing, placeholder, assumed, primary] = row;
    const [footprint, context, lacks] = [row[11], contextOf(row[12]), row[13][0]];
    const isKnown = lacks === undefined && absolute !== null && produced !== null;
    // One literal and no copies: ten thousand of them are made while somebody waits.
    const one: Indicator = {
      factory,
      product,
      fromMs: context.fromMs,
      toMs: context.toMs,
      timeZone: context.timeZone,
      name: indicator,
      amount: isKnown ? perUnit(absolute, produced) : undefined,
      unit: context.unit,
      declaredUnit: peerGroup.declaredUnit,
      measuredShare: measured === null ? "" : measured,
      estimatedShare: estimated === null ? "" : estimated,
      missingShare: missing === null ? "" : missing,
      placeholderShare: isKnown ? shareText(placeholder) : undefined,
      assumedShare: isKnown ? shareText(assumed) : undefined,
      primaryDataShare: isKnown ? shareText(primary) : undefined,
      placeholderRows: context.placeholderRows,
      marks: context.marks,
      footprint,
      reason: isKnown ? "" : lackText(row, months),
      absolute: isKnown ? absolute : undefined,
      produced: isKnown ? produced : undefined,
    };
    entries.push({ indicator: one, peerGroup });
  }
  return entries;
}

const keyOf = ([factory, product]: PeriodRow): string => `${factory}\u0000${product}`;

function lackText([factory, product, , , , , , , , , , , , lacks]: PeriodRow, span: MonthSpan): string {
  const [months, reason] = lacks[0] ?? [[], ""];
  const known = months.filter((month) => month > 0);
  const unknown = months.filter((month) => month < 0).map((month) => -month);
  return missingMonths(span, { factory, product, known, unknown, reason });
}

/** What many rows have in common. */
type Context = Pick<Indicator, "unit" | "timeZone" | "placeholderRows" | "marks" | "fromMs" | "toMs">;

function readContext(text: string, months: MonthSpan): Context {
  const parts = text.split("\u0000").map((one) => one.split("\t"));
  const [unit = "", timeZone = ""] = parts[0] ?? [];
  const { fromMs, toMs } = monthBorders(months, timeZone === "" ? "UTC" : timeZone);
  return {
    ...{ unit, timeZone, fromMs: BigInt(fromMs), toMs: BigInt(toMs) },
    placeholderRows: distinct(parts.map(([, , rows = ""]) => rows)).join("+"),
    marks: distinct(parts.flatMap(([, , , marks = ""]) => marks.split("\n").filter((mark) => mark !== ""))),
  };
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

/** Millionths need no exponent: 0.000001 is the smallest. */
const shareText = (share: number | null): string | undefined => (share === null ? undefined : String(share));
