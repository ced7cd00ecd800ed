/** A number of a device that has no place in Celadon's decimals, and why. */
export type NoMicro = "bad-value" | "value-too-large" | "value-too-fine";

/**
 * value * 10^6 of a binary number. A binary number is no decimal: what is meant is the shortest decimal that reads back as it (as
 * JavaScript prints doubles; for 32 bits `single`, so that 115603.0078125 is 115603.01 as the device had it).
 *
 *   micro = shortest(x) * 10^6            where that has at most 6 decimals
 *         = round(x * 10^6), half away    where it has more and |x| >= 0.001: off by at most half of 10^-6, 1 part in 2000 of x
 *
 * Smaller ones that are finer are refused: rounding would leave little or nothing of them.
 */
export function floatMicro(x: number, single: boolean): bigint | NoMicro {
  if (!Number.isFinite(x)) return "bad-value";
  const size = Math.abs(x);
  if (size >= 1e12) return "value-too-large";
  if (size < exactBelow) {
    for (let decimals = single && size >= wholeSingles ? 7 : 0; decimals < scales.length; decimals++) {
      const scale = scales[decimals] as number;
      const scaled = Math.round(x * scale);
      const back = scaled / scale;
      if ((single ? Math.fround(back) : back) === x) return microOf(scaled, decimals);
    }
    if (size < wholeSingles) return size < finest ? "value-too-fine" : microOf(halfAway(x), 6);
  }
  return textMicro(single ? shortestSingle(x) : String(x), x);
}

/** Below it x * 10^6 is below 2^53. */
const exactBelow = 9_007_199_254;
/** From here on a 32-bit float skips whole numbers, and its shortest decimal ends in zeros. */
const wholeSingles = 16_777_216;
const finest = 0.001;
const scales = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

const microOf = (scaled: number, decimals: number): bigint => {
  const micro = scaled * (scales[6 - decimals] as number);
  return Number.isSafeInteger(micro) ? BigInt(micro) : BigInt(scaled) * BigInt(scales[6 - decimals] as number);
};

const halfAway = (x: number): number => Math.sign(x) * Math.round(Math.abs(x) * 1_000_000);

/** 9 significant digits tell every 32-bit float apart. */
function shortestSingle(x: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = x.toPrecision(digits);
    if (Math.fround(Number(text)) === x) return String(Number(text));
  }
  return String(Number(x.toPrecision(9)));
}

/** `text` is a plain decimal of 10^6 < |x| < 10^12, so it has no exponent. */
function textMicro(text: string, x: number): bigint | NoMicro {
  const [whole = "", decimals = ""] = text.split(".");
  if (decimals.length > 6) return microOf(halfAway(x), 6);
  return BigInt(whole + decimals.padEnd(6, "0"));
}
