import type { BlockSolver } from "../adjoint.ts";
import type { Arrangement } from "../arrangement.ts";
import { type Cancelled, giveUp, never } from "../cancelled.ts";
import type { Matrix } from "../matrix.ts";
import type { Span } from "../sweeps.ts";
import { amplificationOf } from "./amplification.ts";
import { blockMatrix } from "./block-matrix.ts";
import { conditionOf } from "./condition.ts";
import { correct } from "./correct.ts";
import { factorise } from "./factorise.ts";
import type { Factors } from "./factors.ts";
import { grossThrough } from "./gross-through.ts";
import { nullSupport } from "./null-support.ts";
import { type Plan, planOf } from "./plan.ts";

export interface LuBlockSolver extends BlockSolver {
  /** Places of a (nearly) singular block that only feed each other. */
  readonly supportOf: (block: number) => readonly number[];
}

/** A product costs this much more than one of a sweep, with planning and finding where entries are. Measured. */
const productCost = 10;

interface Planned {
  readonly span: Span;
  readonly matrix: Matrix;
  readonly plan: Plan;
}

interface Factored {
  readonly factors: Factors;
  readonly isSingular: boolean;
}

/**
 * Solves blocks of an arrangement by sparse LU: each is planned when first asked about, and factorised when first solved, once for
 * all vectors. An answer is refined once. `cancelled` is asked each batch of columns; a plan or factors that were given up are not kept.
 */
export function luBlockSolver(a: Arrangement, cancelled: Cancelled = never): LuBlockSolver {
  const planned = onceEach((block): Planned => {
    const span = { from: a.blocks[block] as number, to: a.blocks[block + 1] as number };
    const matrix = blockMatrix(a, span);
    return { span, matrix, plan: planOf(matrix, cancelled) };
  });
  const factored = onceEach((block): Factored => {
    const { matrix, plan } = planned(block);
    const found = factorise(matrix, plan, cancelled);
    if (found.kind === "cancelled") return giveUp();
    return { factors: found.factors, isSingular: found.kind === "singular" };
  });
  return {
    sweepsWorth: (block) => {
      const { matrix, plan } = planned(block);
      return (productCost * plan.products) / matrix.rows.length;
    },
    solve: (block, vector) => {
      const { span } = planned(block);
      const { factors, isSingular } = factored(block);
      if (isSingular) return false;
      const { y, width, m } = vector;
      for (let p = span.from; p < span.to; p++) y[p * width + m] = 0;
      correct(a, span, factors, vector);
      correct(a, span, factors, vector);
      return true;
    },
    supportOf: (block) => nullSupport(factored(block).factors).map((i) => planned(block).span.from + i),
    conditionOf: (block) => {
      const { factors, isSingular } = factored(block);
      return isSingular ? Number.POSITIVE_INFINITY : conditionOf(planned(block).matrix, factors, cancelled);
    },
    amplification: (block, w, c) => {
      const { factors, isSingular } = factored(block);
      return isSingular ? Number.POSITIVE_INFINITY : amplificationOf(factors, { w, c }, cancelled);
    },
    grossOf: (block, w) => grossThrough(factored(block).factors, w, cancelled),
  };
}

function onceEach<T>(of: (block: number) => T): (block: number) => T {
  const known = new Map<number, T>();
  return (block) => {
    const found = known.get(block) ?? of(block);
    known.set(block, found);
    return found;
  };
}
