import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { type LcaAnswer, type LinearSystem, readSystem } from "@celadon/inventory-to-footprint";
import { failed } from "../ending.ts";

/** Reads a system folder. A file that is not there is told by its name. */
export const readFolder = (folder: string): LcaAnswer<LinearSystem> =>
  readSystem((file) => piecesOf(join(folder, file)));

/** A file of a folder; throws a sentence where there is none. */
export function readText(folder: string, file: string): string {
  const content = textIfThere(folder, file);
  if (content === undefined)
    throw failed(`${join(folder, file)} is missing: it says what is uncertain, entry by entry.`);
  return content;
}

/** A file of a folder, or undefined where there is none. */
export function textIfThere(folder: string, file: string): string | undefined {
  const content = piecesOf(join(folder, file));
  return content === undefined ? undefined : [...content].join("");
}

const pieceBytes = 1 << 18;

/** The text of a file in pieces that end where lines do, so that no large file is in memory as a whole. */
function piecesOf(path: string): Iterable<string> | undefined {
  const file = opened(path);
  return file === undefined ? undefined : pieces(file);
}

function* pieces(file: number): Generator<string> {
  try {
    const buffer = Buffer.alloc(pieceBytes);
    const decoder = new StringDecoder("utf8");
    let rest = "";
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) {
      const text = rest + decoder.write(buffer.subarray(0, read));
      const end = text.lastIndexOf("\n") + 1;
      rest = text.slice(end);
      if (end > 0) yield text.slice(0, end);
    }
    rest += decoder.end();
    if (rest !== "") yield rest;
  } finally {
    closeSync(file);
  }
}

function opened(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
