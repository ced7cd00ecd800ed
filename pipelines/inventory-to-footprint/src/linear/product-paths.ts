import { boundOf } from "./bound-of.ts";
import type { FigureBound } from "./figure-status.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import type { Named, Sparse } from "./linear-system.ts";
import { unitPer } from "./methods-asked.ts";
import { pathHeap } from "./path-heap.ts";
import { type Proof, solvedProduct } from "./solved-product.ts";

/** One step of the supply of a product, with all steps that lead to it. Loops are unrolled: a process stands on many paths. */
export interface PathNode {
  /** Where it stands in the list, from 0; and the step it supplies: null for the product itself. */
  readonly at: number;
  readonly parent: number | null;
  readonly depth: number;
  readonly process: string;
  readonly product: string;
  readonly processName: string;
  readonly productName: string;
  /** How much of the product flows here, in its unit. */
  readonly amount: number;
  /** amount y: with everything further up. */
  readonly total: number;
  /** What the process itself gives to it. */
  readonly direct: number;
  /** Of the total of the product; null where that is too small beside what cancels in it. */
  readonly share: number | null;
  /** Whether the process stands further down on this very path: a loop comes round. */
  readonly isRepeated: boolean;
  /** Whether its own suppliers are in the list. Where not, `total - direct` of it is told no further. */
  readonly isOpened: boolean;
}

export interface ProductPaths extends Proof {
  readonly product: string;
  readonly method: string;
  readonly unit: string;
  readonly total: number;
  readonly status: FigureBound;
  /** The most telling first to be opened; parents before children. */
  readonly nodes: readonly PathNode[];
  /** What the nodes do not tell apart: direct parts and rest add up to the total. */
  readonly rest: number;
  /** Whether the list ends at its limit of nodes, and not at the cut-off. */
  readonly isFull: boolean;
}

/**
 * The supply of one unit of a product as a tree, the largest step opened first:
 *
 *   root      (product, 1),  total = y
 *   of (i, x) made by j:  direct = q_j x / M_ij,  children (l, -M_lj x / M_ij) for every other entry of column j,  total = x y_l
 *
 * Steps below `cutoff` of the gross impact are left out, and no more than `most` are listed; a credit is a step of negative amount.
 */
export function productPaths(
  solver: LinearSolver,
  {
    cutoff,
    most,
    ...asked
  }: { readonly product: string; readonly method: string; readonly cutoff: number; readonly most: number },
): LcaAnswer<ProductPaths> {
  const { system, makerOf } = solver;
  const answer = solvedProduct(solver, asked);
  if (answer.kind !== "accept") return answer;
  const { product, method, q, intensity, impact, proof } = answer.value;
  const { products, processes, M } = system;
  const least = cutoff * impact.gross;
  const found: Step[] = [];
  const heap = pathHeap();
  const enter = (step: Omit<Step, "at" | "isOpened">): void => {
    found.push({ ...step, at: found.length, isOpened: false });
    heap.push(found.length - 1, Math.abs(step.total));
  };
  enter({ parent: null, depth: 0, product, amount: 1, total: intensity[product] as number });
  let isFull = false;
  for (let at = heap.pop(); at !== undefined && !isFull; at = heap.pop()) {
    const step = found[at] as Step;
    const maker = makerOf[step.product] as number;
    const children: { readonly product: number; readonly amount: number; readonly total: number }[] = [];
    const runs = step.amount / ownOutput(M, maker, step.product);
    for (let k = M.starts[maker] as number; k < (M.starts[maker + 1] as number); k++) {
      const other = M.rows[k] as number;
      if (other === step.product) continue;
      const amount = -(M.values[k] as number) * runs;
      const total = amount * (intensity[other] as number);
      if (total !== 0 && Math.abs(total) >= least) children.push({ product: other, amount, total });
    }
    if (found.length + children.length > most) {
      isFull = true;
      break;
    }
    found[at] = { ...step, isOpened: true };
    for (const child of children) enter({ ...child, parent: at, depth: step.depth + 1 });
  }
  const { total, isTelling } = impact;
  const nodes = found.map((step): PathNode => {
    const maker = makerOf[step.product] as number;
    const [process, supplied] = [processes[maker] as Named, products[step.product] as Named];
    const direct = ((q[maker] as number) * step.amount) / ownOutput(M, maker, step.product);
    return {
      ...{ at: step.at, parent: step.parent, depth: step.depth },
      ...{ process: process.id, product: supplied.id, processName: process.name, productName: supplied.name },
      ...{ amount: step.amount, total: step.total, direct, share: isTelling ? step.total / total : null },
      ...{ isRepeated: standsBelow(found, step), isOpened: step.isOpened },
    };
  });
  const told = nodes.reduce((sum, { direct }) => sum + direct, 0);
  return {
    kind: "accept",
    value: {
      ...asked,
      unit: unitPer(system.methods[method] as Named, products[product] as Named),
      status: boundOf(solver)(product),
      ...{ total, nodes, rest: total - told, isFull },
      ...proof,
    },
  };
}

interface Step {
  readonly at: number;
  readonly parent: number | null;
  readonly depth: number;
  /** Its place among the products. */
  readonly product: number;
  readonly amount: number;
  readonly total: number;
  readonly isOpened: boolean;
}

/** M_ij of the process j that makes product i: not 0, as they are paired by it. */
function ownOutput({ starts, rows, values }: Sparse, maker: number, product: number): number {
  const from = starts[maker] as number;
  return values[from + rows.subarray(from, starts[maker + 1]).indexOf(product)] as number;
}

function standsBelow(steps: readonly Step[], { product, parent }: Step): boolean {
  for (let at = parent; at !== null; ) {
    const below = steps[at] as Step;
    if (below.product === product) return true;
    at = below.parent;
  }
  return false;
}
