import fc from "fast-check";
import { expect, test } from "vitest";
import { accepted, solverOf } from "./accepted-in-test.ts";
import { allFootprints } from "./all-footprints.ts";
import { demandResult } from "./demand-result.ts";
import type { Telling } from "./told-system.ts";

/** Power takes coal, coal takes power: 1 kWh needs `taken` kWh. */
const loop = (taken: number, more: Telling["processes"] = {}): Telling => ({
  processes: {
    plant: { products: { power: 1, coal: -2 }, flows: { co2: 1 } },
    mine: { products: { coal: 1, power: -taken / 2 } },
    tanning: { products: { leather: 1, power: -3 } },
    mill: { products: { board: 1 }, flows: { co2: 1 } },
    ...more,
  },
});
const loopsOf = (telling: Telling) => accepted(allFootprints(solverOf(telling), [0])).overdrawn;
const demanded = (telling: Telling, product: string) =>
  accepted(demandResult(solverOf(telling), { product, amount: 1 })).overdrawn;

test("a loop that takes more than it makes is told by the names of its processes, by what rests on it alone", () => {
  const both = [{ processes: ["mine", "plant"], total: 2 }];
  expect(loopsOf(loop(1.5))).toEqual(both);
  expect(demanded(loop(1.5), "leather")).toEqual(both);
  expect(demanded(loop(1.5), "board")).toEqual([]);
  expect(loopsOf(loop(0.9))).toEqual([]);
});

test("an avoided product is no loop that is overdrawn, though its supplier runs backwards", () => {
  const credit = loop(0.5, { boiler: { products: { heat: 1, power: -1 } }, chp: { products: { steam: 1, heat: 2 } } });
  expect(loopsOf(credit)).toEqual([]);
  expect(demanded(credit, "steam")).toEqual([]);
  // Coal that the plant saves others is given within the loop.
  const within = loop(0.5, { ash: { products: { gravel: 1, coal: 5, power: -0.1 } } });
  expect(loopsOf(within)).toEqual([]);
});

test("a waste and its treatment are judged as a product is, in either sign", () => {
  for (const [treated, sign] of [
    [0.5, 1],
    [0.5, -1],
    [2, 1],
    [2, -1],
  ] as const) {
    const waste: Telling = {
      processes: {
        mill: { products: { board: 1, sludge: -treated * sign } },
        plant: { products: { sludge: sign, board: -1 }, flows: { co2: 1 } },
      },
    };
    expect(loopsOf(waste).length).toBe(treated > 1 ? 1 : 0);
  }
});

test("law: a ring is overdrawn exactly where what it takes of itself, once round, is above what it makes, whatever the units", () => {
  const gain = fc.double({ min: 0.2, max: 4, noNaN: true });
  const scale = fc.integer({ min: -9, max: 9 }).map((power) => 10 ** power);
  fc.assert(
    fc.property(fc.array(fc.tuple(gain, scale), { minLength: 2, maxLength: 5 }), (steps) => {
      const all = steps.reduce((product, [each]) => product * each, 1);
      fc.pre(Math.abs(all - 1) > 0.1);
      const n = steps.length;
      const processes = Object.fromEntries(
        steps.map(([each, unit], i) => {
          const next = steps[(i + 1) % n]?.[1] as number;
          return [`p${i}`, { products: { [`x${i}`]: unit, [`x${(i + 1) % n}`]: -each * next }, flows: { co2: 1 } }];
        }),
      );
      expect(loopsOf({ processes }).map(({ total }) => total)).toEqual(all > 1 ? [n] : []);
    }),
  );
});
