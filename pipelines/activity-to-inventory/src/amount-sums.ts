/** Sum of the amounts from index `first` to before index `end`, in 10^-12 of the unit. */
export type AmountSums = (first: number, end: number) => bigint;

const pico = 10n ** 12n;
const picoNumber = 10 ** 12;

const decimal = /^-?\d+(?:\.\d{1,12})?$/;

/** The amount in 10^-12 of its unit. Throws on what is no decimal with at most 12 places: it comes from the ledger. */
export function picoOf(text: string): bigint {
  if (!decimal.test(text)) throw new Error(`Amount "${text}" of a window is no decimal with at most 12 places.`);
  const point = text.indexOf(".");
  if (point < 0) return BigInt(text) * pico;
  return BigInt(text.slice(0, point) + text.slice(point + 1).padEnd(12, "0"));
}

/**
 * Exact sums over any stretch of a list of amounts, `null` where there is none:  sum = S(end) - S(first),  S(i) the sum of all
 * before i. A year of hours goes through here for every channel, so S stands in two doubles, whole units and picos, each a whole
 * number below 2^53 and so exact; in big integers where an amount or a sum is larger than that.
 */
export function amountSums(amounts: readonly (string | null)[]): AmountSums {
  return inDoubles(amounts) ?? inBigIntegers(amounts);
}

function inBigIntegers(amounts: readonly (string | null)[]): AmountSums {
  const before = [0n];
  let sum = 0n;
  for (const amount of amounts) {
    if (amount !== null) sum += picoOf(amount);
    before.push(sum);
  }
  return (first, end) => (before[end] as bigint) - (before[first] as bigint);
}

/** Undefined where doubles would not be exact, or where a text is none of the plain ones: the other way judges it. */
function inDoubles(amounts: readonly (string | null)[]): AmountSums | undefined {
  const wholes = new Float64Array(amounts.length + 1);
  const picos = new Float64Array(amounts.length + 1);
  let whole = 0;
  let part = 0;
  for (let i = 0; i < amounts.length; i++) {
    const text = amounts[i] as string | null;
    if (text !== null) {
      const isNegative = text.charCodeAt(0) === minus;
      const start = isNegative ? 1 : 0;
      const point = text.indexOf(".");
      const units = digitsIn(text, start, point < 0 ? text.length : point);
      const places = point < 0 ? 0 : text.length - point - 1;
      const below = point < 0 ? 0 : digitsIn(text, point + 1, text.length) * (tens[12 - places] ?? Number.NaN);
      whole += isNegative ? -units : units;
      part += isNegative ? -below : below;
      if (part >= picoNumber || part < 0) {
        const carry = part < 0 ? -1 : 1;
        part -= carry * picoNumber;
        whole += carry;
      }
      if (!Number.isSafeInteger(whole) || !Number.isSafeInteger(part)) return undefined;
    }
    wholes[i + 1] = whole;
    picos[i + 1] = part;
  }
  const at = (i: number): bigint => BigInt(wholes[i] as number) * pico + BigInt(picos[i] as number);
  return (first, end) => at(end) - at(first);
}

const minus = 45;
const zero = 48;

/** 10^0 to 10^11: what lifts so many missing places to picos. */
const tens = Array.from({ length: 12 }, (_, power) => 10 ** power);

/** The digits of a text from `start` to before `end` as a number; NaN where there are none, more than 15, or something else. */
function digitsIn(text: string, start: number, end: number): number {
  if (end <= start || end - start > 15) return Number.NaN;
  // Nine digits at a time stay in 32 bits, which is several times as fast as doubles.
  if (end - start > 9) return digitsIn(text, start, end - 9) * 1_000_000_000 + digitsIn(text, end - 9, end);
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = (value * 10 + digit) | 0;
  }
  return value;
}
