import { expect, test } from "vitest";
import { compared } from "./compared.ts";
import { demandResult } from "./demand-result.ts";
import { footprintTable } from "./footprint-table.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import { linearSolver, sparseLu } from "./linear-solver.ts";
import { methodsAsked } from "./methods-asked.ts";
import { productContributions } from "./product-contributions.ts";
import { type Telling, toldSystem } from "./told-system.ts";

const accepted = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};
const solverOf = (telling: Telling) => accepted(linearSolver(toldSystem(telling), sparseLu));
const demanded = (telling: Telling, product: string, amount = 1) =>
  accepted(demandResult(solverOf(telling), { product, amount }));
const impact = (telling: Telling, product: string, amount = 1) => demanded(telling, product, amount).impacts[0]?.amount;

test("processes that only feed each other are refused by name, never a large number", () => {
  const system = toldSystem({
    processes: {
      grow: { products: { seed: 1, straw: -1 }, flows: { co2: 1 } },
      thresh: { products: { straw: 1, seed: -1 } },
    },
  });
  const answer = demandResult(accepted(linearSolver(system, sparseLu)), { product: "seed", amount: 1 });
  expect(answer).toMatchObject({ kind: "reject", code: "numerically-singular", ids: ["grow", "thresh"], total: 2 });
});

test("a system that is not square names products without supplier, with several, and idle processes", () => {
  const system = toldSystem({
    processes: {
      mill: { products: { paper: 1, pulp: -2, power: -1 } },
      "mill 2": { products: { paper: 1, pulp: -1 } },
      office: { products: { power: -1 } },
    },
    products: ["paper", "pulp", "power", "heat"],
  });
  expect(linearSolver(system, sparseLu)).toMatchObject({
    kind: "reject",
    code: "not-square",
    ids: ["pulp", "power", "heat", "paper", "mill", "mill 2", "office"],
    message: expect.stringMatching(
      /no process supplies pulp, power, heat.*several processes supply paper \(mill, mill 2\).*office make nothing/,
    ),
  });
});

test("a zero on the diagonal is no error", () => {
  const { supply } = demanded(
    { processes: { a: { products: { y: 1 } }, b: { products: { x: 1, y: -0.5 } } }, products: ["x", "y"] },
    "x",
  );
  expect(supply).toEqual([
    { id: "a", amount: 0.5 },
    { id: "b", amount: 1 },
  ]);
});

test("own use lowers what leaves: 0.5 over 1 - 0.03 is 0.5155", () => {
  const grid: Telling = { processes: { grid: { products: { power: 1 - 0.03 }, flows: { co2: 0.5 } } } };
  expect(impact(grid, "power")).toBeCloseTo(0.5154639175, 10);
});

test("nothing is assumed to be made by the one", () => {
  expect(impact({ processes: { oven: { products: { lime: 5 }, flows: { co2: 2 } } } }, "lime")).toBe(0.4);
});

const treated = (sign: 1 | -1): Telling => ({
  processes: {
    shop: { products: { shoe: 1, waste: -0.25 * sign }, flows: {} },
    plant: { products: { waste: sign }, flows: { co2: 0.8 } },
  },
  products: ["shoe", "waste"],
});

test("waste is a demand for its treatment, in either sign of its row", () => {
  expect(impact(treated(1), "shoe")).toBe(0.2);
  expect(impact(treated(-1), "shoe")).toBe(0.2);
  expect(impact(treated(1), "waste")).toBe(0.8);
  expect(impact(treated(-1), "waste", -1)).toBe(0.8);
});

test("an avoided product lowers the footprint, and its supplier runs backwards", () => {
  const { impacts, supply } = demanded(
    {
      processes: {
        mill: { products: { board: 1, heat: 0.3 }, flows: { co2: 2 } },
        boiler: { products: { heat: 1 }, flows: { co2: 1.5 } },
      },
      products: ["board", "heat"],
    },
    "board",
  );
  expect(impacts[0]?.amount).toBeCloseTo(1.55, 14);
  expect(supply[1]).toEqual({ id: "boiler", amount: -0.3 });
});

test("a factor belongs to a flow: an uptake is a part of its own, and a negative one", () => {
  const forest: Telling = {
    processes: { forest: { products: { wood: 1 }, flows: { "co2 uptake": 3, "co2 emitted": 1 } } },
    methods: { gwp: { "co2 uptake": -1, "co2 emitted": 1 }, water: { "water taken": 6 } },
  };
  const { impacts } = demanded(forest, "wood");
  expect(impacts.map(({ id, amount }) => [id, amount])).toEqual([
    ["gwp", -2],
    ["water", null],
  ]);
});

test("no interventions, no factor, an unknown demand and a negative one are four outcomes", () => {
  const mute = solverOf({ processes: { a: { products: { x: 1 } } }, methods: { gwp: { co2: 1 } } });
  expect(demandResult(mute, { product: "x", amount: 2, method: "gwp" })).toMatchObject({ code: "empty-inventory" });
  expect(accepted(demandResult(mute, { product: "x", amount: 2 })).supply).toEqual([{ id: "a", amount: 2 }]);
  const smoky: Telling = {
    processes: { a: { products: { x: 1 }, flows: { co2: 3 } } },
    methods: { gwp: { co2: 1 }, water: { river: 1 } },
  };
  expect(demandResult(solverOf(smoky), { product: "x", amount: 1, method: "water" })).toMatchObject({
    code: "empty-method",
    ids: ["water", "co2", "river"],
  });
  expect(demandResult(solverOf(smoky), { product: "xx", amount: 1 })).toMatchObject({
    code: "unknown-demand",
    ids: ["xx"],
  });
  expect(demandResult(solverOf(smoky), { product: "x", amount: 1, method: "gvp" })).toMatchObject({
    code: "unknown-method",
    message: expect.stringContaining('Did you mean "gwp"'),
  });
  expect(impact(smoky, "x", -2)).toBe(-6);
});

/** A loop of two: y = (1.5556, 2.7778), s = (1.1111, 0.2222). */
const loop: Telling = {
  processes: {
    one: { products: { a: 1, b: -0.2 }, flows: { co2: 1 } },
    two: { products: { b: 1, a: -0.5 }, flows: { co2: 2 } },
  },
  products: ["a", "b"],
};

test("a loop stands once: direct parts add up to the impact, and every node balances", () => {
  const graph = accepted(productContributions(solverOf(loop), { product: "a", method: "gwp", cutoff: 0 }));
  expect(graph.total).toBeCloseTo(1.5556, 4);
  expect(graph.nodes.map(({ id, direct, upstream }) => [id, direct.toFixed(4), upstream.toFixed(4)])).toEqual([
    ["one", "1.1111", "1.7284"],
    ["two", "0.4444", "0.6173"],
  ]);
  expect(graph.edges.map(({ from, to, amount }) => [from, to, amount.toFixed(4)])).toEqual([
    ["two", "one", "0.6173"],
    ["one", "two", "0.1728"],
  ]);
  expect(graph.nodes.reduce((sum, { share }) => sum + (share as number), 0)).toBeCloseTo(1, 14);
});

test("every node balances, whichever of two that feed each other stands first in the lists", () => {
  for (const products of [
    ["a", "b"],
    ["b", "a"],
  ]) {
    const graph = accepted(
      productContributions(solverOf({ ...loop, products }), { product: "a", method: "gwp", cutoff: 0 }),
    );
    for (const { id, direct, upstream } of graph.nodes) {
      const sum = (isMeant: (edge: (typeof graph.edges)[number]) => boolean, first: number) =>
        graph.edges.filter(isMeant).reduce((total, { amount }) => total + amount, first);
      expect(sum(({ to }) => to === id, direct)).toBeCloseTo(upstream, 12);
      expect(sum(({ from }) => from === id, id === "one" ? graph.total : 0)).toBeCloseTo(upstream, 12);
    }
    expect(graph.edges.every(({ amount }) => amount > 0)).toBe(true);
    expect(demanded({ ...loop, products }, "a").solvedBy).toBe("gauss-seidel");
  }
});

test("with credits the rest is told in its two signs, also where the total is 0", () => {
  const telling: Telling = {
    processes: {
      mill: { products: { board: 1, heat: 1, wood: -1 }, flows: { co2: 1 } },
      boiler: { products: { heat: 1 }, flows: { co2: 1.001 } },
      forest: { products: { wood: 1 }, flows: { co2: 0.001 } },
    },
    products: ["board", "heat", "wood"],
  };
  const { total, nodes, rest } = accepted(
    productContributions(solverOf(telling), { product: "board", method: "gwp", cutoff: 0.01 }),
  );
  expect(Math.abs(total)).toBeLessThan(1e-15);
  expect(nodes.map(({ id, direct, share }) => [id, direct, share])).toEqual([
    ["mill", 1, null],
    ["boiler", -1.001, null],
  ]);
  expect(rest).toEqual({ positive: 0.001, negative: 0, nodes: 1, edges: 1, edgesPositive: 0.001, edgesNegative: 0 });
});

test("nothing is dropped for being small", () => {
  const telling: Telling = {
    processes: {
      shop: { products: { shoe: 1, trace: -1e-12 } },
      rare: { products: { trace: 1 }, flows: { co2: 1e12 } },
    },
  };
  expect(impact(telling, "shoe")).toBeCloseTo(1, 14);
});

/** Each takes more of the other than sweeps can follow: spectral radius 1.5. */
const diverging: Telling = {
  processes: {
    one: { products: { a: 1, b: -3 }, flows: { co2: 1 } },
    two: { products: { b: 1, a: 0.75 }, flows: { co2: 2 } },
  },
  products: ["a", "b"],
};

test("what sweeps cannot solve is factorised, and refused where that is switched off", () => {
  // y_a = 1 + 3 y_b, y_b = 2 - 0.75 y_a: y_a = 7 / 3.25
  const { impacts, solvedBy } = demanded(diverging, "a");
  expect(solvedBy).toBe("lu");
  expect(impacts[0]?.amount).toBeCloseTo(7 / 3.25, 14);
  const alone = accepted(linearSolver(toldSystem(diverging), undefined));
  expect(demandResult(alone, { product: "a", amount: 1 })).toMatchObject({
    code: "not-converged",
    ids: ["one", "two"],
  });
});

test("one method alone and beside others has the same bits, forward and adjoint agree", () => {
  const many = toldSystem({
    ...loop,
    methods: Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`m${n}`, { co2: n / 3 }])),
  });
  const solver = accepted(linearSolver(many, sparseLu));
  const linesOf = (id?: string) =>
    [...accepted(footprintTable(solver, accepted(methodsAsked(many, id)))).lines].slice(1);
  const alone = ["m1", "m2", "m3", "m4", "m5", "m6"].flatMap(linesOf);
  expect(linesOf().toSorted()).toEqual(alone.toSorted());
  expect(linesOf()[0]).toMatch(/^a,m1,0\.518518518518518\d+,kg CO2e\/kg,complete\n$/);
});

test("a comparison tells before, after, and what each process has to do with it; the system stays as it was", () => {
  const solver = solverOf(loop);
  const change = { matrix: "B", row: "co2", column: "two", value: 1 } as const;
  const asked = { product: "a", method: "gwp", changes: [change], fallback: sparseLu };
  const { before, after, difference, contributions } = accepted(compared(solver, asked));
  expect([before, after, difference].map((value) => value.toFixed(4))).toEqual(["1.5556", "1.3333", "-0.2222"]);
  expect(contributions.map(({ id, difference }) => [id, difference.toFixed(4)])).toEqual([["two", "-0.2222"]]);
  expect(accepted(compared(solver, { ...asked, changes: [] })).difference).toBe(0);
  const stranger = { matrix: "A", row: "c", column: "two", value: 1 } as const;
  expect(compared(solver, { ...asked, changes: [stranger] })).toMatchObject({ code: "bad-change", ids: ["c"] });
});

test("a chain and a cycle of 15,000 processes solve and are drawn", () => {
  const n = 15_000;
  const chain = (closed: boolean): Telling => ({
    processes: Object.fromEntries(
      Array.from({ length: n }, (_, i) => {
        const next = i + 1 < n ? `p${i + 1}` : closed ? "p0" : undefined;
        return [`x${i}`, { products: { [`p${i}`]: 1, ...(next && { [next]: -0.5 }) }, flows: { co2: 1 } }];
      }),
    ),
  });
  for (const closed of [false, true]) {
    const { total, nodes } = accepted(
      productContributions(solverOf(chain(closed)), { product: "p0", method: "gwp", cutoff: 0.001 }),
    );
    expect(total).toBeCloseTo(2, 12);
    expect(nodes.length).toBeLessThan(20);
  }
});
