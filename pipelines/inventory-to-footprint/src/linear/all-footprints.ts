import type { Solved } from "../solver/sparse-solver.ts";
import { boundOf } from "./bound-of.ts";
import { directImpacts } from "./direct-impacts.ts";
import type { FigureBound } from "./figure-status.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { hasFactors } from "./methods-asked.ts";
import { type Overdrawn, overdrawnOf } from "./overdrawn.ts";
import { unknownImpacts } from "./unknown-impacts.ts";

/** Every product by each of the methods asked for, per unit of product, all by their places in the system's lists. */
export interface AllFootprints {
  /** Method m of product i stands at `i * methods.length + m`. */
  readonly solved: Solved;
  /** Whether a method has a factor for any flow that a process has; where it has none its values are unknown, whatever stands in `solved`. */
  readonly isKnown: (method: number) => boolean;
  /** What exchanges that were left out upstream make of the values of a product. */
  readonly boundOf: (product: number) => FigureBound;
  /** Whether a product rests on a process whose own impact by a method nobody states: then its value is unknown, whatever stands in `solved`. */
  readonly isUnknown: (method: number) => (product: number) => boolean;
  /** Loops that take more of their own products than they make: what rests on them has footprints that nothing real has. */
  readonly overdrawn: readonly Overdrawn[];
}

/** M^T Y = (C B)^T, for all products at once. */
export function allFootprints(solver: LinearSolver, methods: readonly number[]): LcaAnswer<AllFootprints> {
  const { system } = solver;
  const answer = solver.adjoint(directImpacts(system, methods));
  if (answer.kind !== "accept") return answer;
  return {
    kind: "accept",
    value: {
      solved: answer.value,
      isKnown: hasFactors(system),
      boundOf: boundOf(solver),
      isUnknown: unknownImpacts(solver),
      overdrawn: overdrawnOf(system, solver.overdrawn()),
    },
  };
}
