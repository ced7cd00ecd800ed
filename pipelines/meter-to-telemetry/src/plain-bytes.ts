import { fault } from "./fault.ts";
import { lineBytesMax } from "./intake.ts";

/** Node's Buffer is another kind of object to the engine; one kind only keeps the scanners fast. */
export const plainView = (bytes: Uint8Array): Uint8Array =>
  bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The place after a byte-order mark, which some spreadsheets and editors write first. */
export const afterMark = (bytes: Uint8Array, from: number): number =>
  bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf ? from + 3 : from;

export const lineTooLong = fault(
  "line-too-long",
  `The line is longer than ${lineBytesMax} bytes: end every reading with a line feed.`,
);
