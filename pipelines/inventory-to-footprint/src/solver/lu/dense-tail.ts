import { isSound, stopgap, threshold } from "./pivot.ts";
import type { Rest } from "./tail-columns.ts";

/** Columns that are eliminated before the rest hears of it; a multiple of four. */
const panel = 48;

export interface DenseFactors {
  /** Largest entry of U. */
  readonly growth: number;
  /** The first column of the square at which no pivot was left, or -1. */
  readonly broken: number;
}

/**
 * P S = L U of the dense rest, in place, with the same rule for pivots as the head; `rows` follows the exchanges. By panels: a panel is
 * eliminated column by column, then the rest takes all its steps at once, four rows by four columns in registers at a time.
 */
export function factoriseDense(rest: Rest, cancelled: () => boolean): DenseFactors | undefined {
  const { size, stride, values, rows } = rest;
  const ownRows = rows.slice();
  const packed = new Float64Array(stride * panel);
  const across = new Float64Array(4 * panel);
  let broken = -1;
  for (let from = 0; from < size; from += panel) {
    if (cancelled()) return undefined;
    const to = Math.min(from + panel, size);
    for (let k = from; k < to; k++) {
      const pivot = pivotPlace(rest, k, ownRows[k] as number);
      if (pivot !== k) exchange(rest, k, pivot);
      const found = values[k * stride + k] as number;
      if (!isSound(found)) {
        if (broken === -1) broken = k;
        values[k * stride + k] = stopgap;
      }
      eliminate(rest, k, to);
    }
    if (to === size) break;
    const span = { from, to };
    pack(rest, span, packed);
    for (let j = to; j < stride; j += 4) {
      if (cancelled()) return undefined;
      for (let c = 0; c < 4; c++) solvePanel(rest, span, j + c);
      packAcross(rest, span, j, across);
      for (let i = to; i < stride; i += 4)
        subtract(values, j * stride + i, stride, packed, (i - to) * (to - from), across, to - from);
    }
  }
  return { growth: largestAbove(rest), broken };
}

/** The place of the row that becomes the pivot of column k. */
function pivotPlace({ size, stride, values, rows }: Rest, k: number, own: number): number {
  let best = k;
  let largest = -1;
  let ownPlace = -1;
  for (let i = k; i < size; i++) {
    const found = Math.abs(values[k * stride + i] as number);
    if (rows[i] === own) ownPlace = i;
    if (found > largest || Number.isNaN(found)) [best, largest] = [i, found];
  }
  if (ownPlace === -1) return best;
  const found = Math.abs(values[k * stride + ownPlace] as number);
  return found >= threshold * largest ? ownPlace : best;
}

function exchange({ stride, values, rows }: Rest, a: number, b: number): void {
  for (let at = 0; at < stride * stride; at += stride) {
    const held = values[at + a] as number;
    values[at + a] = values[at + b] as number;
    values[at + b] = held;
  }
  const row = rows[a] as number;
  rows[a] = rows[b] as number;
  rows[b] = row;
}

/** Divides column k below the pivot, and takes it out of the columns of the panel after it. */
function eliminate({ size, stride, values }: Rest, k: number, to: number): void {
  const own = k * stride;
  const pivot = values[own + k] as number;
  for (let i = k + 1; i < size; i++) values[own + i] = (values[own + i] as number) / pivot;
  for (let j = k + 1; j < to; j++) {
    const at = j * stride;
    const value = values[at + k] as number;
    if (value === 0) continue;
    for (let i = k + 1; i < size; i++)
      values[at + i] = (values[at + i] as number) - (values[own + i] as number) * value;
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The rows below the panel, four and four: what the innermost loop reads then lies in one line of memory. */
function pack({ stride, values }: Rest, { from, to }: Span, packed: Float64Array): void {
  let at = 0;
  for (let i = to; i < stride; i += 4) {
    for (let k = from; k < to; k++) {
      const source = k * stride + i;
      packed[at] = values[source] as number;
      packed[at + 1] = values[source + 1] as number;
      packed[at + 2] = values[source + 2] as number;
      packed[at + 3] = values[source + 3] as number;
      at += 4;
    }
  }
}

/** Entries of U in the rows of the panel, for column j. */
function solvePanel({ stride, values }: Rest, { from, to }: Span, j: number): void {
  const at = j * stride;
  for (let k = from; k < to; k++) {
    const value = values[at + k] as number;
    if (value === 0) continue;
    const own = k * stride;
    for (let i = k + 1; i < to; i++) values[at + i] = (values[at + i] as number) - (values[own + i] as number) * value;
  }
}

function packAcross({ stride, values }: Rest, { from, to }: Span, j: number, across: Float64Array): void {
  let at = 0;
  for (let k = from; k < to; k++) {
    for (let c = 0; c < 4; c++) across[at + c] = values[(j + c) * stride + k] as number;
    at += 4;
  }
}

/** Four rows times four columns: values -= sum over the steps of the panel. */
function subtract(
  values: Float64Array,
  at: number,
  stride: number,
  left: Float64Array,
  leftAt: number,
  right: Float64Array,
  steps: number,
): void {
  let [s00, s10, s20, s30] = [0, 0, 0, 0];
  let [s01, s11, s21, s31] = [0, 0, 0, 0];
  let [s02, s12, s22, s32] = [0, 0, 0, 0];
  let [s03, s13, s23, s33] = [0, 0, 0, 0];
  const end = 4 * steps;
  for (let k = 0; k < end; k += 4) {
    const l0 = left[leftAt + k] as number;
    const l1 = left[leftAt + k + 1] as number;
    const l2 = left[leftAt + k + 2] as number;
    const l3 = left[leftAt + k + 3] as number;
    const u0 = right[k] as number;
    s00 += l0 * u0;
    s10 += l1 * u0;
    s20 += l2 * u0;
    s30 += l3 * u0;
    const u1 = right[k + 1] as number;
    s01 += l0 * u1;
    s11 += l1 * u1;
    s21 += l2 * u1;
    s31 += l3 * u1;
    const u2 = right[k + 2] as number;
    s02 += l0 * u2;
    s12 += l1 * u2;
    s22 += l2 * u2;
    s32 += l3 * u2;
    const u3 = right[k + 3] as number;
    s03 += l0 * u3;
    s13 += l1 * u3;
    s23 += l2 * u3;
    s33 += l3 * u3;
  }
  take(values, at, s00, s10, s20, s30);
  take(values, at + stride, s01, s11, s21, s31);
  take(values, at + 2 * stride, s02, s12, s22, s32);
  take(values, at + 3 * stride, s03, s13, s23, s33);
}

function take(values: Float64Array, at: number, s0: number, s1: number, s2: number, s3: number): void {
  values[at] = (values[at] as number) - s0;
  values[at + 1] = (values[at + 1] as number) - s1;
  values[at + 2] = (values[at + 2] as number) - s2;
  values[at + 3] = (values[at + 3] as number) - s3;
}

function largestAbove({ size, stride, values }: Rest): number {
  let largest = 0;
  for (let j = 0; j < size; j++)
    for (let i = 0; i <= j; i++) largest = Math.max(largest, Math.abs(values[j * stride + i] as number));
  return largest;
}
