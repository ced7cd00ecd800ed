/** Text of bytes [from, to), each one a character. Short runs by one call, which is several times as fast as byte by byte. */
export function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  let i = from;
  for (; i + 8 <= to; i += 8) {
    text += String.fromCharCode(
      bytes[i] as number,
      bytes[i + 1] as number,
      bytes[i + 2] as number,
      bytes[i + 3] as number,
      bytes[i + 4] as number,
      bytes[i + 5] as number,
      bytes[i + 6] as number,
      bytes[i + 7] as number,
    );
  }
  return i === to ? text : text + shortText(bytes, i, to);
}

function shortText(bytes: Uint8Array, i: number, to: number): string {
  const a = bytes[i] as number;
  const b = bytes[i + 1] as number;
  const c = bytes[i + 2] as number;
  const d = bytes[i + 3] as number;
  switch (to - i) {
    case 1:
      return String.fromCharCode(a);
    case 2:
      return String.fromCharCode(a, b);
    case 3:
      return String.fromCharCode(a, b, c);
    case 4:
      return String.fromCharCode(a, b, c, d);
    case 5:
      return String.fromCharCode(a, b, c, d, bytes[i + 4] as number);
    case 6:
      return String.fromCharCode(a, b, c, d, bytes[i + 4] as number, bytes[i + 5] as number);
    default:
      return String.fromCharCode(a, b, c, d, bytes[i + 4] as number, bytes[i + 5] as number, bytes[i + 6] as number);
  }
}
