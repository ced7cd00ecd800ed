/** A rational number with a denominator above 0. */
export interface Rational {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** A double as the integer that it is of 2^-1074. */
function scaled(value: number): bigint {
  if (value === 0) return 0n;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & ((1n << 52n) - 1n);
  const whole = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1);
  return value < 0 ? -whole : whole;
}

/**
 * A x = b without rounding, by elimination in whole numbers (Bareiss 1968); undefined where A is singular. `a` by rows. Doubles stand
 * for themselves, to the last bit.
 */
export function exactSolve(a: readonly (readonly number[])[], b: readonly number[]): readonly Rational[] | undefined {
  const n = b.length;
  const rows = a.map((row, i) => [...row.map(scaled), scaled(b[i] as number)]);
  let before = 1n;
  for (let k = 0; k < n; k++) {
    const pivot = rows.findIndex((row, i) => i >= k && row[k] !== 0n);
    if (pivot === -1) return undefined;
    [rows[k], rows[pivot]] = [rows[pivot] as bigint[], rows[k] as bigint[]];
    const [top, own] = [rows[k] as bigint[], (rows[k] as bigint[])[k] as bigint];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const row = rows[i] as bigint[];
      const factor = row[k] as bigint;
      for (let j = 0; j <= n; j++) row[j] = (own * (row[j] as bigint) - factor * (top[j] as bigint)) / before;
    }
    before = own;
  }
  return rows.map((row, i) => {
    const [top, bottom] = [row[n] as bigint, row[i] as bigint];
    return bottom < 0n ? { top: -top, bottom: -bottom } : { top, bottom };
  });
}

/** |value - exact| / |value| as a double, rounded up a little; infinite where the value is 0 and the exact one is not. */
export function relativeError(value: number, { top, bottom }: Rational): number {
  const [valueTop, unit] = [scaled(value), 1n << 1074n];
  const difference = valueTop * bottom - top * unit;
  const size = valueTop * bottom;
  if (difference === 0n) return 0;
  if (size === 0n) return Number.POSITIVE_INFINITY;
  const abs = (x: bigint): bigint => (x < 0n ? -x : x);
  return Number((abs(difference) * 10n ** 40n) / abs(size) + 1n) / 1e40;
}
