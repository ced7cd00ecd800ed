import { closeSync, openSync, writeSync } from "node:fs";

const piece = 1 << 16;

/** Writes in pieces, so that the text of a large table is never in memory as a whole. */
export function writeLines(path: string, lines: Iterable<string>): void {
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
