import { type MonthSpan, monthText } from "./month-span.ts";

/** What a product has of a period: months that are known, months that have a figure but no amount, with the reason of one. */
export interface MonthsKnown {
  readonly factory: string;
  readonly product: string;
  readonly known: readonly number[];
  readonly unknown: readonly number[];
  readonly reason: string;
}

/** Why a product has no figure over a span of months: which ones it lacks, and what to do. */
export function missingMonths(span: MonthSpan, { factory, product, known, unknown, reason }: MonthsKnown): string {
  const all = Array.from({ length: span.end - span.first }, (_, i) => span.first + i);
  const has = new Set([...known, ...unknown]);
  const absent = all.filter((month) => !has.has(month));
  const sentences = [
    ...(absent.length === 0
      ? []
      : [
          `${listed(absent)} ${absent.length === 1 ? "has" : "have"} no footprint: send the readings of it, or rank over months it has.`,
        ]),
    ...(unknown.length === 0 ? [] : [`${listed([...new Set(unknown)].sort((a, b) => a - b))}: ${reason}`]),
    ...(absent.length === 0 && unknown.length === 0
      ? ["Its footprints overlap, so that a month would count twice: compute them by month, all on one clock."]
      : []),
  ];
  return `"${product}" of "${factory}" lacks a part of the period. ${sentences.join(" ")}`;
}

/** `2026-01, 2026-03 to 2026-05` */
function listed(months: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const month of months) {
    const run = runs.at(-1);
    if (run !== undefined && run.last === month - 1) run.last = month;
    else runs.push({ first: month, last: month });
  }
  return runs
    .map(({ first, last }) => (first === last ? monthText(first) : `${monthText(first)} to ${monthText(last)}`))
    .join(", ");
}
