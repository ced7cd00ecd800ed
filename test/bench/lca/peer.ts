import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LinearSystem } from "@celadon/inventory-to-footprint";
import { writeSystemFolder } from "./system-folder.ts";

/** What Brightway's bw2calc 3.1 and scipy need for the same system, in this run. */
export interface Peer {
  /** bw2calc: factorising, and then one product, inventory and impact. */
  readonly factoriseS: number;
  readonly oneProductMs: number;
  /** bw2calc: one Monte Carlo run of one product by GMRES, its draws included. */
  readonly gmresRunMs: number;
  /** scipy: splu of M^T, MMD_AT_PLUS_A in symmetric mode, and one solve. */
  readonly spluS: number;
  readonly spluSolveMs: number;
  /** bw2calc's impact of the product in the middle, by the first method. */
  readonly check: number;
}

const environment = fileURLToPath(new URL("../../../node_modules/.cache/lca-peer", import.meta.url));
const told = new Map<LinearSystem, Peer>();

/** Measures the peers on a system, once; installs them beside the packages when they are not there. Needs Python 3 and its index. */
export function peerOn(system: LinearSystem): Peer {
  const known = told.get(system);
  if (known !== undefined) return known;
  const python = join(environment, "bin", "python");
  if (!existsSync(join(environment, "ready"))) {
    execFileSync("python3", ["-m", "venv", environment]);
    execFileSync(python, ["-m", "pip", "install", "--quiet", "bw2calc==3.1.0", "scipy==1.17.1"]);
    execFileSync("touch", [join(environment, "ready")]);
  }
  const folder = mkdtempSync(join(tmpdir(), "celadon-lca-"));
  try {
    writeSystemFolder(folder, system);
    const script = fileURLToPath(new URL("peer.py", import.meta.url));
    const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", PYTHONWARNINGS: "ignore" };
    const said = execFileSync(python, [script, folder], { encoding: "utf8", env, stdio: ["ignore", "pipe", "ignore"] });
    const peer = JSON.parse(said.trim().split("\n").at(-1) as string) as Peer;
    told.set(system, peer);
    return peer;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
