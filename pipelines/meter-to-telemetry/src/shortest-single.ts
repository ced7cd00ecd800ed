/**
 * The shortest decimal that reads back as a 32-bit float: 115603.01 arrives as 115603.0078125, and what the device meant has at most the
 * 9 significant digits that tell every such float apart.
 */
export function shortestSingle(x: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = x.toPrecision(digits);
    if (Math.fround(Number(text)) === x) return String(Number(text));
  }
  return String(Number(x.toPrecision(9)));
}
