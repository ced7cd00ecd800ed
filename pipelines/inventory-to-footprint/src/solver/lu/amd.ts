import { type Cancelled, goOnUnless, never } from "../cancelled.ts";
import type { Matrix } from "../matrix.ts";
import { type DegreeQueue, degreeQueue } from "./degree-queue.ts";
import { neighboursOf } from "./neighbours.ts";
import { absorb, element, gone, makeRoom, type QuotientGraph, quotientGraph, variable } from "./quotient-graph.ts";

/** An order of elimination, and what it costs if every pivot stands on the diagonal. */
export interface Ordering {
  /** The column of each step. */
  readonly order: Int32Array;
  /** Entries below the diagonal in each column of L, and right of it in each row of U: at most, of the pattern N + N^T. */
  readonly counts: Int32Array;
  /** Entries of L, its diagonal left out: sum of counts. */
  readonly fill: number;
  /** Products that a factorisation takes: sum of counts (counts + 1). */
  readonly operations: number;
}

/** Pivots between two questions whether to go on. */
const batch = 8;

/** What one elimination keeps at hand. */
interface Elimination {
  readonly graph: QuotientGraph;
  readonly queue: DegreeQueue;
  /** Number of the elimination in which a node was last seen: as member of the new element, or an element beside it. */
  readonly members: Int32Array;
  readonly beside: Int32Array;
  /** Columns of an element that are not in the new one. */
  readonly outside: Int32Array;
  readonly hashes: Int32Array;
  readonly buckets: Int32Array;
  readonly bucketNext: Int32Array;
  readonly compared: Int32Array;
  comparisons: number;
  round: number;
}

/**
 * Approximate minimum degree (Amestoy, Davis and Duff 1996) on the pattern of N + N^T: next comes the variable with the least bound
 * on its degree, of equals the one of lowest index, so that the order is a function of the pattern alone. Elements inside the new one
 * are absorbed; variables with the same neighbours become one; those with no neighbour outside go along with the pivot. Columns that
 * touch more than 10 sqrt(n) others come last, by degree: they would be looked at in every step.
 */
export function minimumDegree(matrix: Matrix, cancelled: Cancelled = never): Ordering {
  const neighbours = neighboursOf(matrix);
  const n = neighbours.starts.length - 1;
  const degreeOf = (i: number): number => (neighbours.starts[i + 1] as number) - (neighbours.starts[i] as number);
  const many = Math.max(16, 10 * Math.sqrt(n));
  const last = Array.from({ length: n }, (_, i) => i)
    .filter((i) => degreeOf(i) > many)
    .sort((a, b) => degreeOf(a) - degreeOf(b) || a - b);
  const graph = quotientGraph(neighbours, new Set(last));
  const queue = degreeQueue(n);
  const nodes = (): Int32Array => new Int32Array(n).fill(-1);
  const e: Elimination = {
    ...{ graph, queue, members: nodes(), beside: nodes(), outside: nodes(), hashes: nodes() },
    ...{ buckets: nodes(), bucketNext: nodes(), compared: nodes(), comparisons: 0, round: 0 },
  };
  for (let i = 0; i < n; i++) if (graph.kinds[i] === variable) queue.set(i, graph.degrees[i] as number);
  const order = new Int32Array(n);
  const counts = new Int32Array(n);
  let step = 0;
  while (step < n - last.length) {
    const pivot = queue.take();
    if (e.round % batch === 0) goOnUnless(cancelled);
    e.round += 1;
    formElement(e, pivot);
    measureOverlaps(e, pivot);
    refreshLists(e, pivot);
    mergeTwins(e, pivot);
    const eliminated = graph.weights[pivot] as number;
    const left = n - last.length - step - eliminated;
    settle(e, pivot, left);
    const beyond = (graph.degrees[pivot] as number) + last.length;
    let rest = eliminated;
    for (let i = pivot; i !== -1; i = graph.chain[i] as number) {
      rest -= 1;
      order[step] = i;
      counts[step] = beyond + rest;
      step += 1;
    }
  }
  for (const i of last) {
    order[step] = i;
    counts[step] = n - 1 - step;
    step += 1;
  }
  let [fill, operations] = [0, 0];
  for (const count of counts) {
    fill += count;
    operations += count * (count + 1);
  }
  return { order, counts, fill, operations };
}

/** Makes the pivot an element of all that it is next to, and absorbs the elements that it was in. */
function formElement({ graph, members, round }: Elimination, pivot: number): void {
  const { kinds, starts, variables, lengths, weights, degrees } = graph;
  makeRoom(graph, degrees[pivot] as number);
  const { pool } = graph;
  const begin = graph.free;
  let free = begin;
  let columns = 0;
  members[pivot] = round;
  const from = starts[pivot] as number;
  const between = from + (variables[pivot] as number);
  const end = from + (lengths[pivot] as number);
  for (let k = from; k < between; k++) {
    const i = pool[k] as number;
    const weight = weights[i] as number;
    if (weight === 0 || members[i] === round) continue;
    members[i] = round;
    columns += weight;
    pool[free++] = i;
  }
  for (let k = between; k < end; k++) {
    const inside = pool[k] as number;
    if (kinds[inside] !== element) continue;
    kinds[inside] = gone;
    const until = (starts[inside] as number) + (lengths[inside] as number);
    for (let m = starts[inside] as number; m < until; m++) {
      const i = pool[m] as number;
      const weight = weights[i] as number;
      if (kinds[i] !== variable || weight === 0 || members[i] === round) continue;
      members[i] = round;
      columns += weight;
      pool[free++] = i;
    }
  }
  kinds[pivot] = element;
  starts[pivot] = begin;
  lengths[pivot] = free - begin;
  degrees[pivot] = columns;
  graph.free = free;
}

/** For every element beside the new one: how many of its columns lie outside. */
function measureOverlaps({ graph, beside, outside, round }: Elimination, pivot: number): void {
  const { pool, kinds, starts, variables, lengths, weights, degrees } = graph;
  const until = (starts[pivot] as number) + (lengths[pivot] as number);
  for (let m = starts[pivot] as number; m < until; m++) {
    const i = pool[m] as number;
    const weight = weights[i] as number;
    const end = (starts[i] as number) + (lengths[i] as number);
    for (let k = (starts[i] as number) + (variables[i] as number); k < end; k++) {
      const e = pool[k] as number;
      if (kinds[e] !== element) continue;
      if (beside[e] !== round) {
        beside[e] = round;
        outside[e] = degrees[e] as number;
      }
      outside[e] = (outside[e] as number) - weight;
    }
  }
}

/**
 * Takes out of the lists of the members what the new element stands for, and bounds what they are next to outside of it. A member
 * with nothing outside goes along with the pivot. The new element fits in last: at least one entry has gone from each list.
 */
function refreshLists(
  { graph, queue, members, outside, hashes, buckets, bucketNext, round }: Elimination,
  pivot: number,
): void {
  const { pool, kinds, starts, variables, lengths, weights, degrees } = graph;
  const n = kinds.length;
  const until = (starts[pivot] as number) + (lengths[pivot] as number);
  for (let m = starts[pivot] as number; m < until; m++) {
    const i = pool[m] as number;
    const from = starts[i] as number;
    const between = from + (variables[i] as number);
    const end = from + (lengths[i] as number);
    let at = from;
    let columns = 0;
    let hash = 0;
    for (let k = from; k < between; k++) {
      const other = pool[k] as number;
      const weight = weights[other] as number;
      if (weight === 0 || members[other] === round) continue;
      columns += weight;
      hash = (hash + other) | 0;
      pool[at++] = other;
    }
    variables[i] = at - from;
    for (let k = between; k < end; k++) {
      const e = pool[k] as number;
      if (kinds[e] !== element) continue;
      const beyond = outside[e] as number;
      if (beyond === 0) {
        kinds[e] = gone;
        continue;
      }
      columns += beyond;
      hash = (hash + e) | 0;
      pool[at++] = e;
    }
    if (columns === 0) {
      degrees[pivot] = (degrees[pivot] as number) - (weights[i] as number);
      absorb(graph, pivot, i);
      queue.drop(i);
      continue;
    }
    pool[at++] = pivot;
    lengths[i] = at - from;
    degrees[i] = Math.min(degrees[i] as number, columns);
    hashes[i] = hash;
    const bucket = (hash >>> 0) % n;
    bucketNext[i] = buckets[bucket] as number;
    buckets[bucket] = i;
  }
}

/** Makes one variable of members that have the same variables and elements: they stay alike to the end. */
function mergeTwins(e: Elimination, pivot: number): void {
  const { graph, queue, hashes, buckets, bucketNext } = e;
  const { pool, kinds, starts, lengths } = graph;
  const n = kinds.length;
  const until = (starts[pivot] as number) + (lengths[pivot] as number);
  for (let m = starts[pivot] as number; m < until; m++) {
    const member = pool[m] as number;
    if (kinds[member] !== variable) continue;
    const bucket = ((hashes[member] as number) >>> 0) % n;
    const first = buckets[bucket] as number;
    buckets[bucket] = -1;
    for (let i = first; i !== -1; i = bucketNext[i] as number) {
      if (kinds[i] !== variable || bucketNext[i] === -1) continue;
      e.comparisons += 1;
      mark(e, i);
      for (let j = bucketNext[i] as number; j !== -1; j = bucketNext[j] as number) {
        if (kinds[j] !== variable || hashes[j] !== hashes[i] || !isTwin(e, i, j)) continue;
        absorb(graph, i, j);
        queue.drop(j);
      }
    }
  }
}

function mark({ graph: { pool, starts, lengths }, compared, comparisons }: Elimination, i: number): void {
  const end = (starts[i] as number) + (lengths[i] as number);
  for (let k = starts[i] as number; k < end; k++) compared[pool[k] as number] = comparisons;
}

function isTwin({ graph, compared, comparisons }: Elimination, i: number, j: number): boolean {
  const { pool, starts, variables, lengths } = graph;
  if (lengths[i] !== lengths[j] || variables[i] !== variables[j]) return false;
  const end = (starts[j] as number) + (lengths[j] as number);
  for (let k = starts[j] as number; k < end; k++) if (compared[pool[k] as number] !== comparisons) return false;
  return true;
}

/** Closes the element up, and gives its members their new degrees. `left`: columns not yet eliminated. */
function settle({ graph, queue }: Elimination, pivot: number, left: number): void {
  const { pool, kinds, starts, lengths, weights, degrees } = graph;
  const from = starts[pivot] as number;
  const until = from + (lengths[pivot] as number);
  const columns = degrees[pivot] as number;
  let at = from;
  for (let m = from; m < until; m++) {
    const i = pool[m] as number;
    if (kinds[i] !== variable) continue;
    const own = weights[i] as number;
    degrees[i] = Math.min((degrees[i] as number) + columns, left) - own;
    queue.set(i, degrees[i] as number);
    pool[at++] = i;
  }
  lengths[pivot] = at - from;
  graph.free = at;
  if (at === from) kinds[pivot] = gone;
}
