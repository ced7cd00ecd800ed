const word = 4_294_967_296; // 2^32; scaling by it or by its inverse is exact
const perWord = 1 / word;
const million = 1_000_000;

/** The 64 bits of a two's complement integer at byte `at`, little-endian; `high` is signed, `low` is not. */
export const readHigh = (column: DataView, at: number): number => column.getInt32(at + 4, true);
export const readLow = (column: DataView, at: number): number => column.getUint32(at, true);

/** A 64-bit integer as a number: exact up to 2^53, beyond that off in the last bits, which no instant reaches. */
export const readInteger = (column: DataView, at: number): number => readHigh(column, at) * word + readLow(column, at);

/** Writes a safe integer as 64 bits, two's complement, little-endian. */
export function writeInteger(column: DataView, at: number, value: number): void {
  const high = Math.floor(value * perWord);
  column.setUint32(at, value - high * word, true);
  column.setInt32(at + 4, high, true);
}

/** Below this, whole * 10^6 + micro is a safe integer. */
const plainWhole = 9_000_000_000;

/** Writes (whole * 10^6 + micro) as 64 bits, for |whole| < 10^12 and |micro| < 10^6 of one sign. Exact, without a BigInt. */
export function writeMicro(column: DataView, at: number, whole: number, micro: number): void {
  if (whole < plainWhole && whole > -plainWhole) writeInteger(column, at, whole * million + micro);
  else writeLargeMicro(column, at, whole, micro);
}

/** The product passes 2^53, so its upper part and its lower 16 bits are multiplied apart and the carry is added. */
function writeLargeMicro(column: DataView, at: number, whole: number, micro: number): void {
  const size = Math.abs(whole);
  const upper = Math.floor(size / 65_536) * million;
  const upperHigh = Math.floor(upper / 65_536);
  const rest = (upper - upperHigh * 65_536) * 65_536 + (size % 65_536) * million + Math.abs(micro);
  const carry = Math.floor(rest * perWord);
  const high = upperHigh + carry;
  const low = rest - carry * word;
  column.setUint32(at, whole >= 0 || low === 0 ? low : word - low, true);
  column.setInt32(at + 4, whole >= 0 ? high : low === 0 ? -high : -high - 1, true);
}

/** |high * 2^32 + low|, upper and lower half, for any 64-bit integer, -2^63 included. */
const sizeHigh = (high: number, low: number): number => (high >= 0 ? high : low === 0 ? -high : -high - 1);
const sizeLow = (high: number, low: number): number => (high >= 0 || low === 0 ? low : word - low);

/** 2^32 = 4,294 * 10^6 + 967,296, so the part of the size that does not divide evenly stays below 2^53. */
const remainder = (high: number, low: number): number => sizeHigh(high, low) * 967_296 + sizeLow(high, low);

/** Integer part of a micro value, with its sign (never -0). */
export function wholeOf(high: number, low: number): number {
  const size = sizeHigh(high, low) * 4_294 + Math.floor(remainder(high, low) / million);
  return high < 0 ? 0 - size : size;
}

/** Millionths of a micro value beyond its integer part, with its sign (never -0). */
export function microOf(high: number, low: number): number {
  const rest = remainder(high, low);
  const size = rest - Math.floor(rest / million) * million;
  return high < 0 ? 0 - size : size;
}
