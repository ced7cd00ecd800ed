import { expect, test } from "vitest";
import { accepted, solverOf } from "./accepted-in-test.ts";
import { compared } from "./compared.ts";
import { sparseLu } from "./linear-solver.ts";
import { sensitivities } from "./sensitivities.ts";
import type { Telling } from "./told-system.ts";

/** One takes 0.5 of zero; they emit 1 and 2: y = (2, 2), s = (0.5, 1) for one of product 1, h = 2. */
const two: Telling = {
  processes: {
    zero: { products: { p0: 1 }, flows: { co2: 2 } },
    one: { products: { p1: 1, p0: -0.5 }, flows: { co2: 1 } },
  },
  products: ["p0", "p1"],
};
const all = { product: "p1", method: "gwp", top: 100 };
const solver = solverOf(two);

test("by hand: dh/dM = -y s, dh/dB = c s, dh/dC = g, the strongest first", () => {
  const { total, unit, exchanges, more } = accepted(sensitivities(solver, all));
  expect([total, unit, more]).toEqual([2, "kg CO2e/kg", 0]);
  expect(
    exchanges.map((one) => [
      `${one.kind} ${one.row},${one.column}`,
      one.value,
      one.derivative,
      one.effect,
      one.elasticity,
    ]),
  ).toEqual([
    ["output p1,one", 1, -2, -2, -1],
    ["factor gwp,co2", 1, 2, 2, 1],
    ["output p0,zero", 1, -1, -1, -0.5],
    ["input p0,one", -0.5, -2, 1, 0.5],
    ["intervention co2,zero", 2, 0.5, 1, 0.5],
    ["intervention co2,one", 1, 1, 1, 0.5],
  ]);
  expect(exchanges.map((one) => one.unit)).toEqual(["kg", "kg CO2e/kg", "kg", "kg", "kg", "kg"]);
});

test("a limit says how many more there are; one kind alone leaves the others out", () => {
  const { exchanges, more } = accepted(sensitivities(solver, { ...all, top: 1 }));
  expect([exchanges.length, more]).toEqual([1, 5]);
  const inputs = accepted(sensitivities(solver, { ...all, kinds: ["input"] }));
  expect(inputs.exchanges.map(({ row, column }) => [row, column])).toEqual([["p0", "one"]]);
  expect(inputs.more).toBe(0);
});

/** A loop with a credit, an uptake, and a method beside. */
const looped: Telling = {
  processes: {
    mill: { products: { board: 2, power: -0.6, heat: 0.4 }, flows: { co2: 1, n2o: 0.01 } },
    plant: { products: { power: 1, board: -0.3, heat: -0.2 }, flows: { co2: 2, uptake: 0.5 } },
    boiler: { products: { heat: 5 }, flows: { co2: 3 } },
  },
  methods: { gwp: { co2: 1, n2o: 273, uptake: -1 }, other: { co2: 5 } },
  products: ["board", "power", "heat"],
};

test("elasticities are what solving again with every entry moved shows", () => {
  const before = solverOf(looped);
  const { exchanges, total } = accepted(sensitivities(before, { ...all, product: "board" }));
  expect(exchanges).toHaveLength(7 + 5 + 3);
  const step = 1e-5;
  for (const { matrix, row, column, value, elasticity } of exchanges) {
    const [up, down] = [1 + step, 1 - step].map(
      (by) =>
        accepted(
          compared(before, {
            ...{ product: "board", method: "gwp", fallback: sparseLu },
            changes: [{ matrix, row, column, value: value * by }],
          }),
        ).after,
    ) as [number, number];
    expect(elasticity).toBeCloseTo((up - down) / (2 * step * total), 8);
  }
});

test("elasticities of B add up to 1, of C too, those of a process as a whole to 0", () => {
  const { exchanges } = accepted(sensitivities(solverOf(looped), { ...all, product: "power" }));
  const sum = (isMeant: (one: (typeof exchanges)[number]) => boolean): number =>
    exchanges.filter(isMeant).reduce((total, { elasticity }) => total + (elasticity as number), 0);
  expect(sum(({ matrix }) => matrix === "B")).toBeCloseTo(1, 12);
  expect(sum(({ matrix }) => matrix === "C")).toBeCloseTo(1, 12);
  for (const process of ["mill", "plant", "boiler"])
    expect(sum(({ matrix, column }) => matrix !== "C" && column === process)).toBeCloseTo(0, 12);
});

test("without a telling total no elasticity is told, but effects are", () => {
  const nothing = solverOf({
    processes: { mill: { products: { board: 1 }, flows: { co2: 1, uptake: 1 } } },
    methods: { gwp: { co2: 1, uptake: -1 } },
  });
  const { exchanges } = accepted(sensitivities(nothing, { ...all, product: "board", kinds: ["intervention"] }));
  expect(exchanges.map(({ effect, elasticity }) => [effect, elasticity])).toEqual([
    [1, null],
    [-1, null],
  ]);
});

const head = "matrix,row,col,distribution,p1,p2,p3,group\n";

test("the variance by its draws: (2 * 0.1)^2 + (1 * 0.3)^2 + (2 * 0.05)^2 = 0.14", () => {
  const uncertainty = `${head}A,0,1,normal,-0.5,0.1,,\nB,0,1,normal,1,0.3,,\nC,0,0,normal,1,0.05,,gwp set\n`;
  const spread = accepted(sensitivities(solver, { ...all, top: 2, uncertainty })).uncertainty;
  expect(spread?.variance).toBeCloseTo(0.14, 14);
  expect(spread?.sd).toBeCloseTo(Math.sqrt(0.14), 14);
  expect(spread?.draws.map(({ draw, share }) => [draw, Math.round((share as number) * 14)])).toEqual([
    ["B:co2,one", 9],
    ["A:p0,one", 4],
  ]);
  expect(spread?.rest.draws).toBe(1);
  expect(spread?.rest.share).toBeCloseTo(1 / 14, 14);
});

test("what is drawn together counts together; where nothing is spread there is no share", () => {
  const grouped = `${head}A,0,1,normal,-0.5,0.1,,load\nB,0,1,normal,1,0.3,,load\n`;
  // More input is a smaller entry of A: dh = -2 * 0.1 + 1 * 0.3
  const together = accepted(sensitivities(solver, { ...all, uncertainty: grouped })).uncertainty;
  expect(together?.draws.map(({ draw }) => draw)).toEqual(["group:load"]);
  expect(together?.sd).toBeCloseTo(0.1, 14);
  const still = accepted(sensitivities(solver, { ...all, uncertainty: `${head}B,0,1,normal,1,0,,\n` })).uncertainty;
  expect(still).toMatchObject({ sd: 0, draws: [{ share: null }], rest: { draws: 0, share: null } });
});

test("what cannot be drawn is refused, and so is a product nobody knows", () => {
  const uncertainty = `${head}B,0,1,normal,1,-1,,\n`;
  expect(sensitivities(solver, { ...all, uncertainty })).toMatchObject({ kind: "reject", code: "bad-file" });
  expect(sensitivities(solver, { ...all, product: "p9" })).toMatchObject({ code: "unknown-demand", ids: ["p9"] });
});

test("treatment in a waste row written by nature is an output of who treats, and an input of who hands on", () => {
  // 1 unit hands on 0.25 kg of waste, which emits 0.8 per kg taken in: h = 1 + 0.2.
  const waste: Telling = {
    processes: {
      mill: { products: { board: 1, sludge: 0.25 }, flows: { co2: 1 } },
      landfill: { products: { sludge: -1 }, flows: { co2: 0.8 } },
    },
    products: ["board", "sludge"],
  };
  const flipped: Telling = {
    ...waste,
    processes: {
      mill: { products: { board: 1, sludge: -0.25 }, flows: { co2: 1 } },
      landfill: { products: { sludge: 1 }, flows: { co2: 0.8 } },
    },
  };
  const told = (telling: Telling) =>
    accepted(sensitivities(solverOf(telling), { product: "board", method: "gwp", top: 100 })).exchanges.map(
      ({ kind, row, column, effect, elasticity }) => ({ kind, row, column, effect, elasticity }),
    );
  expect(told(waste)).toEqual(told(flipped));
  expect(told(waste)).toContainEqual(expect.objectContaining({ kind: "input", row: "sludge", column: "mill" }));
  expect(told(waste)).toContainEqual(expect.objectContaining({ kind: "output", row: "sludge", column: "landfill" }));
});
