import { sha256Hex } from "@celadon/quantity";

/** What draws of one purpose depend on besides their number: two words of a hash. */
export interface Chance {
  readonly a: number;
  readonly b: number;
}

/** The draws of one purpose: seed, factory, channel and what for. Other words, other draws. */
export function chanceOf(...words: readonly (string | number)[]): Chance {
  const hash = sha256Hex(JSON.stringify(words));
  return { a: Number.parseInt(hash.slice(0, 8), 16) | 0, b: Number.parseInt(hash.slice(8, 16), 16) | 0 };
}

/** 32 bits in which each bit depends on all bits of the input: "lowbias32" of Chris Wellons' hash prospector. */
function mixed(word: number): number {
  let x = word;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

const drawn = ({ a, b }: Chance, n: number): number => mixed(mixed(n ^ a) ^ b);

/** The draw with number `n`, in (0, 1). */
export const shareAt = (chance: Chance, n: number): number => ((drawn(chance, n) >>> 0) + 0.5) / 4_294_967_296;

/** The draw with number `n`, triangular in (-1, 1) with mean 0: the sum of its two halves. */
export function deviationAt(chance: Chance, n: number): number {
  const word = drawn(chance, n);
  return ((word >>> 16) + (word & 0xffff) + 1) / 65_536 - 1;
}
