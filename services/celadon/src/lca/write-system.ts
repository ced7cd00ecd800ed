import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes the files of a system folder, in the place of those that are there. */
export function writeSystem(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}
