import { powerOfTwo } from "./lu/power-of-two.ts";

/** R A C = P L U of a dense n x n matrix by rows; R and C are powers of two, so that scaling rounds nothing. */
export interface DenseLu {
  readonly n: number;
  readonly lu: Float64Array;
  readonly pivots: Int32Array;
  readonly rowScale: Float64Array;
  readonly columnScale: Float64Array;
  /** True when a pivot was 0 (or not finite): then the factors serve only to find the null vector. */
  readonly singular: boolean;
}

/**
 * Scales rows and columns until the largest entry of each lies in [1, 2), then factorises with partial pivoting; of equal
 * pivots the first. Changing the units of a row or a column changes the scales and nothing else.
 */
export function factorise(matrix: Float64Array, n: number): DenseLu {
  const lu = matrix.slice();
  const rowScale = new Float64Array(n).fill(1);
  const columnScale = new Float64Array(n).fill(1);
  for (let pass = 0; pass < 3; pass++) {
    scaleLines(lu, n, { step: n, stride: 1 }, rowScale);
    scaleLines(lu, n, { step: 1, stride: n }, columnScale);
  }
  const pivots = new Int32Array(n);
  let singular = false;
  for (let k = 0; k < n; k++) {
    const pivot = largestBelow(lu, n, k);
    pivots[k] = pivot;
    if (pivot !== k) swapRows(lu, n, k, pivot);
    const divisor = lu[k * n + k] as number;
    if (divisor === 0 || !Number.isFinite(divisor)) {
      singular = true;
      lu[k * n + k] = 2 ** -60;
    }
    eliminate(lu, n, k);
  }
  return { n, lu, pivots, rowScale, columnScale, singular };
}

function scaleLines(lu: Float64Array, n: number, walk: { step: number; stride: number }, scale: Float64Array): void {
  for (let line = 0; line < n; line++) {
    let largest = 0;
    for (let k = 0; k < n; k++) largest = Math.max(largest, Math.abs(lu[line * walk.step + k * walk.stride] as number));
    if (largest === 0 || !Number.isFinite(largest)) continue;
    const by = 1 / powerOfTwo(largest);
    scale[line] = (scale[line] as number) * by;
    for (let k = 0; k < n; k++) {
      const at = line * walk.step + k * walk.stride;
      lu[at] = (lu[at] as number) * by;
    }
  }
}

function largestBelow(lu: Float64Array, n: number, k: number): number {
  let best = k;
  for (let i = k + 1; i < n; i++) {
    if (Math.abs(lu[i * n + k] as number) > Math.abs(lu[best * n + k] as number)) best = i;
  }
  return best;
}

function swapRows(lu: Float64Array, n: number, a: number, b: number): void {
  for (let j = 0; j < n; j++) {
    const held = lu[a * n + j] as number;
    lu[a * n + j] = lu[b * n + j] as number;
    lu[b * n + j] = held;
  }
}

function eliminate(lu: Float64Array, n: number, k: number): void {
  const divisor = lu[k * n + k] as number;
  for (let i = k + 1; i < n; i++) {
    const factor = (lu[i * n + k] as number) / divisor;
    lu[i * n + k] = factor;
    if (factor === 0) continue;
    for (let j = k + 1; j < n; j++) lu[i * n + j] = (lu[i * n + j] as number) - factor * (lu[k * n + j] as number);
  }
}

/** x of A x = b. */
export function solve({ n, lu, pivots, rowScale, columnScale }: DenseLu, b: Float64Array): Float64Array {
  const x = b.map((value, i) => value * (rowScale[i] as number));
  for (let k = 0; k < n; k++) swap(x, k, pivots[k] as number);
  for (let i = 1; i < n; i++) {
    let sum = x[i] as number;
    for (let k = 0; k < i; k++) sum -= (lu[i * n + k] as number) * (x[k] as number);
    x[i] = sum;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] as number;
    for (let k = i + 1; k < n; k++) sum -= (lu[i * n + k] as number) * (x[k] as number);
    x[i] = sum / (lu[i * n + i] as number);
  }
  return x.map((value, i) => value * (columnScale[i] as number));
}

/** x of A^T x = b, by the same factors. */
export function solveTransposed({ n, lu, pivots, rowScale, columnScale }: DenseLu, b: Float64Array): Float64Array {
  const x = b.map((value, i) => value * (columnScale[i] as number));
  for (let i = 0; i < n; i++) {
    let sum = x[i] as number;
    for (let k = 0; k < i; k++) sum -= (lu[k * n + i] as number) * (x[k] as number);
    x[i] = sum / (lu[i * n + i] as number);
  }
  for (let i = n - 2; i >= 0; i--) {
    let sum = x[i] as number;
    for (let k = i + 1; k < n; k++) sum -= (lu[k * n + i] as number) * (x[k] as number);
    x[i] = sum;
  }
  for (let k = n - 1; k >= 0; k--) swap(x, k, pivots[k] as number);
  return x.map((value, i) => value * (rowScale[i] as number));
}

function swap(x: Float64Array, a: number, b: number): void {
  const held = x[a] as number;
  x[a] = x[b] as number;
  x[b] = held;
}
