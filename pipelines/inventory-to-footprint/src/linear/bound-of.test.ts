import { expect, test } from "vitest";
import { accepted } from "./accepted-in-test.ts";
import { allFootprints } from "./all-footprints.ts";
import { linearSolver, sparseLu } from "./linear-solver.ts";
import type { Named } from "./linear-system.ts";
import { type Telling, toldSystem } from "./told-system.ts";

/** A farm feeds a dairy; the dairy's whey stands in for feed of a mill, of which a sty takes too. */
const telling: Telling = {
  processes: {
    farm: { products: { milk: 1 }, flows: { co2: 1 } },
    dairy: { products: { cheese: 1, milk: -10, feed: 4 }, flows: { co2: 1 } },
    mill: { products: { feed: 1 }, flows: { co2: 1 } },
    sty: { products: { pork: 1, feed: -3 }, flows: { co2: 1 } },
    shop: { products: { fondue: 1, cheese: -1 }, flows: { co2: 1 } },
  },
};
const boundsBy = (said: Readonly<Record<string, Pick<Named, "leftOut" | "creditsLeftOut">>>) => {
  const system = toldSystem(telling);
  const processes = system.processes.map((one) => ({ ...one, ...said[one.id] }));
  const { boundOf } = accepted(allFootprints(accepted(linearSolver({ ...system, processes }, sparseLu)), [0]));
  return Object.fromEntries(system.products.map(({ id }, i) => [id, boundOf(i)]));
};

test("an input that is left out makes a lower bound of all that rests on it", () => {
  expect(boundsBy({ farm: { leftOut: 1 } })).toEqual({
    ...{ milk: "lower-bound", cheese: "lower-bound", fondue: "lower-bound", feed: "complete", pork: "complete" },
  });
});

test("a credit that is left out makes no bound, alone or beside inputs: the figure may be too high", () => {
  for (const leftOut of [1, 3])
    expect(boundsBy({ farm: { leftOut, creditsLeftOut: 1 } })).toMatchObject({
      ...{ milk: "bound-unknown", cheese: "bound-unknown", pork: "complete" },
    });
});

test("a credit of what is too low is itself too small, so that whoever has it may be too high; who takes it is a lower bound", () => {
  expect(boundsBy({ mill: { leftOut: 1 } })).toEqual({
    ...{ feed: "lower-bound", pork: "lower-bound", cheese: "bound-unknown", fondue: "bound-unknown", milk: "complete" },
  });
});

test("nothing left out is complete", () => {
  expect(new Set(Object.values(boundsBy({})))).toEqual(new Set(["complete"]));
});
