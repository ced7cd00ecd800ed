import { expect, test } from "vitest";
import { arrangementOf } from "./arrangement.ts";
import { liveFrom } from "./live.ts";
import { luBlockSolver } from "./lu/block-solver.ts";
import type { Matrix } from "./matrix.ts";
import { randomSystem } from "./random-system.ts";
import { sparseSolver } from "./sparse-solver.ts";

function arranged(matrix: Matrix) {
  const found = arrangementOf(matrix);
  if (found.kind !== "arranged") throw new Error("The system cannot be matched.");
  return found.value;
}

function solved(matrix: Matrix, q: Float64Array): Float64Array {
  const a = arranged(matrix);
  const outcome = sparseSolver(a, luBlockSolver(a)).solve({ count: 1, values: q });
  if (outcome.kind !== "solved") throw new Error(outcome.kind);
  return outcome.value.values;
}

test("whatever number changes, what is renewed warm is what is solved anew, to 1e-11", () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { matrix, q } = randomSystem(seed, 60);
    const a = arranged(matrix);
    const live = liveFrom(a, q, solved(matrix, q), luBlockSolver(a));
    const now = { ...matrix, values: matrix.values.slice() };
    const impacts = q.slice();
    for (let change = 0; change < 10; change++) {
      const column = (seed * 31 + change * 17) % q.length;
      if (change % 2 === 0) {
        impacts[column] = change;
        live.setImpact(column, change);
      } else {
        const at = now.starts[column] as number;
        now.values[at] = (now.values[at] as number) * 1.1;
        expect(live.setEntry(now.rows[at] as number, column, now.values[at] as number)).toBe(true);
      }
      const renewal = live.renew();
      expect(renewal?.backwardError).toBeLessThanOrEqual(1e-13);
      const cold = solved(now, impacts);
      cold.forEach((value, row) => {
        expect(Math.abs(live.valueOf(row) - value)).toBeLessThanOrEqual(1e-11 * Math.abs(value));
      });
    }
  }
});

test("a change reaches nobody who does not depend on it", () => {
  // 0 uses 1, 1 uses 2; 3 stands apart.
  const matrix: Matrix = {
    starts: Int32Array.from([0, 2, 4, 5, 6]),
    rows: Int32Array.from([0, 1, 1, 2, 2, 3]),
    values: Float64Array.from([1, -0.5, 1, -0.5, 1, 1]),
  };
  const q = Float64Array.from([1, 1, 1, 1]);
  const a = arranged(matrix);
  const live = liveFrom(a, q, solved(matrix, q), luBlockSolver(a));
  live.setImpact(1, 3);
  expect(live.renew()).toMatchObject({ touched: 2, sweeps: 0 });
  expect([0, 1, 2, 3].map(live.valueOf)).toEqual([2.75, 3.5, 1, 1]);
  expect(live.setEntry(3, 0, -1)).toBe(false); // no entry stood there
});
