import { linearSolver, type Runs, sparseLu, spreadOf } from "@celadon/inventory-to-footprint/systems";
import { readFolder, readText } from "./read-folder.ts";

/** Runs `from` to `to - 1` of a system folder, as a thread of its own is told them. */
export interface Piece {
  readonly folder: string;
  readonly method: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Places of the products whose results are kept. */
  readonly products: readonly number[];
}

/** Makes the runs of a piece. Throws where the folder, which was read a moment ago, cannot be read again. */
export function runPiece({ folder, method, ...wanted }: Piece): Runs {
  const system = readFolder(folder);
  const solver = system.kind === "accept" ? linearSolver(system.value, sparseLu) : system;
  const spread =
    solver.kind === "accept" ? spreadOf(solver.value, method, readText(folder, "uncertainty.csv")) : solver;
  if (spread.kind !== "accept") throw new Error(spread.message);
  const runs = spread.value.runs.runs(wanted);
  if (runs.kind !== "accept") throw new Error(runs.evidence);
  return runs.value;
}
