import { encryptSm4 } from "./sm4.ts";

/** Any frame with its length and CRC, by the rules of the standard and not by the codec. */
export function framed(segment: string): string {
  return `##${String(segment.length).padStart(4, "0")}${segment}${crcOf(segment)}\r\n`;
}

/** The same with its data area in SM4: length and CRC are those of the plain segment. */
export function sealed(segment: string, key: Uint8Array): string {
  if (encryptSm4 === undefined) throw new Error("This Node was built without SM4.");
  const begin = segment.indexOf("&&") + 2;
  const plain = segment.slice(begin, -2);
  const whole = plain.length - (plain.length % 16);
  const bytes = encryptSm4(key, Buffer.from(plain.slice(0, whole), "latin1"));
  const hex = [...bytes].map((byte) => `0x${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(",");
  const length = String(segment.length).padStart(4, "0");
  return `##${length}${segment.slice(0, begin)}{${hex}}${plain.slice(whole)}&&${crcOf(segment)}\r\n`;
}

function crcOf(segment: string): string {
  let register = 0xffff;
  for (const byte of Buffer.from(segment, "latin1")) {
    register = (register >> 8) ^ byte;
    for (let bit = 0; bit < 8; bit++) register = (register & 1) === 1 ? (register >> 1) ^ 0xa001 : register >> 1;
  }
  return register.toString(16).toUpperCase().padStart(4, "0");
}
