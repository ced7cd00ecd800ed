/** Four 32-bit words. */
export type Key = readonly [number, number, number, number];

/** Counters that differ in their first two words only; as many as `first` is long. */
export interface Counters {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly third: number;
  readonly fourth: number;
}

/** Of the Skein key schedule: a fifth key word is the parity of the others with this, so that no key is all zeros. */
const parity = 0x1bd11bda;

/**
 * Threefry-4x32 with 20 rounds (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3, SC 2011): words 4 i to
 * 4 i + 3 of the answer belong to counter i. A generator without state: the same key and counter give the same words, whatever
 * else was drawn, in 32-bit additions, rotations and exclusive ors alone.
 */
export function threefry(key: Key, { first, second, third, fourth }: Counters, words: Int32Array): void {
  const [key0, key1, key2, key3] = key;
  const key4 = parity ^ key0 ^ key1 ^ key2 ^ key3;
  const start2 = (third + key2) | 0;
  const start3 = (fourth + key3) | 0;
  for (let i = 0; i < first.length; i++) {
    let [k0, k1, k2, k3, k4] = [key0, key1, key2, key3, key4];
    let x0 = ((first[i] as number) + key0) | 0;
    let x1 = ((second[i] as number) + key1) | 0;
    let x2 = start2;
    let x3 = start3;
    // Five times four rounds; the rotations alternate, the key words move on by one.
    for (let group = 1; group <= 5; group++) {
      if ((group & 1) === 1) {
        x0 = (x0 + x1) | 0;
        x1 = ((x1 << 10) | (x1 >>> 22)) ^ x0;
        x2 = (x2 + x3) | 0;
        x3 = ((x3 << 26) | (x3 >>> 6)) ^ x2;

        x0 = (x0 + x3) | 0;
        x3 = ((x3 << 11) | (x3 >>> 21)) ^ x0;
        x2 = (x2 + x1) | 0;
        x1 = ((x1 << 21) | (x1 >>> 11)) ^ x2;

        x0 = (x0 + x1) | 0;
        x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
        x2 = (x2 + x3) | 0;
        x3 = ((x3 << 27) | (x3 >>> 5)) ^ x2;

        x0 = (x0 + x3) | 0;
        x3 = ((x3 << 23) | (x3 >>> 9)) ^ x0;
        x2 = (x2 + x1) | 0;
        x1 = ((x1 << 5) | (x1 >>> 27)) ^ x2;
      } else {
        x0 = (x0 + x1) | 0;
        x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
        x2 = (x2 + x3) | 0;
        x3 = ((x3 << 20) | (x3 >>> 12)) ^ x2;

        x0 = (x0 + x3) | 0;
        x3 = ((x3 << 17) | (x3 >>> 15)) ^ x0;
        x2 = (x2 + x1) | 0;
        x1 = ((x1 << 11) | (x1 >>> 21)) ^ x2;

        x0 = (x0 + x1) | 0;
        x1 = ((x1 << 25) | (x1 >>> 7)) ^ x0;
        x2 = (x2 + x3) | 0;
        x3 = ((x3 << 10) | (x3 >>> 22)) ^ x2;

        x0 = (x0 + x3) | 0;
        x3 = ((x3 << 18) | (x3 >>> 14)) ^ x0;
        x2 = (x2 + x1) | 0;
        x1 = ((x1 << 20) | (x1 >>> 12)) ^ x2;
      }
      const before = k0;
      k0 = k1;
      k1 = k2;
      k2 = k3;
      k3 = k4;
      k4 = before;
      x0 = (x0 + k0) | 0;
      x1 = (x1 + k1) | 0;
      x2 = (x2 + k2) | 0;
      x3 = (x3 + k3 + group) | 0;
    }
    const at = i << 2;
    words[at] = x0;
    words[at + 1] = x1;
    words[at + 2] = x2;
    words[at + 3] = x3;
  }
}
