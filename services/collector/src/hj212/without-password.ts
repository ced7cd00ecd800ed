/** The same bytes with each letter of a password blotted out: a refused frame is kept and shown, its password is not. Lengths stay. */
export function withoutPassword(bytes: Uint8Array): Uint8Array {
  const kept = bytes.slice();
  for (let at = 0; at + 3 < kept.length; at++) {
    if (upper(kept[at]) !== 80 || upper(kept[at + 1]) !== 87) continue; // P, W
    let from = at + 2;
    while (kept[from] === blank) from += 1;
    if (kept[from] !== equals) continue;
    for (let p = from + 1; p < kept.length && !isEnd(kept[p] as number); p++) kept[p] = star;
  }
  return kept;
}

const [blank, equals, star] = [32, 61, 42];
const upper = (byte: number | undefined): number | undefined => (byte === undefined ? undefined : byte & 0xdf);
/** `;`, `,`, `&`, or the end of the line. */
const isEnd = (byte: number): boolean => byte === 59 || byte === 44 || byte === 38 || byte === 13 || byte === 10;
