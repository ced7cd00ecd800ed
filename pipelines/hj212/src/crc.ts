/** Step 3 of the algorithm for each byte: eight shifts to the right, 0xA001 mixed in where a 1 fell out. */
const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let register = byte;
  for (let bit = 0; bit < 8; bit++) register = (register & 1) === 1 ? (register >> 1) ^ 0xa001 : register >> 1;
  return register;
});

/** Which index of the table has this high byte. There is exactly one: the step is linear and loses nothing. */
const indexOfHigh = new Uint8Array(256);
for (const [index, entry] of table.entries()) indexOfHigh[entry >> 8] = index;

/**
 * CRC of bytes [from, to) as annex A of HJ 212 has it:  r ← T[(r >> 8) xor b],  r₀ = 0xFFFF.
 *
 * The register moves by 8 before the byte comes in, so this is no CRC-16/MODBUS, and it is weak: only 256 results exist.
 */
export function crcOf(bytes: Uint8Array, from: number, to: number): number {
  let register = 0xffff;
  for (let i = from; i < to; i++) register = table[(register >> 8) ^ (bytes[i] as number)] as number;
  return register;
}

/** CRC-16/MODBUS of bytes [from, to): what some devices send instead. */
export function modbusCrcOf(bytes: Uint8Array, from: number, to: number): number {
  let register = 0xffff;
  for (let i = from; i < to; i++)
    register = (register >> 8) ^ (table[(register ^ (bytes[i] as number)) & 0xff] as number);
  return register;
}

/** Whether the algorithm can give this number at all; FFFF is the CRC of nothing. */
export const isPossibleCrc = (crc: number): boolean => crc === 0xffff || table[indexOfHigh[crc >> 8] as number] === crc;

/**
 * The upper byte that the register must have had before `byte`, so that it has `high` after it. With it one pass backwards from a CRC
 * tells for every place of a line whether a segment may begin there: where 0xFF comes out.
 */
export const highBefore = (high: number, byte: number): number => (indexOfHigh[high] as number) ^ byte;
