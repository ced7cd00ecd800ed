import { expect, test } from "vitest";
import { readSystem } from "../folder/read-system.ts";
import { randomSystem } from "../solver/random-system.ts";
import { compared } from "./compared.ts";
import type { Contributions } from "./contributions.ts";
import { demandResult } from "./demand-result.ts";
import { directImpacts } from "./direct-impacts.ts";
import { footprintTable } from "./footprint-table.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import { type LinearSolver, linearSolver, sparseLu, sparseLuAlways } from "./linear-solver.ts";
import type { LinearSystem } from "./linear-system.ts";
import { methodsAsked } from "./methods-asked.ts";
import { productContributions } from "./product-contributions.ts";
import { type Telling, toldSystem } from "./told-system.ts";

// What goes wrong in practice, each with numbers that can be worked out by hand; those that linear.test.ts has not.

const accepted = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};
const solverOn = (system: LinearSystem, fallback = sparseLu): LinearSolver => accepted(linearSolver(system, fallback));
const solverOf = (telling: Telling): LinearSolver => solverOn(toldSystem(telling));
const impactOn = (solver: LinearSolver, product: string, amount = 1) =>
  accepted(demandResult(solver, { product, amount })).impacts[0]?.amount;
const carried = (solver: LinearSolver): Float64Array =>
  accepted(solver.adjoint(directImpacts(solver.system, [0]))).values;

/** A folder of one product and one flow a process; entries as `row column value`, counted from 1. */
function folderOf({ A, B }: { readonly A: readonly string[]; readonly B: readonly string[] }, n: number): LinearSystem {
  const matrix = (size: string, entries: readonly string[]) =>
    `%%MatrixMarket matrix coordinate real general\n${size} ${entries.length}\n${entries.join("\n")}\n`;
  const list = (ids: readonly string[]) =>
    `index,id,name,unit\n${ids.map((id, i) => `${i},${id},${id},kg\n`).join("")}`;
  const all = (letter: string) => Array.from({ length: n }, (_, i) => `${letter}${i}`);
  const files: Readonly<Record<string, string>> = {
    ...{ "A.mtx": matrix(`${n} ${n}`, A), "B.mtx": matrix(`1 ${n}`, B), "C.mtx": matrix("1 1", ["1 1 1"]) },
    ...{ "products.csv": list(all("p")), "processes.csv": list(all("x")) },
    ...{ "flows.csv": list(["co2"]), "methods.csv": list(["gwp"]) },
  };
  return accepted(readSystem((file) => (files[file] === undefined ? undefined : [files[file]])));
}

test("three products of two processes: the one that nobody supplies; two suppliers of one product: both", () => {
  const weaving = { weave: { products: { cloth: 1, yarn: -2 } }, spin: { products: { yarn: 1, cotton: -1 } } };
  expect(linearSolver(toldSystem({ processes: weaving }), sparseLu)).toMatchObject({
    ...{ code: "not-square", ids: ["cotton"], total: 1 },
    message: expect.stringMatching(/3 products and 2 processes.*no process supplies cotton/),
  });
  const twice = { ...weaving, "spin too": { products: { yarn: 1 } }, pick: { products: { cotton: 1 } } };
  expect(linearSolver(toldSystem({ processes: twice }), sparseLu)).toMatchObject({
    ...{ code: "not-square", ids: ["yarn", "spin", "spin too"], total: 3 },
    message: expect.stringContaining("several processes supply yarn (spin, spin too)"),
  });
});

test("every copy of a system keeps its own use: 0.5 / 0.97 = 0.5155, never 0.5", () => {
  const system = folderOf({ A: ["1 1 1", "1 1 -0.03"], B: ["1 1 0.5"] }, 1);
  const solver = solverOn(system);
  expect(impactOn(solver, "p0")).toBeCloseTo(0.5154639175, 10);
  const change = { matrix: "B", row: "co2", column: "x0", value: 0.6 } as const;
  const variant = accepted(compared(solver, { product: "p0", method: "gwp", changes: [change], fallback: sparseLu }));
  expect([variant.before, variant.after]).toEqual([0.5 / 0.97, 0.6 / 0.97]);
  const live = accepted(solver.live(Float64Array.of(0.5)));
  live.setImpact(0, 0.6);
  live.renew();
  expect(live.valueOf(0)).toBe(0.6 / 0.97);
});

test("treatment that is avoided lowers the footprint: 0.25 kg at 0.8 a kg by 0.2, in either sign of its row", () => {
  for (const sign of [1, -1]) {
    const { impacts, supply } = accepted(
      demandResult(
        solverOf({
          processes: {
            shop: { products: { shoe: 1, waste: 0.25 * sign }, flows: { co2: 1 } },
            plant: { products: { waste: sign }, flows: { co2: 0.8 } },
          },
          products: ["shoe", "waste"],
        }),
        { product: "shoe", amount: 1 },
      ),
    );
    expect(impacts[0]?.amount).toBe(0.8);
    expect(supply[1]).toEqual({ id: "plant", amount: -0.25 });
  }
});

test("what one process makes and takes of one flow nets to the difference, and to exactly 0 where it is equal", () => {
  const system = folderOf(
    { A: ["1 1 1", "2 1 -0.7", "2 1 0.7", "2 2 1", "2 2 -0.25"], B: ["1 1 2", "1 1 -0.5", "1 2 3.3", "1 2 -3.3"] },
    2,
  );
  expect([...system.M.values]).toEqual([1, 0, 0.75]);
  expect([...system.B.values]).toEqual([1.5, 0]);
  expect([...carried(solverOn(system))]).toEqual([1.5, 0]);
});

test("a resource of 3 by a factor of 2 is 6; the emission of the same name has no factor and counts nothing", () => {
  const pond: Telling = {
    processes: { mill: { products: { paper: 1 }, flows: { "water, resource": 3, "water, emission": 5, uptake: 4 } } },
    methods: { use: { "water, resource": 2 }, gwp: { uptake: -1, "water, emission": 0.5 } },
  };
  const solver = solverOf(pond);
  expect(impactOn(solver, "paper")).toBe(6);
  // 5 emitted at 0.5 and 4 taken up: one direct part of -1.5; the uptake alone is a negative part.
  const { total, nodes } = accepted(productContributions(solver, { product: "paper", method: "gwp", cutoff: 0 }));
  expect(total).toBe(-1.5);
  expect(nodes).toEqual([{ id: "mill", direct: -1.5, upstream: -1.5, share: 1 }]);
});

test("a supplier known by its published result is a column of that impact and no inputs; a method it lacks is unknown", () => {
  const cars: Telling = {
    processes: {
      steelworks: { products: { steel: 1 }, flows: { "steel, published": 1.8 } },
      factory: { products: { car: 1, steel: -2 }, flows: { co2: 3 } },
    },
    methods: { gwp: { "steel, published": 1, co2: 1 }, water: { river: 1 } },
  };
  const solver = solverOf(cars);
  const { impacts } = accepted(demandResult(solver, { product: "car", amount: 1 }));
  expect(impacts.map(({ amount }) => amount)).toEqual([3 + 2 * 1.8, null]);
  const { lines } = accepted(footprintTable(solver, accepted(methodsAsked(solver.system, undefined))));
  expect([...lines][2]).toBe("steel,water,,kg CO2e/kg,empty-method\n");
  expect(productContributions(solver, { product: "car", method: "water", cutoff: 0 })).toMatchObject({
    code: "empty-method",
  });
});

/** y = (1.5556, 2.7778), by sweeps. */
const loop: Telling = {
  processes: {
    one: { products: { a: 1, b: -0.2 }, flows: { co2: 1 } },
    two: { products: { b: 1, a: -0.5 }, flows: { co2: 2 } },
  },
  products: ["a", "b"],
};
/** y_a = 1 + 3 y_b, y_b = 2 - 0.75 y_a: y_a = 7 / 3.25. Sweeps diverge. */
const diverging: Telling = {
  processes: {
    one: { products: { a: 1, b: -3 }, flows: { co2: 1 } },
    two: { products: { b: 1, a: 0.75 }, flows: { co2: 2 } },
  },
  products: ["a", "b"],
};

test("the footprints of a chain and a cycle of 15,000 processes are listed: 2 each, but near the chain's end", () => {
  const n = 15_000;
  const ring = (isClosed: boolean): Telling => ({
    processes: Object.fromEntries(
      Array.from({ length: n }, (_, i) => {
        const next = i + 1 < n ? `p${i + 1}` : isClosed ? "p0" : undefined;
        return [`x${i}`, { products: { [`p${i}`]: 1, ...(next && { [next]: -0.5 }) }, flows: { co2: 1 } }];
      }),
    ),
  });
  for (const isClosed of [false, true]) {
    const solver = solverOf(ring(isClosed));
    const lines = [...accepted(footprintTable(solver, [0])).lines];
    expect(lines).toHaveLength(n + 1);
    const footprintIn = (line: string | undefined): number => Number(line?.split(",")[2]);
    expect(footprintIn(lines[1])).toBeCloseTo(2, 12);
    expect(footprintIn(lines[n])).toBeCloseTo(isClosed ? 2 : 1, 12);
    const f = Float64Array.from({ length: n }, (_, i) => (i === 0 ? 1 : 0));
    expect(accepted(solver.forward({ count: 1, values: f })).values[1]).toBeCloseTo(0.5, 12);
  }
});

test("after a change of M or of B no answer is the old one, and the old system goes on answering as before", () => {
  const solver = solverOf(diverging);
  const before = carried(solver);
  const after = (matrix: "A" | "B", row: string, column: string, value: number): number =>
    accepted(
      compared(solver, {
        ...{ product: "a", method: "gwp", fallback: sparseLu },
        changes: [{ matrix, row, column, value }],
      }),
    ).after;
  expect(before[0]).toBeCloseTo(7 / 3.25, 14);
  expect(after("A", "b", "one", -2)).toBeCloseTo(5 / 2.5, 14); // y_a = 1 + 2 y_b
  expect(after("B", "co2", "two", 1)).toBeCloseTo(4 / 3.25, 14); // y_b = 1 - 0.75 y_a
  expect(after("A", "b", "one", -3)).toBeCloseTo(7 / 3.25, 14);
  expect(carried(solver)).toEqual(before);
  // Live values have the changed numbers too, whatever is asked in between, and the system they came from has not.
  const swept = solverOf(loop);
  const live = accepted(swept.live(directImpacts(swept.system, [0]).values));
  expect(live.setEntry(1, 0, -0.4)).toBe(true); // a takes 0.4 of b: y_a = (1 + 0.8) / 0.8, y_b = 2 + 0.5 y_a
  expect(carried(swept)[0]).toBeCloseTo(1.4 / 0.9, 14);
  live.renew();
  expect([live.valueOf(0), live.valueOf(1)].map((y) => y.toFixed(12))).toEqual(["2.250000000000", "3.125000000000"]);
  live.setImpact(1, 1); // y_a = (1 + 0.4) / 0.8
  live.renew();
  expect(live.valueOf(0)).toBeCloseTo(1.75, 12);
  expect(carried(swept)[0]).toBeCloseTo(1.4 / 0.9, 14);
});

test("demands side by side and alone, and asked twice, have the same bits; forward and adjoint agree to 1e-12", () => {
  for (const telling of [loop, diverging]) {
    const solver = solverOf(telling);
    const amounts = [1, 2, 0.1, -3, 7, 1e-3];
    const count = amounts.length;
    const demand = (wanted: readonly number[]): Float64Array =>
      Float64Array.from([...wanted, ...wanted.map((amount) => amount / 3)]);
    const together = accepted(solver.forward({ count, values: demand(amounts) })).values;
    const { values: q } = directImpacts(solver.system, [0]);
    const y = carried(solver);
    for (const [m, amount] of amounts.entries()) {
      const alone = accepted(solver.forward({ count: 1, values: demand([amount]) })).values;
      expect([together[m], together[count + m]]).toEqual([...alone]);
      const h = (alone[0] as number) * (q[0] as number) + (alone[1] as number) * (q[1] as number);
      expect(h / (amount * (y[0] as number) + (amount / 3) * (y[1] as number))).toBeCloseTo(1, 12);
    }
    expect(carried(solver)).toEqual(y);
    expect(carried(solverOf(telling))).toEqual(y);
  }
});

test("a unit 1e9 times as small or as large changes the results by that factor alone, by sweeps and by factorising", () => {
  const scaled = ({ processes, ...rest }: Telling, row: number, column: number): Telling => ({
    ...rest,
    processes: Object.fromEntries(
      Object.entries(processes).map(([id, { products, flows = {} }]) => {
        const by = id === "two" ? column : 1;
        const turned = Object.entries(products).map(([p, x]) => [p, p === "b" ? x * row * by : x * by] as const);
        const emitted = Object.entries(flows).map(([flow, x]) => [flow, x * by] as const);
        return [id, { products: Object.fromEntries(turned), flows: Object.fromEntries(emitted) }];
      }),
    ),
  });
  for (const telling of [loop, diverging]) {
    const [a, b] = [...carried(solverOf(telling))] as [number, number];
    for (const row of [1e9, 1e-9]) {
      for (const column of [1, 1e9, 1e-9]) {
        const solver = solverOf(scaled(telling, row, column));
        const y = carried(solver);
        expect((y[0] as number) / a).toBeCloseTo(1, 12);
        expect(((y[1] as number) * row) / b).toBeCloseTo(1, 12);
        const { supply } = accepted(demandResult(solver, { product: "a", amount: 1 }));
        const { supply: usual } = accepted(demandResult(solverOf(telling), { product: "a", amount: 1 }));
        expect(((supply[1]?.amount as number) * column) / (usual[1]?.amount as number)).toBeCloseTo(1, 12);
      }
    }
  }
});

test("a credit larger than all else: shares of -2 are -0.5 and 1.5, and what is hidden keeps its sign", () => {
  const solver = solverOf({
    processes: {
      mill: { products: { board: 1, heat: 1 }, flows: { co2: 1 } },
      boiler: { products: { heat: 1 }, flows: { co2: 3 } },
    },
    products: ["board", "heat"],
  });
  const shown = (cutoff: number): Contributions =>
    accepted(productContributions(solver, { product: "board", method: "gwp", cutoff }));
  const { total, nodes, rest } = shown(0);
  expect(total).toBe(-2);
  expect(nodes.map(({ id, direct, share }) => [id, direct, share])).toEqual([
    ["mill", 1, -0.5],
    ["boiler", -3, 1.5],
  ]);
  expect(rest).toEqual({ positive: 0, negative: 0, nodes: 0, edges: 0, edgesPositive: 0, edgesNegative: 0 });
  // Gross is 4. At 0.8 of it nothing is large enough: the rest is the total in its two signs.
  const hidden = { positive: 1, negative: -3, nodes: 2, edges: 1, edgesPositive: 0, edgesNegative: -3 };
  expect(shown(0.8)).toMatchObject({ total: -2, nodes: [], rest: hidden });
});

/** A random system of 80 processes with loops and credits, whose only flow is its impact. */
function randomLinear(seed: number): LinearSystem {
  const n = 80;
  const { matrix, q } = randomSystem(seed, n);
  const named = (letter: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `${letter}${index}`, name: "", unit: "kg", index }));
  const starts = Int32Array.from({ length: n + 1 }, (_, j) => j);
  return {
    ...{ products: named("p", n), processes: named("x", n), flows: named("f", 1), methods: named("m", 1) },
    M: { rowCount: n, columnCount: n, ...matrix },
    B: { rowCount: 1, columnCount: n, starts, rows: new Int32Array(n), values: q },
    C: { rowCount: 1, columnCount: 1, starts: Int32Array.of(0, 1), rows: Int32Array.of(0), values: Float64Array.of(1) },
  };
}

test("every node gives on what it takes in and adds, to 1e-12 of gross, in loops too; none stands twice, nor an edge", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const solver = solverOn(randomLinear(seed), seed % 2 === 0 ? sparseLu : sparseLuAlways);
    const { nodes, edges, total } = accepted(productContributions(solver, { product: "p70", method: "m0", cutoff: 0 }));
    const gross = nodes.reduce((sum, { direct }) => sum + Math.abs(direct), 0);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
    expect(new Set(edges.map(({ from, to }) => `${from} ${to}`)).size).toBe(edges.length);
    const sum = (some: typeof edges): number => some.reduce((all, { amount }) => all + amount, 0);
    for (const { id, direct, upstream } of nodes) {
      const demanded = id === "x70" ? total : 0;
      expect(Math.abs(direct + sum(edges.filter(({ to }) => to === id)) - upstream)).toBeLessThan(1e-12 * gross);
      expect(Math.abs(demanded + sum(edges.filter(({ from }) => from === id)) - upstream)).toBeLessThan(1e-12 * gross);
    }
  }
});

test("an impact beyond the largest double is refused, whatever stands before it, behind it and beside it", () => {
  const processes = ["before", "beyond", "after"];
  const telling = processes.map((id) => [id, { products: { [id]: 0.3 }, flows: { co2: 1 } }] as const);
  const solver = solverOf({ processes: Object.fromEntries(telling), products: processes });
  // 0.3 (0.7 / 0.3) is not 0.7: infinitely much left over of infinitely much is then no larger share than that.
  for (const other of [0, 0.7]) {
    const values = Float64Array.of(other, 1.7e308, other);
    expect(solver.adjoint({ count: 1, values })).toMatchObject({ code: "not-converged" });
    const abreast = Float64Array.from({ length: 12 }, (_, at) => (at % 4 === 2 ? (values[at >> 2] as number) : 0.7));
    expect(solver.adjoint({ count: 4, values: abreast })).toMatchObject({ code: "not-converged" });
  }
});
