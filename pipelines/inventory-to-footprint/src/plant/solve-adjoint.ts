import type { ProcessSystem } from "./process-system.ts";
import type { Answer, SolveRefusal } from "./refused.ts";

/** `count` vectors side by side: entry m of product i stands at `i * count + m`, so that one pass over M serves all of them. */
export interface Block {
  readonly count: number;
  readonly values: Float64Array;
}

export interface AdjointSolution extends Block {
  /** "gauss-seidel", "lu" or "mixed"; "compiled-adjoint" for one pattern of entries and many numbers. */
  readonly solver: string;
  /** Largest relative change of single entries of M and Q that would make the answer exact (component-wise). */
  readonly backwardError: number;
  /** Largest error of a value, relative to what its parts would add up to if none were negative. */
  readonly errorBound: number;
  /** "verified": the bound is proven for this system. "estimated": its proof does not hold here, as for loops with credits. */
  readonly boundKind: "verified" | "estimated";
}

/**
 * The port of the solver:  M^T Y = Q.
 *
 *   M  n x n, outputs +, inputs -
 *   Q  n x k, column m = direct impact of each process at scale 1 by view m
 *   Y  n x k, impact per unit of product i with everything upstream, y_i in units of q per unit of product i
 *
 * The bits of a column do not depend on which others are asked for. A number that failed the residual test, or whose bound is
 * above 1e-6, is never returned: then the answer is a refusal that names the processes.
 */
export type SolveAdjoint = (system: ProcessSystem, rightHandSides: Block) => Answer<AdjointSolution, SolveRefusal>;
