import {
  type BreakdownKey,
  indexOfId,
  type LcaAnswer,
  type LcaRefusal,
  linearSolver,
  type PartsWanted,
  type Runs,
  runBreakdown,
  sparseLu,
  spreadOf,
} from "@celadon/inventory-to-footprint/systems";
import { readFolder, readText } from "./read-folder.ts";

/** Runs `from` to `to - 1` of a system folder, as a thread of its own is told them. */
export interface Piece {
  readonly folder: string;
  readonly method: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Ids of the products whose results are kept. */
  readonly products: readonly string[];
  /** These of them are told by parts too. */
  readonly contributions?:
    | { readonly by: BreakdownKey; readonly cutoff: number; readonly products: readonly string[] }
    | undefined;
}

/** Makes the runs of a piece. Refused: what reading and drawing refuse; a run in which a formula has no finite value. */
export function runPiece({ folder, method, products, contributions, ...wanted }: Piece): LcaAnswer<Runs> {
  const system = readFolder(folder);
  if (system.kind !== "accept") return system;
  const solver = linearSolver(system.value, sparseLu);
  if (solver.kind !== "accept") return solver;
  const places: number[] = [];
  for (const id of products) {
    const place = indexOfId("unknown-demand", id, system.value.products);
    if (place.kind !== "accept") return place;
    places.push(place.value);
  }
  const parts: PartsWanted[] = [];
  for (const product of contributions?.products ?? []) {
    const { by, cutoff } = contributions as NonNullable<typeof contributions>; // it has products
    const breakdown = runBreakdown(solver.value, { product, method, by, cutoff });
    if (breakdown.kind !== "accept") return breakdown;
    parts.push(breakdown.value.wanted);
  }
  const spread = spreadOf(solver.value, method, readText(folder, "uncertainty.csv"));
  if (spread.kind !== "accept") return spread;
  const runs = spread.value.runs.runs({ ...wanted, products: places, parts });
  return runs.kind === "accept" ? runs : refused(runs.evidence);
}

const refused = (message: string): LcaRefusal => ({
  ...{ kind: "reject", code: "bad-file", message: `uncertainty.csv: ${message}`, ids: [], total: 0 },
});
