import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const cache = fileURLToPath(new URL("../../node_modules/.cache/", import.meta.url));
const usual = ["bw2calc==3.1.0", "scipy==1.17.1"] as const;
const environments = {
  /** bw2calc as it comes: it solves by scipy's SuperLU. */
  superlu: { folder: "lca-peer", packages: usual },
  /** bw2calc as its authors advise: by Intel's PARDISO, for x86-64. */
  pardiso: { folder: "lca-peer-pardiso", packages: [...usual, "pypardiso==0.4.7"] },
} as const;
export type Environment = keyof typeof environments;

/** Why no peer written in Python can run here, as a sentence. Whether its packages can be fetched shows only on fetching them. */
export function unableToRunPython(): string | undefined {
  const words = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))";
  const { error, status } = spawnSync("python3", ["-c", words], { stdio: "ignore" });
  if (error !== undefined) return "There is no python3 here: install Python 3.11 or later, with venv.";
  return status === 0
    ? undefined
    : "The python3 here is older than 3.11 or has no venv: install a later one, on Debian with python3-venv.";
}

/** The Python of an environment with its packages, which are installed beside ours when they are not there. Throws where they cannot be had. */
export function pythonOf(environment: Environment): string {
  const { folder, packages } = environments[environment];
  const home = join(cache, folder);
  const python = join(home, "bin", "python");
  if (existsSync(join(home, "ready"))) return python;
  execFileSync("python3", ["-m", "venv", home]);
  // Uncompiled: what is never imported needs no bytecode, and making it takes longer than fetching.
  const words = ["-m", "pip", "install", "--quiet", "--no-compile", ...packages];
  execFileSync(python, words, { stdio: ["ignore", "ignore", "pipe"] });
  writeFileSync(join(home, "ready"), "");
  return python;
}

/** What a script says last, as JSON; `input` on its standard input. One thread, so that a time is comparable. */
export function askPython<T>(python: string, words: readonly string[], input = ""): T {
  const one = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1", PYTHONWARNINGS: "ignore" };
  const said = execFileSync(python, words, {
    ...{ encoding: "utf8", input, maxBuffer: 2 ** 28 },
    env: { ...process.env, ...one },
    stdio: ["pipe", "pipe", "pipe"],
  });
  return JSON.parse(said.trim().split("\n").at(-1) as string) as T;
}
