import { figureText } from "../figure-text.ts";

const digitsShown = 6;

/**
 * A computed amount for people: `1,234.57`. Rounded to six significant digits, whole digits always kept; very small and very large ones by
 * powers of ten, as `1.5e-7`. What is no number is unknown, and so is null. `--json` and every CSV have all digits.
 */
export function amountText(amount: number | null): string {
  if (amount === null || Number.isNaN(amount)) return "unknown";
  const rounded = Math.abs(amount) < 10 ** digitsShown ? Number(amount.toPrecision(digitsShown)) : Math.round(amount);
  const text = `${rounded}`;
  return text.includes("e") ? `${Number(amount.toPrecision(digitsShown))}` : figureText(text);
}
