import { closeSync, openSync, writeSync } from "node:fs";
import { unwritable } from "../unwritable.ts";

const piece = 1 << 16;

/** Writes in pieces, so that the text of a large table is never in memory as a whole; throws a sentence where that cannot be. */
export function writeLines(path: string, lines: Iterable<string>): void {
  try {
    writePieces(path, lines);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function writePieces(path: string, lines: Iterable<string>): void {
  const file = openSync(path, "w");
  try {
    let text = "";
    for (const line of lines) {
      text += line;
      if (text.length < piece) continue;
      writeSync(file, text);
      text = "";
    }
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
}
