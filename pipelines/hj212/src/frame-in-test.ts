/** For tests: the bytes of ASCII text, or of any text in UTF-8. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** For tests: the text of bytes. */
export const textOf = (bytes: Uint8Array): string =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

/** For tests: a CRC by the words of annex A, bit by bit, so that it shares nothing with the table of the codec. */
export function crcByBits(bytes: Uint8Array): string {
  let register = 0xffff;
  for (const byte of bytes) {
    register = (register >> 8) ^ byte;
    for (let bit = 0; bit < 8; bit++) {
      const out = register & 1;
      register >>= 1;
      if (out === 1) register ^= 0xa001;
    }
  }
  return register.toString(16).toUpperCase().padStart(4, "0");
}

/** For tests: a whole frame around a segment. */
export function frameText(segment: string): string {
  const bytes = bytesOf(segment);
  return `##${String(bytes.length).padStart(4, "0")}${segment}${crcByBits(bytes)}\r\n`;
}

const station = "MN=010000A8900016F000169DC0";

/** For tests: an upload of 2017 with this data area. */
export const upload = (data: string, flag = 5): string =>
  `QN=20270101080000000;ST=32;CN=2011;PW=123456;${station};Flag=${flag};CP=&&${data}&&`;
