import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { failed } from "./ending.ts";
import type { Shell } from "./shell.ts";

/** A small text file named on the command line. */
export async function readText(shell: Shell, file: string): Promise<string> {
  return (await readBytes(shell, file)).toString("utf8");
}

/** The bytes of a file named on the command line. */
export async function readBytes({ folder }: Shell, file: string): Promise<Buffer> {
  try {
    return await readFile(resolve(folder, file));
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The sentence for a file that cannot be opened. */
export function unreadable(file: string, error: unknown): Error {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return failed(`There is no file ${file}: check its name and the current directory.`);
  if (code === "ENOTDIR") return failed(`There is no file ${file}: a part of its path is a file, and no folder.`);
  if (code === "EISDIR") return failed(`${file} is a folder: name a file in it.`);
  if (code === "EACCES") return failed(`${file} may not be read by this user: change its permissions.`);
  return failed(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
}
