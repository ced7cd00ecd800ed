import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** The root of the repository; all paths here are relative to it, with "/" on every system. */
export const root = join(import.meta.dirname, "..");

/** What `.gitignore` keeps out. A plain walk, so that the rules also hold in a download without git. */
const ignored = /^(?:node_modules|\.git|\.turbo|\.celadon|coverage|.*\.log)$/;

const under = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !ignored.test(name))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? under(path) : [path];
    });

/** Every file of the repository, committed or not. */
export const files = under(".").toSorted();

/** The TypeScript that people wrote; `proto/gen` is a machine's. */
export const sources = files.filter((path) => path.endsWith(".ts") && !path.startsWith("proto/gen/"));

/** The text of one file. */
export const textOf = (path: string): string => readFileSync(join(root, path), "utf8");
