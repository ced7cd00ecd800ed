/**
 * Text of the bytes in [from, to), or undefined when they are not UTF-8 (RFC 3629: no overlong forms, no surrogates,
 * nothing above U+10FFFF).
 */
export function utf8Text(bytes: Uint8Array, from: number, to: number): string | undefined {
  let text = "";
  let p = from;
  while (p < to) {
    const ascii = p;
    while (p < to && p - ascii < 1024 && (bytes[p] as number) < 0x80) p++;
    if (p > ascii) {
      text += String.fromCharCode.apply(null, bytes.subarray(ascii, p) as Uint8Array & number[]);
      continue;
    }
    const first = bytes[p++] as number;
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
  const bytes = new Uint8Array(3 * text.length);
  let p = 0;
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) as number; // i is below the length
    if (point < 0x80) bytes[p++] = point;
    else if (point >= 0xd800 && point <= 0xdfff) return undefined;
    else {
      if (point > 0xffff) i += 1;
      const more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
      bytes[p++] = (firstBits[more] as number) | (point >> (6 * more));
      for (let rest = more - 1; rest >= 0; rest--) bytes[p++] = 0x80 | ((point >> (6 * rest)) & 0x3f);
    }
  }
  return bytes.slice(0, p);
}

/** How the first byte begins that this many others follow. */
const firstBits = [0, 0xc0, 0xe0, 0xf0];
