import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LinearSystem } from "@celadon/inventory-to-footprint/systems";
import { askPython, type Environment, pythonOf } from "../../peers/python.ts";
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

const told = new Map<string, Map<LinearSystem, unknown>>();

/** What a script of this folder says of a system, once a run. Needs Python 3 and its index. */
function askOf<T>(system: LinearSystem, environment: Environment, script: string): T {
  const known = told.get(script) ?? new Map<LinearSystem, unknown>();
  told.set(script, known);
  const before = known.get(system);
  if (before !== undefined) return before as T; // only this script writes here
  const python = pythonOf(environment);
  const folder = mkdtempSync(join(tmpdir(), "celadon-lca-"));
  try {
    writeSystemFolder(folder, system);
    const said = askPython<T>(python, [fileURLToPath(new URL(script, import.meta.url)), folder]);
    known.set(system, said);
    return said;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Measures bw2calc and scipy on a system. */
export const peerOn = (system: LinearSystem): Peer => askOf(system, "superlu", "peer.py");

/** All footprints by bw2calc itself: its scores-only class in adjoint direction, by PARDISO as its authors advise. */
export interface PeerAdjoint {
  readonly adjointMs: number;
  /** Its impact of the product in the middle, by the first method. */
  readonly check: number;
}

export const peerAdjointOn = (system: LinearSystem): PeerAdjoint => askOf(system, "pardiso", "peer-adjoint.py");
