import { directImpacts, linearSolver, sparseLuAlways } from "@celadon/inventory-to-footprint/systems";
import { math, mathjsSparse } from "../../peers/mathjs-sparse.ts";
import { transposedOf } from "../../peers/transposed-of.ts";
import { and, atMost, type Figure } from "../figure.ts";
import { e1 } from "./background-system.ts";
import { accepted, bestMs, systemOf, timedMs } from "./measured.ts";
import { peerOn } from "./peer.ts";

/**
 * Every loop factorised though sweeps would do, from the matrix to all footprints, ordering and proof included, beside scipy's splu of
 * the whole matrix by minimum degree; and all footprints once it is factorised, refined and proven, beside one solve of its.
 */
export async function lcaLu(scale: number): Promise<Figure> {
  const system = systemOf(e1, scale);
  const peer = peerOn(system);
  const q = directImpacts(system, [0]);
  const fresh = () => accepted(linearSolver(system, sparseLuAlways));
  const first = () => accepted(fresh().adjoint(q));
  const times = Array.from({ length: 3 }, () => timedMs(first));
  const solver = fresh();
  const solveMs = bestMs(7, () => accepted(solver.adjoint(q)));
  if (first().method !== "lu") throw new Error("Sweeps were used where everything was to be factorised.");
  return and(
    atMost(0.4, {
      name: "lca-lu",
      ours: Math.min(...times) / 1_000,
      reference: peer.spluS,
      unit: "s",
      details: { solveMs, peerSolveMs: peer.spluSolveMs, solveShare: solveMs / peer.spluSolveMs },
    }),
    solveMs <= 1.5 * peer.spluSolveMs,
    "a refined solve at most 1.5 times the peer's",
  );
}

/** 5,000 processes, every loop factorised, from the matrix to all footprints, beside mathjs `slu` alone, and equal to its solution. */
export async function lcaLuSmall(scale: number): Promise<Figure> {
  const system = systemOf({ ...e1, n: 5_000 }, scale);
  const q = directImpacts(system, [0]);
  const fresh = () => accepted(accepted(linearSolver(system, sparseLuAlways)).adjoint(q));
  const ours = bestMs(7, fresh);
  const matrix = mathjsSparse(transposedOf(system.M));
  const startedAt = performance.now();
  const factors = math.slu(matrix, 1, 0.001); // minimum degree on M + M^T, and pivots as ours
  const reference = performance.now() - startedAt;
  const theirs = math.lusolve(factors, [...q.values]).valueOf() as number[][]; // n x 1
  const apart = fresh().values.reduce(
    (most, value, i) => Math.max(most, Math.abs((theirs[i]?.[0] as number) / value - 1)),
    0,
  );
  return and(
    atMost(1 / 30, {
      ...{ name: "lca-lu-5000", ours, reference, unit: "ms" },
      details: { products: system.products.length, apart },
    }),
    apart < 1e-10,
    "the same figures as the peer's to 1e-10",
  );
}
