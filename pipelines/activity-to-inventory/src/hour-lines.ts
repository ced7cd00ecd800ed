import type { ActivityHour } from "./activity-hour.ts";

/**
 * The canonical hours as ASCII, a line each: `hourMs amount measuredMs estimatedMs marks`, amounts without trailing zeros, `-`
 * where there is none. Hours without covered time have no line. Bytes and not texts: a year of a plant is ten megabytes of them.
 */
export function hourLines(hours: readonly ActivityHour[]): Uint8Array {
  const sizes = hours.reduce((size, { amount }) => size + (amount === null ? 1 : amount.length), 0);
  const bytes = new Uint8Array(sizes + hours.length * lineMax);
  let at = 0;
  for (const { hourMs, amount, measuredMs, estimatedMs, marks } of hours) {
    if (measuredMs + estimatedMs === 0) continue;
    at = writeNumber(bytes, at, hourMs);
    bytes[at++] = blank;
    at = amount === null ? writeText(bytes, at, "-", 1) : writeAmount(bytes, at, amount);
    bytes[at++] = blank;
    at = writeNumber(bytes, at, measuredMs);
    bytes[at++] = blank;
    at = writeNumber(bytes, at, estimatedMs);
    bytes[at++] = blank;
    at = marks === undefined ? writeText(bytes, at, "0", 1) : writeNumber(bytes, at, marks);
    bytes[at++] = lineFeed;
  }
  return bytes.subarray(0, at);
}

/** Four numbers of at most 17 characters, four blanks, a line feed. */
const lineMax = 4 * 17 + 5;

const [blank, lineFeed, minus, zero] = [32, 10, 45, 48];

/** A whole number, below zero too; answers where the next byte goes. */
function writeNumber(bytes: Uint8Array, at: number, value: number): number {
  if (value < 0) {
    bytes[at] = minus;
    return writeNumber(bytes, at + 1, -value);
  }
  // Nine digits at a time: a division of 32-bit integers is several times as fast as one of doubles.
  if (value >= billion) {
    const head = Math.floor(value / billion);
    return writeDigits(bytes, writeNumber(bytes, at, head), { value: value - head * billion, size: 9 });
  }
  let size = 1;
  for (let least = 10; least <= value; least *= 10) size += 1;
  return writeDigits(bytes, at, { value, size });
}

const billion = 1_000_000_000;

/** So many digits of a whole number below a billion, with zeros before it. */
function writeDigits(
  bytes: Uint8Array,
  at: number,
  { value, size }: { readonly value: number; readonly size: number },
): number {
  let rest = value | 0;
  for (let i = at + size - 1; i >= at; i--) {
    const tenth = (rest / 10) | 0;
    bytes[i] = zero + rest - tenth * 10;
    rest = tenth;
  }
  return at + size;
}

/** Without trailing zeros; what is 0 has no sign. */
function writeAmount(bytes: Uint8Array, at: number, amount: string): number {
  const point = amount.indexOf(".");
  let end = amount.length;
  if (point >= 0) {
    while (amount.charCodeAt(end - 1) === zero) end--;
    if (end - 1 === point) end = point;
  }
  return end === 2 && amount.startsWith("-0") ? writeText(bytes, at, "0", 1) : writeText(bytes, at, amount, end);
}

function writeText(bytes: Uint8Array, at: number, text: string, length: number): number {
  for (let i = 0; i < length; i++) bytes[at + i] = text.charCodeAt(i);
  return at + length;
}
