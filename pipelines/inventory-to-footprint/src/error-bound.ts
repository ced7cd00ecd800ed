import { solve } from "./dense-lu.ts";
import type { Loop } from "./loop.ts";
import { residual } from "./residual.ts";
import type { Block } from "./solve-adjoint.ts";

const unitRoundoff = 2 ** -53;

interface ErrorBound {
  readonly errorBound: number;
  readonly boundKind: "verified" | "estimated";
  /** The loop with the largest relative error; absent when nothing has an impact. */
  readonly worst: Loop | undefined;
}

interface Sizes {
  readonly weight: Float64Array;
  readonly error: Float64Array;
  readonly gross: Float64Array;
}

/**
 * Bounds the error of every value, relative to its gross size, loop by loop, suppliers first:
 *
 *   w     = |r| + (entries + 3) 2^-53 (|q| + sum |M| |y|)    what is left over, and what rounding hides (of the entries too)
 *   u     = |N^-1| (w + |M_up| u_up)                         error; N the loop's block of M^T, M_up what it uses from outside
 *   gross = |N^-1| (|q| + |M_up| gross_up)                   the value if no part were negative
 *
 * The bound is max u / gross. It is verified where <M>^T u >= c w holds on checking for every row (<M>: |M_jj| on the
 * diagonal, -|M_ij| off it): then the error is at most u / c. That covers every plant without credits.
 */
export function errorBoundOf(loops: readonly Loop[], q: Block, values: Float64Array): ErrorBound {
  const sizes: Sizes = {
    weight: new Float64Array(values.length),
    error: new Float64Array(values.length),
    gross: new Float64Array(values.length),
  };
  let largest = 0;
  let slack = 1;
  let worst: Loop | undefined;
  for (const loop of loops) {
    const inverse = inverseSizes(loop);
    for (let view = 0; view < q.count; view++) {
      boundLoop({ loop, inverse, q, values, view }, sizes);
      slack = Math.min(slack, slackOf(loop, sizes, { count: q.count, view }));
      const relative = largestShare(loop, sizes, { count: q.count, view });
      if (relative > largest) {
        largest = relative;
        worst = loop;
      }
    }
  }
  if (slack > 0.5) return { errorBound: largest / slack, boundKind: "verified", worst };
  return { errorBound: largest, boundKind: "estimated", worst };
}

/** |N^-1| by rows. */
function inverseSizes({ factors }: Loop): Float64Array {
  const { n } = factors;
  const inverse = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    const unit = new Float64Array(n);
    unit[k] = 1;
    solve(factors, unit).forEach((value, i) => {
      inverse[i * n + k] = Math.abs(value);
    });
  }
  return inverse;
}

interface OneView {
  readonly loop: Loop;
  readonly inverse: Float64Array;
  readonly q: Block;
  readonly values: Float64Array;
  readonly view: number;
}

function boundLoop({ loop, inverse, q, values, view }: OneView, { weight, error, gross }: Sizes): void {
  const { members, columns } = loop;
  const n = members.length;
  const inside = new Set(members);
  const place = (i: number) => i * q.count + view;
  const errorIn = new Float64Array(n);
  const grossIn = new Float64Array(n);
  columns.forEach(({ rows, values: entries }, at) => {
    const j = members[at] as number;
    const own = q.values[place(j)] as number;
    const y = Float64Array.from(rows, (row) => values[place(row)] as number);
    let size = Math.abs(own);
    grossIn[at] = size;
    rows.forEach((row, k) => {
      const entry = Math.abs(entries[k] as number);
      size += entry * Math.abs(y[k] as number);
      if (inside.has(row)) return;
      errorIn[at] = (errorIn[at] as number) + entry * (error[place(row)] as number);
      grossIn[at] = (grossIn[at] as number) + entry * (gross[place(row)] as number);
    });
    const left = Math.abs(residual(own, entries, y, entries.length));
    weight[place(j)] = left + (entries.length + 3) * unitRoundoff * size;
    errorIn[at] = (errorIn[at] as number) + (weight[place(j)] as number);
  });
  for (let at = 0; at < n; at++) {
    const i = place(members[at] as number);
    for (let k = 0; k < n; k++) {
      const by = inverse[at * n + k] as number;
      error[i] = (error[i] as number) + by * (errorIn[k] as number);
      gross[i] = (gross[i] as number) + by * (grossIn[k] as number);
    }
  }
}

/** The least c with <M>^T u >= c w in the loop's rows, less what rounding may feign; below 0 where there is none. */
function slackOf({ members, columns }: Loop, { weight, error }: Sizes, at: { count: number; view: number }): number {
  let slack = 1;
  columns.forEach(({ rows, values }, c) => {
    const j = members[c] as number;
    let left = 0;
    let size = 0;
    rows.forEach((row, k) => {
      const part = Math.abs(values[k] as number) * (error[row * at.count + at.view] as number);
      left += row === j ? part : -part;
      size += part;
    });
    const wanted = weight[j * at.count + at.view] as number;
    const sure = left - (rows.length + 2) * unitRoundoff * size;
    if (wanted > 0) slack = Math.min(slack, sure / wanted);
    else if (left < 0) slack = -1;
  });
  return slack;
}

function largestShare({ members }: Loop, { error, gross }: Sizes, at: { count: number; view: number }): number {
  let largest = 0;
  for (const member of members) {
    const i = member * at.count + at.view;
    if (gross[i] === 0 && error[i] === 0) continue;
    const share = (error[i] as number) / (gross[i] as number);
    largest = Math.max(largest, Number.isFinite(share) ? share : Number.POSITIVE_INFINITY);
  }
  return largest;
}
