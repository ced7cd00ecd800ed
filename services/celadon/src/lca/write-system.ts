import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unwritable } from "../unwritable.ts";

/** Writes the files of a system folder, in the place of those that are there; throws a sentence where that cannot be. */
export function writeSystem(folder: string, files: ReadonlyMap<string, string>): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
  } catch (error) {
    throw unwritable(folder, error);
  }
}
