import { expect, test } from "vitest";
import { accepted, solverOf } from "./accepted-in-test.ts";
import { productPaths } from "./product-paths.ts";
import type { Telling } from "./told-system.ts";

// y(power) = 0.9 / 0.9 = 1, y(heat) = 0.25 + 0.125 = 0.375, y(leather) = 2 + 3 * 1 + 8 * 0.375 = 8
const tannery: Telling = {
  processes: {
    tanning: { products: { leather: 1, power: -3, heat: -8 }, flows: { co2: 2 } },
    plant: { products: { power: 0.9 }, flows: { co2: 0.9 } },
    boiler: { products: { heat: 1, power: -0.125 }, flows: { co2: 0.25 } },
  },
  products: ["leather", "power", "heat"],
};
const paths = (telling: Telling, product: string, cutoff: number, most = 100) =>
  accepted(productPaths(solverOf(telling), { product, method: "gwp", cutoff, most }));

test("a product is opened into what supplies it, with amounts, and direct parts add up to the total", () => {
  const { total, unit, nodes, rest, isFull } = paths(tannery, "leather", 0);
  expect([total, unit, isFull]).toEqual([8, "kg CO2e/kg", false]);
  const round = (value: number) => Number(value.toFixed(12));
  expect(
    nodes.map((node) => [
      node.parent,
      node.depth,
      node.product,
      round(node.amount),
      round(node.total),
      round(node.direct),
    ]),
  ).toEqual([
    [null, 0, "leather", 1, 8, 2],
    [0, 1, "power", 3, 3, 3],
    [0, 1, "heat", 8, 3, 2],
    [2, 2, "power", 1, 1, 1],
  ]);
  expect(rest).toBeCloseTo(0, 14);
  expect(nodes[1]?.share).toBeCloseTo(0.375, 14);
  expect(nodes.some(({ isRepeated }) => isRepeated)).toBe(false);
});

test("what the cut-off leaves out is the rest", () => {
  const { nodes, rest } = paths(tannery, "leather", 0.2);
  expect(nodes.map(({ product }) => product)).toEqual(["leather", "power", "heat"]);
  expect(rest).toBeCloseTo(1, 12);
});

test("a loop is unrolled until the cut-off, and told where it comes round", () => {
  // y(a) = 1 + 0.5 y(b), y(b) = 2 + 0.2 y(a): 2.2222, 2.4444
  const loop: Telling = {
    processes: {
      one: { products: { a: 1, b: -0.5 }, flows: { co2: 1 } },
      two: { products: { b: 1, a: -0.2 }, flows: { co2: 2 } },
    },
    products: ["a", "b"],
  };
  const { total, nodes, rest } = paths(loop, "a", 0.009);
  expect(nodes.map(({ product, isRepeated, amount }) => [product, isRepeated, amount.toFixed(3)])).toEqual([
    ["a", false, "1.000"],
    ["b", false, "0.500"],
    ["a", true, "0.100"],
    ["b", true, "0.050"],
    ["a", true, "0.010"],
  ]);
  // The last a has half of b as its rest: 0.005 * 2.4444
  expect(rest).toBeCloseTo(0.005 * (2.2 / 0.9), 12);
  expect(nodes.reduce((sum, { direct }) => sum + direct, 0) + rest).toBeCloseTo(total, 14);
});

test("the largest path is opened first, and the limit ends the tree", () => {
  const { nodes, isFull, rest } = paths(tannery, "leather", 0, 3);
  expect(nodes.map(({ product, isOpened }) => [product, isOpened])).toEqual([
    ["leather", true],
    ["power", true],
    ["heat", false],
  ]);
  expect(isFull).toBe(true);
  expect(rest).toBeCloseTo(1, 12);
  expect(paths(tannery, "leather", 0, 4).isFull).toBe(false);
});

test("a credit is a step of negative amount, and is opened by its size", () => {
  const credited: Telling = {
    processes: {
      mill: { products: { board: 1, heat: 0.3 }, flows: { co2: 2 } },
      boiler: { products: { heat: 1 }, flows: { co2: 1.5 } },
    },
    products: ["board", "heat"],
  };
  expect(paths(credited, "board", 0.01).nodes[1]).toMatchObject({ product: "heat", amount: -0.3, isOpened: true });
});
