/** 64 bits as two words. */
export interface DrawHash {
  readonly high: number;
  readonly low: number;
}

/**
 * FNV-1a with 64 bits over the text in UTF-8 (Fowler, Noll, Vo; RFC 9923): for each byte  h = (h xor byte) * (2^40 + 0x1b3).
 * Where a draw comes from in the generator: the same name has the same draws in every file, order and release. Half of a surrogate
 * pair counts as three bytes of its own, so that no two texts are taken for one.
 */
export function drawHash(name: string): DrawHash {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  const take = (byte: number): void => {
    const mixed = (low ^ byte) >>> 0;
    const product = mixed * 0x1b3; // below 2^41: exact
    const carried = Math.floor(product / 2 ** 32);
    high = (Math.imul(high, 0x1b3) + carried + (mixed << 8)) >>> 0;
    low = product >>> 0;
  };
  for (const character of name) {
    const point = character.codePointAt(0) as number; // a character has one
    if (point < 0x80) take(point);
    else {
      if (point < 0x800) take(0xc0 | (point >>> 6));
      else {
        if (point < 0x10000) take(0xe0 | (point >>> 12));
        else {
          take(0xf0 | (point >>> 18));
          take(0x80 | ((point >>> 12) & 0x3f));
        }
        take(0x80 | ((point >>> 6) & 0x3f));
      }
      take(0x80 | (point & 0x3f));
    }
  }
  return { high, low };
}
