const blank = 32;

/** Where the blanks before `to` begin. */
export function trimmed(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && bytes[end - 1] === blank) end--;
  return end;
}

/** Where the blanks behind `from` end. */
export function untilText(bytes: Uint8Array, from: number, to: number): number {
  let p = from;
  while (p < to && bytes[p] === blank) p++;
  return p;
}
