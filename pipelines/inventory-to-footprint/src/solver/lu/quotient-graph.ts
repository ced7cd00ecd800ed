import type { Neighbours } from "./neighbours.ts";

/** A node is a variable, then the element that its elimination leaves behind; or it has been absorbed. */
export const gone = 0;
export const variable = 1;
export const element = 2;

/**
 * The graph of what is left to eliminate, by what has been: an element stands for the clique that an elimination leaves, so that no
 * fill is ever written out (George and Liu 1980; Amestoy, Davis and Duff 1996). Every list stands in one pool.
 *
 *   variable i   its variables at starts[i], `variables[i]` of them, then its elements; `lengths[i]` of both
 *   element e    its variables at starts[e], `lengths[e]` of them
 */
export interface QuotientGraph {
  pool: Int32Array;
  /** Where the pool is free from. */
  free: number;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly variables: Int32Array;
  readonly lengths: Int32Array;
  /** Columns that a variable stands for, itself and those told not apart from it; 0 once it is merged or set aside. */
  readonly weights: Int32Array;
  /** Of a variable: columns it is next to, at most, its own left out. Of an element: columns in it. */
  readonly degrees: Int32Array;
  /** Columns of one variable: a chain from itself on, -1 at its end. */
  readonly chain: Int32Array;
  readonly chainEnds: Int32Array;
}

/** Every node a variable; those of `aside` are left out of it. */
export function quotientGraph({ starts, nodes }: Neighbours, aside: ReadonlySet<number>): QuotientGraph {
  const n = starts.length - 1;
  const pool = new Int32Array(nodes.length + (nodes.length >> 2) + n + 1);
  pool.set(nodes);
  const lengths = Int32Array.from({ length: n }, (_, i) => (starts[i + 1] as number) - (starts[i] as number));
  const kinds = new Uint8Array(n).fill(variable);
  const weights = new Int32Array(n).fill(1);
  const degrees = lengths.slice();
  for (const i of aside) {
    kinds[i] = gone;
    weights[i] = 0;
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
      const other = nodes[k] as number;
      degrees[other] = (degrees[other] as number) - 1;
    }
  }
  return {
    ...{ pool, free: nodes.length, kinds, weights, degrees, lengths },
    starts: starts.slice(0, n),
    variables: lengths.slice(),
    chain: new Int32Array(n).fill(-1),
    chainEnds: Int32Array.from({ length: n }, (_, i) => i),
  };
}

/** Makes one variable of two; `from` is gone. */
export function absorb({ kinds, weights, chain, chainEnds }: QuotientGraph, into: number, from: number): void {
  weights[into] = (weights[into] as number) + (weights[from] as number);
  weights[from] = 0;
  kinds[from] = gone;
  chain[chainEnds[into] as number] = from;
  chainEnds[into] = chainEnds[from] as number;
}

/** Sees to it that `room` more fit into the pool: copies what is alive into a pool of the same size, where they do not. */
export function makeRoom(graph: QuotientGraph, room: number): void {
  const { pool, kinds, starts, lengths } = graph;
  if (graph.free + room <= pool.length) return;
  const next = new Int32Array(pool.length);
  let free = 0;
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i] === gone) continue;
    const from = starts[i] as number;
    const end = from + (lengths[i] as number);
    starts[i] = free;
    for (let k = from; k < end; k++) next[free++] = pool[k] as number;
  }
  graph.pool = next;
  graph.free = free;
}
