import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { codeOf } from "./code-of.ts";
import { files, root, sources, textOf, topLevel } from "./repository.ts";
import { isPure, workspaceOf } from "./workspaces.ts";

// Style is a test (after TigerBeetle's tidy.zig). What types, Biome, knip and the directions can see is not repeated here.
// The patterns are written so that they do not match themselves.

const inPurePackage = (path: string): boolean => {
  const home = workspaceOf(path);
  return home !== undefined && isPure(home) && path.startsWith(`${home.folder}/src/`);
};
const isTest = (path: string): boolean => path.endsWith(".test.ts");
const pureSources = sources.filter((path) => inPurePackage(path) && !isTest(path) && !path.endsWith("/purity.ts"));
const written = files.filter(
  (path) => !path.startsWith("test/data/") && !/(^|\/)package-lock\.json$|\.csv$/.test(path),
);

/** `path:line: text` for each line of the files that matches. */
const linesWith = (pattern: RegExp, paths: readonly string[], read = textOf): readonly string[] =>
  paths.flatMap((path) =>
    read(path)
      .split("\n")
      .flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}: ${line.trim()}`] : [])),
  );
const code = (path: string): string => codeOf(textOf(path));

test("the scan sees pure sources, tests, generated-free code, prose and files that start with a dot", () => {
  expect(pureSources).toContain("pipelines/quantity/src/outcome.ts");
  expect(sources).toContain("factors/src/csv.test.ts");
  expect(sources.filter((path) => path.includes("/gen/"))).toEqual([]);
  expect(written).toEqual(expect.arrayContaining([".ci/run", ".npmrc", "proto/README.md", "test/tidy.test.ts"]));
});

test("comments are no code, and code that looks like a comment is", () => {
  expect(codeOf('a("//b"); // c\n/* d\n */ e')).toBe('a("//b");     \n    \n    e');
});

const bans: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bDate\.now\b|\bnew Date\b|\bTemporal\.Now\b|\bperformance\.now\b/, "The clock is an argument."],
  [/\bMath\.random\b|\brandomUUID\b/, "Randomness is an argument, with its seed."],
  [/\bparseFloat\b/, "Read amounts with Decimal; a double is no amount."],
  [/\.toLocale[A-Z]|\blocaleCompare\b/, "The machine's language must not change a result: compare code units."],
  [/\bconsole\b|\bprocess\.(?:env|argv|exit|std|cwd|on|hrtime|nextTick)/, "Say it in the outcome; a service prints."],
  [/\bimport\(|\beval\(|\bnew Function\b/, "Import it at the top; what runs must be seen."],
  [/^\s*(?:export )?(?:default )?(?:abstract )?class\b/, "A function over readonly data."],
];
test.each(bans)("pure packages do not say %s", (pattern, instead) => {
  expect(linesWith(pattern, pureSources, code), instead).toEqual([]);
});

test("unknown is not zero: nothing falls back to 0", () => {
  // A sum that starts at new Decimal(0) is not meant: the sum of nothing is zero.
  const zero = /(?:\|\||\?\?)=? ?-?(?:0(?:\.0*)?n?(?![\w.])|"0")/;
  expect(linesWith(zero, sources, code), "Absence is an outcome: say what happens without the value.").toEqual([]);
});

test("a cast says why, and never goes through unknown", () => {
  expect(linesWith(/\bas unknown as\b/, sources, code), "Let the types meet, or check at the border.").toEqual([]);
});

test("a file is named after what it exports", () => {
  const vague = /(?:^|[-./])(?:utils?|helpers?|commons?|managers?|misc|v\d+)(?:[-.]|$)/;
  const found = files.filter((path) => !path.startsWith("proto/") && path.split("/").some((name) => vague.test(name)));
  expect(found, "Name the one thing it exports.").toEqual([]);
});

test("index.ts only re-exports, by name", () => {
  const reexport = /^export (?:type )?\{[^}]*\} from "[^"]+";$/gm;
  const found = sources
    .filter((path) => posix.basename(path) === "index.ts")
    .filter((path) => code(path).replace(reexport, "").trim() !== "");
  expect(found, "Move the code to a file of its own and re-export its name.").toEqual([]);
});

test("FINAL never meets PREWHERE: it would filter before the corrections are merged, and old rows would stand again", () => {
  const found = sources.filter((path) =>
    [...code(path).matchAll(/`(?:[^`\\]|\\[\s\S])*`/g)].some(
      ([sql]) => /\bFINAL\b/.test(sql) && /\bPREWHERE\b/.test(sql),
    ),
  );
  expect(found, "Use WHERE.").toEqual([]);
});

test("nothing new stands at the top", (context) => {
  const { status, stdout } = spawnSync("git", ["ls-files"], { cwd: root, encoding: "utf8" });
  if (status !== 0) return context.skip("no git, or no clone: what is committed cannot be told from what lies here");
  const found = stdout.split("\n").flatMap((path) => (path === "" ? [] : [`${path.split("/")[0]}`]));
  expect(
    [...new Set(found)].filter((name) => !topLevel.includes(name)),
    "Find a folder for it.",
  ).toEqual([]);
});

test("every package and every folder of tests says in its README what it is", () => {
  const folders = new Set(
    files
      .filter((path) => /^(?:pipelines|services|test)\/[^/]+\/|^(?:proto|factors|deploy|test)\//.test(path))
      .map((path) => /^(?:(?:pipelines|services|test)\/[^/]+(?=\/)|[^/]+)/.exec(path)?.[0]),
  );
  const said = /^# \S.*\n\n?\p{Lu}[^\n]*(?:\n[^\n]+)*[.:](?:\n|$)/u;
  const found = [...folders]
    .map((folder) => `${folder}/README.md`)
    .filter((path) => !files.includes(path) || !said.test(textOf(path)));
  expect(found, "First line: a heading. Then a sentence.").toEqual([]);
});

test("nothing names a folder of somebody's machine", () => {
  expect(linesWith(/(?:^|[\s"'`(=:])\/(?:work|home|Users|root)\/|\.\.\/shared\b/, written)).toEqual([]);
});

test("nothing is left for later", () => {
  expect(linesWith(/\b(?:T[O]DO|F[I]XME|X[X]X|H[A]CK)\b/, written), "Do it, or open an issue.").toEqual([]);
});

test("the formatter looks at the product, and not at somebody's own files in the clone", () => {
  const clone = mkdtempSync(join(tmpdir(), "celadon-tidy-"));
  const own = ["plant.yaml", "mills/north.yaml", "my/plant.yaml", "footprints.json", "scada.csv"];
  const ours = ["services/celadon/templates/blank.yaml", "test/broken.json"];
  for (const path of [...own, ...ours]) {
    mkdirSync(join(clone, dirname(path)), { recursive: true });
    writeFileSync(join(clone, path), "{ a:   1,\n  b: - x\n");
  }
  for (const path of ["biome.json", ".gitignore"]) copyFileSync(join(root, path), join(clone, path));
  const biome = fileURLToPath(import.meta.resolve("@biomejs/biome/bin/biome"));
  const { status, stdout, stderr } = spawnSync(process.execPath, [biome, "check", "."], {
    cwd: clone,
    encoding: "utf8",
  });
  rmSync(clone, { recursive: true });
  const said = stdout + stderr;
  expect(status).toBe(1);
  expect([...own, ...ours].filter((path) => said.includes(path))).toEqual(ours);
});
