import {
  breakdownKeys,
  compared,
  type LcaAnswer,
  type LinearSolver,
  type LinearSystem,
  linearSolver,
  type Named,
  productBreakdown,
  productContributions,
  productPaths,
  type Sparse,
  sensitivities,
  sparseLu,
} from "@celadon/inventory-to-footprint/systems";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "./runs.ts";

/** A system that has an answer, as rows of M, B and c, with what its lists state beside. */
interface Told {
  readonly M: readonly (readonly number[])[];
  readonly B: readonly (readonly number[])[];
  readonly c: readonly number[];
  readonly words: readonly (string | undefined)[];
}

const words = fc.constantFrom("CN", "DE", "air", undefined);
const listOf = <T>(one: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> =>
  fc.array(one, { minLength: length, maxLength: length });

/** Loops, credits, uptakes and flows without a factor; no column takes more than it makes, so that every one has an answer. */
const told: fc.Arbitrary<Told> = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }))
  .chain(([n, flows]) => {
    const part = fc.oneof(fc.constant(0), fc.integer({ min: -60, max: 15 }));
    const amount = fc.oneof(fc.constant(0), fc.integer({ min: -20, max: 100 }));
    return fc.record({
      M: listOf(listOf(part, n), n).map((rows) =>
        rows.map((row, i) => row.map((value, j) => (i === j ? 2 ** (i - 2) : (value * 2 ** (i - 2)) / (100 * n)))),
      ),
      B: listOf(listOf(amount, n), flows),
      c: listOf(fc.oneof(fc.constant(0), fc.integer({ min: -3, max: 30 })), flows),
      words: listOf(words, n + flows),
    });
  });

function sparse(rows: readonly (readonly number[])[], columnCount: number): Sparse {
  const columns = Array.from({ length: columnCount }, (_, j) =>
    rows.flatMap((row, i) => (row[j] === 0 ? [] : [[i, row[j] as number] as const])),
  );
  return {
    ...{ rowCount: rows.length, columnCount },
    starts: Int32Array.from([0, ...columns.map((_, j) => columns.slice(0, j + 1).flat().length)]),
    rows: Int32Array.from(columns.flat(), ([i]) => i),
    values: Float64Array.from(columns.flat(), ([, value]) => value),
  };
}

const named = (count: number, letter: string): readonly Named[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${letter}${index}`, name: "", unit: "kg", index }));

function systemOf({ M, B, c, words }: Told): LinearSystem {
  const [n, flows] = [M.length, B.length];
  const stated = (all: readonly Named[], keys: readonly (keyof Named)[], from: number): readonly Named[] =>
    all.map((one, i) => {
      const word = words[from + i];
      return word === undefined ? one : { ...one, ...Object.fromEntries(keys.map((key) => [key, word])) };
    });
  return {
    products: named(n, "p"),
    processes: stated(named(n, "x"), ["location", "stage"], 0),
    flows: stated(named(flows, "f"), ["gas", "compartment"], n),
    methods: named(1, "m"),
    M: sparse(M, n),
    B: sparse(B, n),
    C: sparse([c], flows),
  };
}

const accepted = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};
const solverOf = (one: Told): LinearSolver => accepted(linearSolver(systemOf(one), sparseLu));

/** With something to tell by m0. */
const telling = told.filter(({ B, c }) => B.some((row, k) => c[k] !== 0 && row.some((value) => value !== 0)));
const asked = { product: "p0", method: "m0" };

test("every breakdown adds up to the total, whatever is hidden, and nothing stands in it twice", () => {
  fc.assert(
    fc.property(telling, fc.constantFrom(0, 0.01, 0.2, 2), (one, cutoff) => {
      const solver = solverOf(one);
      const { total } = accepted(productContributions(solver, { ...asked, cutoff }));
      for (const by of breakdownKeys) {
        const told = accepted(productBreakdown(solver, { ...asked, by, cutoff }));
        const near = 1e-12 * told.gross;
        const shown = told.parts.reduce((sum, { amount }) => sum + amount, told.rest.amount);
        expect(Math.abs(shown - told.total)).toBeLessThanOrEqual(near);
        expect(Math.abs(told.total - total)).toBeLessThanOrEqual(near);
        expect(new Set(told.parts.map(({ id }) => id)).size).toBe(told.parts.length);
        const gross = told.parts.reduce((sum, { positive, negative }) => sum + positive - negative, 0);
        expect(Math.abs(gross + told.rest.positive - told.rest.negative - told.gross)).toBeLessThanOrEqual(near);
      }
    }),
    { numRuns: runs(200) },
  );
});

test("every node of the graph balances, loops included, and no node or edge stands in it twice", () => {
  fc.assert(
    fc.property(telling, (one) => {
      const { total, nodes, edges } = accepted(productContributions(solverOf(one), { ...asked, cutoff: 0 }));
      expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
      expect(new Set(edges.map(({ from, to }) => `${from} ${to}`)).size).toBe(edges.length);
      const gross = nodes.reduce((sum, { direct, upstream }) => sum + Math.abs(direct) + Math.abs(upstream), 0);
      for (const { id, direct, upstream } of nodes) {
        const into = edges.filter(({ to }) => to === id).reduce((sum, { amount }) => sum + amount, direct);
        const own = id === "x0" ? total : 0;
        const out = edges.filter(({ from }) => from === id).reduce((sum, { amount }) => sum + amount, own);
        expect(Math.abs(into - upstream)).toBeLessThanOrEqual(1e-12 * gross);
        expect(Math.abs(out - upstream)).toBeLessThanOrEqual(1e-12 * gross);
      }
    }),
    { numRuns: runs(200) },
  );
});

test("effects of B add up to the total, of C too, of a process as a whole to nothing", () => {
  fc.assert(
    fc.property(telling, (one) => {
      const solver = solverOf(one);
      const { gross } = accepted(productBreakdown(solver, { ...asked, by: "flow-process", cutoff: 0 }));
      const { total, exchanges } = accepted(sensitivities(solver, { ...asked, top: 1000 }));
      const size = exchanges.reduce((sum, { effect }) => sum + Math.abs(effect), gross);
      const sum = (isMeant: (each: (typeof exchanges)[number]) => boolean): number =>
        exchanges.filter(isMeant).reduce((all, { effect }) => all + effect, 0);
      expect(Math.abs(sum(({ matrix }) => matrix === "B") - total)).toBeLessThanOrEqual(1e-12 * size);
      expect(Math.abs(sum(({ matrix }) => matrix === "C") - total)).toBeLessThanOrEqual(1e-12 * size);
      for (const { id } of solver.system.processes)
        expect(Math.abs(sum(({ matrix, column }) => matrix !== "C" && column === id))).toBeLessThanOrEqual(
          1e-12 * size,
        );
    }),
    { numRuns: runs(200) },
  );
});

test("a derivative is what solving again shows, for every entry", () => {
  fc.assert(
    fc.property(telling, (one) => {
      const solver = solverOf(one);
      const { exchanges } = accepted(sensitivities(solver, { ...asked, top: 1000 }));
      const size = exchanges.reduce((sum, { effect }) => sum + Math.abs(effect), 0);
      const step = 2 ** -14;
      for (const { matrix, row, column, value, effect } of exchanges) {
        const [up, down] = [1 + step, 1 - step].map((by) => {
          const changes = [{ matrix, row, column, value: value * by }];
          return accepted(compared(solver, { ...asked, changes, fallback: sparseLu })).after;
        }) as [number, number];
        expect(Math.abs((up - down) / (2 * step) - effect)).toBeLessThanOrEqual(1e-6 * size);
      }
    }),
    { numRuns: runs(30) },
  );
});

test("other units of products, processes and flows change no part and no elasticity, to the bit", () => {
  const power = fc.integer({ min: -12, max: 12 });
  fc.assert(
    fc.property(telling, power, power, power, (one, ofProduct, ofProcess, ofFlow) => {
      const [i, j, k] = [one.M.length - 1, one.M.length - 1, one.B.length - 1];
      const scaled = {
        ...one,
        M: one.M.map((row, r) =>
          row.map((value, col) => value * 2 ** ((r === i && i > 0 ? ofProduct : 0) + (col === j ? ofProcess : 0))),
        ),
        B: one.B.map((row, r) =>
          row.map((value, col) => value * 2 ** ((r === k ? ofFlow : 0) + (col === j ? ofProcess : 0))),
        ),
        c: one.c.map((value, r) => (r === k ? value / 2 ** ofFlow : value)),
      };
      const results = [one, scaled].map((each) => {
        const solver = solverOf(each);
        const { parts, total } = accepted(productBreakdown(solver, { ...asked, by: "flow-process", cutoff: 0 }));
        const { exchanges } = accepted(sensitivities(solver, { ...asked, top: 1000 }));
        return { parts, total, exchanges: exchanges.map(({ row, column, effect }) => [row, column, effect]) };
      });
      expect(results[1]).toEqual(results[0]);
    }),
    { numRuns: runs(200) },
  );
});

test("another product in the place of one that is made alike changes nothing", () => {
  fc.assert(
    fc.property(telling, (one) => {
      const [n, last] = [one.M.length, one.M.length - 1];
      if (n === 1) return;
      // The twin of the last product: its own row and column, in which it takes and emits the same.
      const twin: Told = {
        ...one,
        M: [
          ...one.M.map((row, i) => [...row, i === last ? 0 : (row[last] as number)]),
          [...Array.from({ length: n }, () => 0), one.M[last]?.[last] as number],
        ],
        B: one.B.map((row) => [...row, row[last] as number]),
        words: [...one.words.slice(0, n), undefined, ...one.words.slice(n)],
      };
      const replacements = [{ product: `p${last}`, by: [{ product: `p${n}` }] }];
      const answer = compared(solverOf(twin), { ...asked, changes: [], replacements, fallback: sparseLu });
      if (answer.kind !== "accept") {
        expect(answer.message).toContain("demanded by no process");
        return;
      }
      const { before, after, contributions } = answer.value;
      const gross = contributions.reduce((sum, { before, after }) => sum + Math.abs(before) + Math.abs(after), 0);
      expect(Math.abs(after - before)).toBeLessThanOrEqual(1e-12 * (gross + Math.abs(before)));
    }),
    { numRuns: runs(200) },
  );
});

test("a step of a path that was opened is its direct part and the steps that supply it", () => {
  fc.assert(
    fc.property(telling, (one) => {
      const { nodes, total, rest } = accepted(productPaths(solverOf(one), { ...asked, cutoff: 0, most: 200 }));
      const gross = nodes.reduce((sum, { direct }) => sum + Math.abs(direct), Math.abs(rest));
      expect(Math.abs(nodes.reduce((sum, { direct }) => sum + direct, rest) - total)).toBeLessThanOrEqual(
        1e-12 * gross,
      );
      for (const node of nodes.filter(({ isOpened }) => isOpened)) {
        const supplied = nodes.filter(({ parent }) => parent === node.at);
        const sum = supplied.reduce((all, { total: each }) => all + each, node.direct);
        const size = supplied.reduce((all, { total: each }) => all + Math.abs(each), Math.abs(node.direct));
        // A loop is unrolled until its steps are below all doubles, where digits are lost.
        expect(Math.abs(sum - node.total)).toBeLessThanOrEqual(1e-11 * (size + Math.abs(node.total)) + 1e-300);
      }
    }),
    { numRuns: runs(100) },
  );
});
