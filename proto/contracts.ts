import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempDisposableSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

// The check behind `npm run contracts`: the contracts are well formed, the committed code is what they say, and nobody who
// speaks yesterday's contract is cut off. Needs neither network nor install scripts: buf comes in its platform package.

const here = import.meta.dirname;
const installed = join(here, "..", "node_modules", ".bin"); // buf, its plug-in, and the pinned node both run on
const env = { ...process.env, PATH: `${installed}${delimiter}${process.env["PATH"]}` };
using scratchFolder = mkdtempDisposableSync(join(tmpdir(), "celadon-contracts-"));
const scratch = scratchFolder.path;

const buf = (...words: readonly string[]): string | undefined => {
  const run = spawnSync("buf", words, { cwd: here, env, encoding: "utf8", shell: process.platform === "win32" });
  if (run.error !== undefined) throw run.error;
  return run.status === 0 ? undefined : `${run.stdout}${run.stderr}`.trim();
};

const git = (...words: readonly string[]): string | undefined => {
  const run = spawnSync("git", words, { cwd: here, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return run.status === 0 ? run.stdout : undefined; // no git, or no repository: an answer too
};

function lint(): string | undefined {
  const faults = buf("lint");
  return faults === undefined ? undefined : `buf lint found:\n${faults}`;
}

function inSync(): string | undefined {
  const failed =
    buf("generate", "--output", scratch) ?? buf("build", ...descriptorSet, "-o", join(scratch, descriptors));
  if (failed !== undefined) return `buf could not generate:\n${failed}`;
  const written = filesUnder(join(here, "gen"));
  const expected = filesUnder(join(scratch, "gen"));
  const differing = [...new Set([...written.keys(), ...expected.keys()])].filter(
    (path) => written.get(path) !== expected.get(path),
  );
  if (differing.length === 0) return undefined;
  const list = differing.map((path) => `  proto/gen/${path}`).join("\n");
  return `The committed code is not what the contracts say. Run "npm run generate -w proto" and commit:\n${list}`;
}

/** What reflection answers from; npm run generate makes it by the same words. */
const descriptors = "gen/descriptors.binpb";
const descriptorSet = ["--as-file-descriptor-set", "--exclude-source-info"];

const filesUnder = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    globSync("**/*.{ts,binpb}", { cwd: folder }).map((path) => [
      path.replaceAll("\\", "/"),
      readFileSync(join(folder, path), "latin1"), // byte by byte
    ]),
  );

/** The newest main that this clone knows, or undefined with nothing to compare. */
const base = (): string | undefined =>
  ["origin/main", "main"].find((branch) => git("cat-file", "-e", `${branch}:./buf.yaml`) !== undefined);

function unbroken(branch: string): string | undefined {
  const before = join(scratch, "before");
  for (const path of git("ls-tree", "-r", "--name-only", branch, "buf.yaml", "celadon")?.trim().split("\n") ?? []) {
    mkdirSync(dirname(join(before, path)), { recursive: true });
    writeFileSync(join(before, path), git("show", `${branch}:./${path}`) ?? "");
  }
  const faults = buf("breaking", "--against", before);
  if (faults === undefined) return undefined;
  return `A reader of ${branch} could not read this any more. Add new fields, reserve what goes, or start a v2:\n${faults}`;
}

const branch = base();
const checks: readonly (() => string | undefined)[] = [
  lint,
  inSync,
  ...(branch === undefined ? [] : [() => unbroken(branch)]),
];
const faults = checks.map((check) => check()).filter((fault) => fault !== undefined);

for (const fault of faults) console.error(`contracts: ${fault}`);
if (branch === undefined) {
  console.log(
    "SKIPPED contracts/breaking: no main with contracts in this clone. Not proven: that old readers still read.",
  );
}
console.log(
  `contracts: ${checks.length - faults.length} passed, ${faults.length} failed, ${3 - checks.length} skipped`,
);
if (faults.length > 0) process.exitCode = 1;
