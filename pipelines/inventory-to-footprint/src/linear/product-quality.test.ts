import fc from "fast-check";
import { expect, test } from "vitest";
import type { LcaAnswer } from "./lca-refusal.ts";
import { linearSolver, sparseLu } from "./linear-solver.ts";
import type { Named } from "./linear-system.ts";
import { primaryShares } from "./primary-shares.ts";
import { productQuality } from "./product-quality.ts";
import { type Telling, toldSystem } from "./told-system.ts";

const accepted = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};

type Said = Pick<Named, "primary" | "scores" | "leftOut">;

function solverOf(telling: Telling, said: Readonly<Record<string, Said>>) {
  const told = toldSystem(telling);
  const processes = told.processes.map((one) => ({ ...one, ...said[one.id] }));
  return accepted(linearSolver({ ...told, processes }, sparseLu));
}

const plain = { method: "gwp", notApplicable: "leave-out", rounding: "half-up" } as const;

// Direct impacts of one board: mill 2, power 3 · 1 = 3, coal 5 · 1 = 5. Total 10.
const mill: Telling = {
  processes: {
    mill: { products: { board: 1, power: -3 }, flows: { co2: 2 } },
    plant: { products: { power: 3, coal: -5 }, flows: { co2: 3 } },
    mine: { products: { coal: 1 }, flows: { co2: 1 } },
    idle: { products: { ink: 1 }, flows: { co2: 7 } },
  },
};

test("the primary-data share is the part of the impact that rests on it, whole processes and parts of them", () => {
  const solver = solverOf(mill, { mill: { primary: 1 }, plant: { primary: 0.5 } });
  const board = accepted(productQuality(solver, { product: "board", ...plain }));
  // (1 · 2 + 0.5 · 3) / 10, and the mine, 5 of 10, does not say.
  expect(board).toMatchObject({ total: 10, primaryShare: 0.35, primaryShareOf: "net", primaryUnstated: 0.5 });
  const { primary, unstated } = accepted(primaryShares(solver, "gwp"));
  expect(primary.map((share) => share?.toFixed(12))).toEqual([
    "0.350000000000",
    "0.187500000000",
    "0.000000000000",
    "0.000000000000",
  ]);
  expect(unstated.map((share) => share?.toFixed(12))).toEqual([
    "0.500000000000",
    "0.625000000000",
    "1.000000000000",
    "1.000000000000",
  ]);
});

test("a bought product brings the share of its supplier", () => {
  const solver = solverOf(mill, { mine: { primary: 0.4 }, mill: { primary: 0 }, plant: { primary: 0 } });
  expect(accepted(productQuality(solver, { product: "board", ...plain })).primaryShare).toBeCloseTo(0.2, 14);
});

// Heat displaces 3 of a boiler's: h = 2 - 3 = -1. Net share of primary data 2 / -1 = -2; gross 2 / 5.
const credit: Telling = {
  processes: {
    mill: { products: { board: 1, heat: 3 }, flows: { co2: 2 } },
    boiler: { products: { heat: 1 }, flows: { co2: 1 } },
  },
  products: ["board", "heat"],
};

test("where credits put the share outside of 0 to 1, the gross one is told, and that it is", () => {
  const solver = solverOf(credit, { mill: { primary: 1 }, boiler: { primary: 0 } });
  const board = accepted(productQuality(solver, { product: "board", ...plain }));
  expect(board).toMatchObject({ total: -1, primaryShare: 0.4, primaryShareOf: "gross" });
  expect(accepted(primaryShares(solver, "gwp"))).toMatchObject({
    ...{ total: [-1, 1], primary: [null, 0], noShare: ["outside-by-credits", null] },
  });
});

test("where credits leave next to nothing, a share of that says nothing, and the gross one is told", () => {
  // 0.1 + 0.2 - 0.3 is 5.6e-17 in doubles; primary is 0.1 of it and a third of the credit, so gross 0.2 / 0.6.
  const nothing: Telling = {
    processes: {
      mill: { products: { board: 1, coal: -1, heat: 1 }, flows: { co2: 0.1 } },
      mine: { products: { coal: 1 }, flows: { co2: 0.2 } },
      boiler: { products: { heat: 1 }, flows: { co2: 0.3 } },
    },
  };
  const processes = { ...nothing.processes, shop: { products: { box: 1, board: -2 } } };
  const solver = solverOf(
    { products: ["board", "coal", "heat", "box"], processes },
    { mill: { primary: 1 }, mine: { primary: 0 }, boiler: { primary: 1 / 3 } },
  );
  const board = accepted(productQuality(solver, { product: "board", ...plain }));
  expect(board.primaryShareOf).toBe("gross");
  expect(board.primaryShare).toBeCloseTo(1 / 3, 14);
  // Of all products at once there is no gross one; a box is two boards, and has no more than they have.
  const { primary, unstated, noShare } = accepted(primaryShares(solver, "gwp"));
  expect(noShare).toEqual(["cancelled", null, null, "cancelled"]);
  expect(primary).toEqual([null, 0, 1 / 3, null]);
  expect(unstated).toEqual([null, 0, 0, null]);
});

test("scores are means by the size of the impact over what is scored, and what is not scored is told", () => {
  const solver = solverOf(mill, { mill: { scores: [1, 2, 1, 1, 4] }, plant: { scores: [3, 2, null, 2, 4] } });
  const board = accepted(productQuality(solver, { product: "board", ...plain }));
  // Weights 2 and 3: (2 · 1 + 3 · 3) / 5 = 2.2; time does not apply to the plant; geography (2 + 6) / 5 = 1.6.
  expect(board.scores.map((score) => score?.toFixed(12))).toEqual(
    [2.2, 2, 1, 1.6, 4].map((score) => score.toFixed(12)),
  );
  expect(board.rounded).toEqual([2, 2, 1, 2, 4]);
  expect([board.scored, board.unscored]).toEqual([0.5, 0.5]);
});

test("a score that does not apply is left out or the worst, and a mean is rounded half up or up, as asked", () => {
  const solver = solverOf(mill, { mill: { scores: [1, 2, 1, 1, 4] }, plant: { scores: [3, 2, null, 2, 4] } });
  const other = { notApplicable: "worst", rounding: "ceiling" } as const;
  const board = accepted(productQuality(solver, { product: "board", method: "gwp", ...other }));
  // Time: (2 · 1 + 3 · 5) / 5 = 3.4.
  expect(board.scores[2]).toBeCloseTo(3.4, 14);
  expect(board.rounded).toEqual([3, 2, 4, 2, 4]);
});

test("2.5 is 3 either way, 2.3 is 2 half up and 3 by ceiling, a mean of 2 stays 2 by both", () => {
  // Weights 2, 3 and 5 of 10: 2.5; 2.3 (only the plant is worse); 2; 1.5; 4.5.
  const solver = solverOf(mill, {
    mill: { scores: [2, 2, 2, 1, 4] },
    plant: { scores: [2, 3, 2, 1, 4] },
    mine: { scores: [3, 2, 2, 2, 5] },
  });
  const rounded = (rounding: "half-up" | "ceiling") =>
    accepted(productQuality(solver, { product: "board", ...plain, rounding })).rounded;
  expect(rounded("half-up")).toEqual([3, 2, 2, 2, 5]);
  expect(rounded("ceiling")).toEqual([3, 3, 2, 2, 5]);
});

test("nothing scored is no score, not 0", () => {
  const board = accepted(productQuality(solverOf(mill, {}), { product: "board", ...plain }));
  expect(board).toMatchObject({
    scored: 0,
    unscored: 1,
    scores: Array(5).fill(null),
    primaryShare: 0,
    primaryUnstated: 1,
  });
});

test("cut-off is counted over the processes that are needed; what it would bring is not known", () => {
  const solver = solverOf(mill, { plant: { leftOut: 2 }, idle: { leftOut: 9 } });
  const { cutOff } = accepted(productQuality(solver, { product: "board", ...plain }));
  // Needed: mill, plant, mine, with 3 + 3 + 2 entries in M and B; 2 of 10 exchanges are left out.
  expect(cutOff).toEqual({
    exchangesLeftOut: 2,
    exchangesLeftOutPercent: 20,
    processesAffected: 1,
    processesAffectedPercent: 100 / 3,
    impactOfAffectedPercent: 30,
    impactLeftOutPercent: null,
  });
});

test("a product without impact has no shares", () => {
  const telling: Telling = {
    processes: { a: { products: { x: 1 } }, b: { products: { y: 1 }, flows: { co2: 1 } } },
  };
  const x = accepted(productQuality(solverOf(telling, {}), { product: "x", ...plain }));
  expect(x).toMatchObject({ total: 0, primaryShare: null, scored: null, unscored: null, primaryUnstated: null });
  const { noShare } = accepted(primaryShares(solverOf(telling, {}), "gwp"));
  expect(noShare).toEqual(["no-impact", null]);
});

test("a product or method nobody knows is refused", () => {
  const solver = solverOf(mill, {});
  expect(productQuality(solver, { product: "bord", ...plain })).toMatchObject({ code: "unknown-demand" });
  expect(productQuality(solver, { product: "board", ...plain, method: "gvp" })).toMatchObject({
    code: "unknown-method",
  });
  expect(primaryShares(solver, "gvp")).toMatchObject({ code: "unknown-method" });
});

test("law: without credits the adjoint and the forward way give one share, in 0 to 1", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const amount = fc.double({ min: 0.01, max: 0.9, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(amount, amount, amount), fc.tuple(share, share, share), ([a, b, c], [p, q, r]) => {
      const loop: Telling = {
        processes: {
          one: { products: { x: 1, y: -a }, flows: { co2: 1 } },
          two: { products: { y: 1, z: -b }, flows: { co2: 2 } },
          three: { products: { z: 1, x: -c }, flows: { co2: 3 } },
        },
      };
      const solver = solverOf(loop, { one: { primary: p }, two: { primary: q }, three: { primary: r } });
      const all = accepted(primaryShares(solver, "gwp")).primary;
      for (const [i, product] of ["x", "y", "z"].entries()) {
        const { primaryShare } = accepted(productQuality(solver, { product, ...plain }));
        expect(Math.abs((primaryShare as number) - (all[i] as number))).toBeLessThan(1e-12);
      }
    }),
  );
});
