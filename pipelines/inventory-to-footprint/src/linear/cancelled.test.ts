import { expect, test } from "vitest";
import { randomSystem } from "../solver/random-system.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import { type Fallback, linearSolver, sparseLu, sparseLuAlways } from "./linear-solver.ts";
import type { LinearSystem, Named, Sparse } from "./linear-system.ts";
import { spreadOf } from "./spread-system.ts";

const n = 400;
const { matrix, q } = randomSystem(7, n);
const named = (letter: string, count: number): readonly Named[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${letter}${index}`, name: "", unit: "kg", index }));
const M: Sparse = { rowCount: n, columnCount: n, ...matrix };
/** One flow, one method: q is what each process emits. */
const system: LinearSystem = {
  ...{ products: named("p", n), processes: named("x", n), flows: named("f", 1), methods: named("m", 1), M },
  B: {
    ...{ rowCount: 1, columnCount: n, starts: Int32Array.from({ length: n + 1 }, (_, j) => j) },
    ...{ rows: new Int32Array(n), values: q },
  },
  C: { rowCount: 1, columnCount: 1, starts: Int32Array.of(0, 1), rows: Int32Array.of(0), values: Float64Array.of(1) },
};

const accepted = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};

/** Says to give up at one question, and counts them. */
const givingUpAt = () => {
  let [asked, at] = [0, Number.POSITIVE_INFINITY];
  return {
    cancelled: () => asked++ === at,
    begin: (next: number): void => {
      [asked, at] = [0, next];
    },
    asked: () => asked,
  };
};

test.each<[string, Fallback]>([
  ["sweeps", sparseLu],
  ["factors", sparseLuAlways],
])(
  "%s that are given up, wherever that is, give no number, and leave nothing to the answer after them",
  (_, fallback) => {
    const untouched = accepted(linearSolver(system, fallback));
    for (const side of ["adjoint", "forward"] as const) {
      const truth = accepted(untouched[side]({ count: 1, values: q }));
      const { cancelled, begin, asked } = givingUpAt();
      const solver = accepted(linearSolver(system, fallback, cancelled));
      let given = 0;
      // The solver stays the same one, so that whatever it kept of what was given up would show.
      for (let at = 0; ; at += 1 + Math.floor(at / 4)) {
        begin(at);
        const answer = solver[side]({ count: 1, values: q });
        if (asked() <= at) {
          expect(answer).toEqual({ kind: "accept", value: truth });
          break;
        }
        given += 1;
        expect(answer).toMatchObject({ kind: "reject", code: "cancelled", ids: [] });
      }
      expect(given).toBeGreaterThan(3);
    }
  },
);

test("several methods side by side are given up too", () => {
  const values = Float64Array.from({ length: 9 * n }, (_, i) => (q[i % n] as number) * (1 + (i % 9)));
  const truth = accepted(accepted(linearSolver(system, sparseLu)).adjoint({ count: 9, values }));
  const { cancelled, begin } = givingUpAt();
  const solver = accepted(linearSolver(system, sparseLu, cancelled));
  begin(30);
  expect(solver.adjoint({ count: 9, values })).toMatchObject({ code: "cancelled" });
  begin(-1);
  expect(accepted(solver.adjoint({ count: 9, values }))).toEqual(truth);
});

test("numbers that follow changes are given up as those that have to begin anew", () => {
  const { cancelled, begin } = givingUpAt();
  const live = accepted(accepted(linearSolver(system, sparseLu, cancelled)).live(q));
  for (let process = 0; process < n; process++) live.setImpact(process, 2 * (q[process] as number));
  begin(2);
  expect(live.renew()).toBeUndefined();
});

test("runs that are given up are no runs, and the next ones are as if they had never been asked for", () => {
  const uncertainty = `matrix,row,col,distribution,p1,p2,p3,group\n${Array.from({ length: n }, (_, j) => `B,0,${j},lognormal,${q[j]},1.2,,`).join("\n")}\n`;
  const wanted = { seed: 3, from: 0, to: 20, products: [0, 5] };
  const truth = accepted(spreadOf(accepted(linearSolver(system, sparseLu)), "m0", uncertainty)).runs.runs(wanted);
  const { cancelled, begin } = givingUpAt();
  const spread = accepted(spreadOf(accepted(linearSolver(system, sparseLu, cancelled)), "m0", uncertainty));
  for (const at of [0, 1, 7, 50]) {
    begin(at);
    const made: number[] = [];
    const answer = spread.runs.runs({ ...wanted, onRun: () => void made.push(1) });
    expect(answer).toMatchObject({ kind: "reject", reason: "cancelled" });
    expect(made.length).toBeLessThan(20);
  }
  begin(-1);
  const made: number[] = [];
  expect(spread.runs.runs({ ...wanted, onRun: () => void made.push(1) })).toEqual(truth);
  expect(made.length).toBe(20);
});
