import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";

/** The root of the repository; all paths here are relative to it, with "/" on every system. */
export const root = join(import.meta.dirname, "..");

/** All that stands at the top. What else lies there is somebody's own and under no rule. */
export const topLevel = [
  ...["services", "proto", "pipelines", "factors", "deploy", "test", ".ci"],
  ...[
    "README.md",
    "LICENSE",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "turbo.json",
    "biome.json",
    "knip.json",
    "vitest.config.ts",
  ],
  ...[".gitignore", ".npmrc"],
];

/** What `.gitignore` keeps out. A plain walk, so that the rules also hold in a download without git. */
const ignored = /^(?:node_modules|\.turbo|\.celadon|coverage|my|.*\.log)$/;

const under = (path: string): readonly string[] =>
  statSync(join(root, path)).isFile()
    ? [path]
    : readdirSync(join(root, path))
        .filter((name) => !ignored.test(name))
        .flatMap((name) => under(posix.join(path, name)));

/** Every file of the repository, committed or not. */
export const files = topLevel
  .filter((name) => existsSync(join(root, name)))
  .flatMap(under)
  .toSorted();

/** The TypeScript that people wrote; `proto/gen` is a machine's. */
export const sources = files.filter((path) => path.endsWith(".ts") && !path.startsWith("proto/gen/"));

/** The text of one file. */
export const textOf = (path: string): string => readFileSync(join(root, path), "utf8");
