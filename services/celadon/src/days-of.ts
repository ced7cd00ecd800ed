/**
 * First day of a period of whole months and the day behind it, of `2026`, `2026-05` or `2025-11..2026-10`. Throws a RangeError where the text
 * is none of them.
 */
export function daysOf(period: string): { readonly from: string; readonly to: string } {
  const [first = "", last = first] = period.split("..");
  const isYear = last.length === "2026".length;
  const [from, begin] = [first, last].map((text) => Temporal.PlainDate.from(isYear ? `${text}-01-01` : `${text}-01`));
  return { from: String(from), to: String(begin?.add(isYear ? { years: 1 } : { months: 1 })) };
}
