/**
 * Text of the bytes in [from, to), or undefined when they are not UTF-8 (RFC 3629: no overlong forms, no surrogates,
 * nothing above U+10FFFF).
 */
export function utf8Text(bytes: Uint8Array, from: number, to: number): string | undefined {
  let text = "";
  let p = from;
  while (p < to) {
    const first = bytes[p++] as number;
    if (first < 0x80) {
      text += String.fromCharCode(first);
      continue;
    }
    const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4 || p + more > to) return undefined;
    let point = first & (0x3f >> more);
    for (let i = 0; i < more; i++) {
      const next = bytes[p++] as number;
      if ((next & 0xc0) !== 0x80) return undefined;
      point = (point << 6) | (next & 0x3f);
    }
    if (point < (least[more] as number) || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
    text += String.fromCodePoint(point);
  }
  return text;
}

/** The smallest code point that needs this many bytes after the first: a shorter form exists below it. */
const least = [0, 0x80, 0x800, 0x10000];

/** The text in UTF-8, or undefined when half of a surrogate pair stands alone in it. */
export function utf8Bytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes: number[] = [];
  for (const letter of text) {
    const point = letter.codePointAt(0) as number;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
    else if (point >= 0xd800 && point <= 0xdfff) return undefined;
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
    else {
      bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f));
      bytes.push(0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
    }
  }
  return Uint8Array.from(bytes);
}
