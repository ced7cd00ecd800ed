import { existsSync } from "node:fs";
import { cp, mkdir, readdir, rename } from "node:fs/promises";
import { join } from "node:path";

/** What a data folder and a backup consist of. */
const parts = ["log", "store"] as const;

/** In whose name certificates are issued: the key, for its owner alone. A data folder of before certificates has none. */
const issuer = "issuer";

/** Whether a folder holds a whole set of data. */
export const holdsData = (folder: string): boolean => parts.every((part) => existsSync(join(folder, part)));

/** What lies in a folder beside the note of its owner; nothing for a folder that does not exist. */
export async function contentsOf(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return [];
  return (await readdir(folder)).filter((name) => !name.startsWith("owner.json"));
}

/** Copies the data of a closed folder. They take their names only when all is copied: a copy that broke off is never taken for whole. */
export async function copyData(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const all = existsSync(join(from, issuer)) ? [issuer, ...parts] : parts;
  for (const part of all) await cp(join(from, part), join(to, `${part}.partial`), { recursive: true });
  for (const part of all) await rename(join(to, `${part}.partial`), join(to, part));
}
