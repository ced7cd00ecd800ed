import { closeSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import {
  type LcaAnswer,
  type LcaRefusal,
  type LinearSystem,
  readSystem,
} from "@celadon/inventory-to-footprint/systems";
import { failed } from "../ending.ts";
import { unreadable } from "../read-text.ts";

/** Reads a system folder. A folder or file that is not there is told by its name; throws a sentence for a file that may not be read. */
export const readFolder = (folder: string): LcaAnswer<LinearSystem> =>
  noFolder(folder) ?? readSystem((file) => piecesOf(join(folder, file)));

function noFolder(folder: string): LcaRefusal | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return undefined;
  const message =
    found === undefined
      ? `There is no folder ${folder}: check its name and the current directory.`
      : `${folder} is a file: name the system folder, which holds A.mtx, B.mtx, C.mtx and their lists. celadon lca build and import write one.`;
  return { kind: "reject", code: "bad-file", message, ids: [], total: 0 };
}

/** A file of a folder; throws a sentence where there is none. */
export function readText(folder: string, file: string): string {
  const content = textIfThere(folder, file);
  if (content === undefined)
    throw failed(
      `${join(folder, file)} is missing: it says what is uncertain, entry by entry, as matrix,row,col,distribution,p1,p2,p3,group. Write it, or state uncertainties where the system is built from.`,
    );
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
  return file === undefined ? undefined : pieces(path, file);
}

function* pieces(path: string, file: number): Generator<string> {
  try {
    const buffer = Buffer.alloc(pieceBytes);
    const decoder = new StringDecoder("utf8");
    let rest = "";
    for (let read = readInto(buffer, path, file); read > 0; read = readInto(buffer, path, file)) {
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

function readInto(buffer: Buffer, path: string, file: number): number {
  try {
    return readSync(file, buffer);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function opened(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw unreadable(path, error);
  }
}
