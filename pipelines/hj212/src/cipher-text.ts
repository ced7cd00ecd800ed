/** A block cipher in ECB mode without padding: whole blocks of 16 bytes in, as many out. */
export type Sm4 = (key: Uint8Array, blocks: Uint8Array) => Uint8Array;

/** What a data area in SM4 holds: the blocks, and the plain rest of fewer than 16 bytes behind them. */
export interface CipherText {
  readonly blocks: Uint8Array;
  readonly rest: Uint8Array;
  /** The rest stood inside the braces, as hexadecimal too. */
  readonly isRestInside: boolean;
  readonly isLowerCase: boolean;
}

/** Five characters a byte but for the last: `0xE4,`. */
const written = 5;

/** How many plain bytes stand behind so many transmitted ones: t = 80·⌊n/16⌋ + 1 + (n mod 16). Undefined where no n has this t. */
export function plainLengthOf(transmitted: number): number | undefined {
  const rest = (transmitted - 1) % (16 * written);
  const blocks = Math.floor((transmitted - 1) / (16 * written));
  return blocks >= 1 && rest < 16 ? 16 * blocks + rest : undefined;
}

/** Reads `{0xE4,0x3E,…}rest` in bytes [from, to); undefined where it is not formed so. */
export function readCipherText(bytes: Uint8Array, from: number, to: number): CipherText | undefined {
  let isLowerCase = false;
  const inside = new Uint8Array(Math.floor((to - from) / written) + 1);
  let count = 0;
  let p = from + 1; // behind the brace, which led here
  for (;;) {
    const high = digitOf(bytes[p + 2]);
    const low = digitOf(bytes[p + 3]);
    if (p + 5 > to || bytes[p] !== 48 || bytes[p + 1] !== 120 || high === -1 || low === -1) return undefined;
    if ((bytes[p + 2] as number) > 96 || (bytes[p + 3] as number) > 96) isLowerCase = true;
    inside[count++] = 16 * high + low;
    const next = bytes[p + 4];
    p += written;
    if (next === 125) break;
    if (next !== 44) return undefined;
  }
  const whole = count - (count % 16);
  const outside = bytes.subarray(p, to);
  if (whole === 0 || outside.length > 15 || (whole !== count && outside.length > 0)) return undefined;
  const isRestInside = whole !== count;
  return {
    blocks: inside.slice(0, whole),
    rest: isRestInside ? inside.slice(whole, count) : outside,
    isRestInside,
    isLowerCase,
  };
}

function digitOf(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  const upper = byte & 0xdf;
  return upper >= 65 && upper <= 70 ? upper - 55 : -1;
}

const hexOf = "0123456789ABCDEF";

/** The data area as it travels: its whole blocks encrypted and written out, its rest plain. Shorter ones travel as they are. */
export function cipherTextOf(plain: Uint8Array, key: Uint8Array, sm4: Sm4): Uint8Array {
  const whole = plain.length - (plain.length % 16);
  if (whole === 0) return plain;
  const blocks = sm4(key, plain.slice(0, whole));
  const out = new Uint8Array(written * whole + 1 + plain.length - whole);
  out[0] = 123;
  for (let i = 0; i < whole; i++) {
    const byte = blocks[i] as number;
    const p = 1 + written * i;
    out[p] = 48;
    out[p + 1] = 120;
    out[p + 2] = hexOf.charCodeAt(byte >> 4);
    out[p + 3] = hexOf.charCodeAt(byte & 15);
    out[p + 4] = i === whole - 1 ? 125 : 44;
  }
  out.set(plain.subarray(whole), written * whole + 1);
  return out;
}
