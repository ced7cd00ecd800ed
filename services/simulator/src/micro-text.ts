/** A whole number of micro-units as a plain decimal: -1500000 is `-1.5`. Exact below 2^53. */
export function microText(micro: number): string {
  const size = Math.abs(micro);
  const whole = Math.floor(size / 1_000_000);
  const rest = size - whole * 1_000_000;
  const sign = micro < 0 ? "-" : "";
  if (rest === 0) return `${sign}${whole}`;
  // Meters show three decimals; pieces of other sums may have more.
  const thousandths = rest / 1_000;
  const digits = Number.isInteger(thousandths) ? `${1_000 + thousandths}`.slice(1) : `${1_000_000 + rest}`.slice(1);
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 48) end--;
  return `${sign}${whole}.${digits.slice(0, end)}`;
}
