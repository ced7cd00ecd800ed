const isLetter = (byte: number | undefined): boolean => {
  const upper = (byte ?? 32) & 0xdf;
  return upper >= 65 && upper <= 90;
};

/** Where the segment begins of a frame that begins at `at`: behind ##, one to four digits, before a letter. -1 where none begins. */
export function segmentStart(bytes: Uint8Array, at: number, to: number): number {
  if (bytes[at] !== 35 || bytes[at + 1] !== 35) return -1;
  let p = at + 2;
  while (p < to && p < at + 7 && isDigit(bytes[p] as number)) p++;
  return p > at + 2 && p < at + 7 && p < to && isLetter(bytes[p]) ? p : -1;
}

/** The place of the next ## in [from, to) that may begin a frame, or -1. (`indexOf` would look beyond `to`, again for each line.) */
export function nextStart(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) if (bytes[at] === 35 && segmentStart(bytes, at, to) !== -1) return at;
  return -1;
}

/** The length that the digits between ## and the segment declare. */
export function declaredLength(bytes: Uint8Array, at: number, segment: number): number {
  let length = 0;
  for (let p = at + 2; p < segment; p++) length = 10 * length + (bytes[p] as number) - 48;
  return length;
}

export const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/** The last place of a ## in [from, to) that may begin a frame, or -1. The digits may reach behind `to`. */
export function lastStart(bytes: Uint8Array, from: number, to: number): number {
  for (let at = to - 1; at >= from; at--) if (segmentStart(bytes, at, bytes.length) !== -1) return at;
  return -1;
}
