import { expect, test } from "vitest";
import { accepted } from "./accepted-in-test.ts";
import { productBreakdown } from "./breakdown.ts";
import type { BreakdownKey } from "./breakdown-grouping.ts";
import { breakdownTable } from "./breakdown-table.ts";
import { linearSolver, sparseLu } from "./linear-solver.ts";
import { toldSystem } from "./told-system.ts";

// One board: mill 1, boiler -0.5 (its heat is displaced), forest 2.
//   mill 3 co2 + 0.125 * 24 ch4, boiler -0.5 * 2 co2, forest 2 * 0.25 co2 - 2 * 1 uptake:  P = 6.5, N = -3, h = 3.5
const told = toldSystem({
  processes: {
    mill: { products: { board: 1, heat: 0.5, wood: -2 }, flows: { co2: 3, ch4: 0.125, noise: 7 } },
    boiler: { products: { heat: 1 }, flows: { co2: 2 } },
    forest: { products: { wood: 1 }, flows: { co2: 0.25, uptake: 1 } },
  },
  methods: { gwp: { co2: 1, ch4: 24, uptake: -1 }, loud: { noise: 1 } },
});
const places: Readonly<Record<string, object>> = {
  mill: { location: "CN", stage: "production" },
  boiler: { location: "CN" },
  forest: { stage: "raw materials" },
  co2: { gas: "CO2", compartment: "air" },
  ch4: { gas: "CH4", compartment: "air" },
};
const system = {
  ...told,
  processes: told.processes.map((one) => ({ ...one, ...places[one.id] })),
  flows: told.flows.map((one) => ({ ...one, ...places[one.id] })),
};
const solver = accepted(linearSolver(system, sparseLu));
const broken = (by: BreakdownKey, cutoff = 0, method = "gwp") =>
  accepted(productBreakdown(solver, { product: "board", method, by, cutoff }));

test.each<[BreakdownKey, readonly (readonly [string, number, number])[]]>([
  [
    "flow",
    [
      ["co2", 3.5, -1],
      ["ch4", 3, 0],
      ["uptake", 0, -2],
    ],
  ],
  [
    "process",
    [
      ["mill", 6, 0],
      ["forest", 0.5, -2],
      ["boiler", 0, -1],
    ],
  ],
  [
    "flow-process",
    [
      ["ch4 x mill", 3, 0],
      ["co2 x mill", 3, 0],
      ["uptake x forest", 0, -2],
      ["co2 x boiler", 0, -1],
      ["co2 x forest", 0.5, 0],
    ],
  ],
  [
    "location",
    [
      ["CN", 6, -1],
      ["not stated", 0.5, -2],
    ],
  ],
  [
    "stage",
    [
      ["production", 6, 0],
      ["raw materials", 0.5, -2],
      ["not stated", 0, -1],
    ],
  ],
  [
    "gas",
    [
      ["CO2", 3.5, -1],
      ["CH4", 3, 0],
      ["not stated", 0, -2],
    ],
  ],
  [
    "compartment",
    [
      ["air", 6.5, -1],
      ["not stated", 0, -2],
    ],
  ],
])(
  "by %s: the parts in their two signs, what is not stated under that name, all adding up to the total",
  (by, wanted) => {
    const { total, positive, negative, gross, parts, rest, unit } = broken(by);
    expect({ total, positive, negative, gross, unit }).toEqual({
      ...{ total: 3.5, positive: 6.5, negative: -3, gross: 9.5, unit: "kg CO2e/kg" },
    });
    expect(parts.map((part) => [part.id, part.positive, part.negative])).toEqual(wanted);
    expect(parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(3.5);
    expect(parts.reduce((sum, { share }) => sum + (share as number), 0)).toBeCloseTo(1, 14);
    expect(rest).toEqual({ parts: 0, positive: 0, negative: 0, amount: 0, share: 0 });
  },
);

test("the cut-off hides by the gross of a part, tells what it hid, and changes no total", () => {
  const { total, parts, rest } = broken("process", 0.25);
  expect(total).toBe(3.5);
  expect(parts.map(({ id, amount }) => [id, amount])).toEqual([
    ["mill", 6],
    ["forest", -1.5],
  ]);
  expect(rest).toEqual({ parts: 1, positive: 0, negative: -1, amount: -1, share: -1 / 3.5 });
});

test("a flow without a factor is counted, not taken for 0; flow and process stand beside their common id", () => {
  expect(broken("flow").flowsWithoutFactor).toBe(1);
  expect(broken("flow", 0, "loud")).toMatchObject({ total: 7, flowsWithoutFactor: 3 });
  expect(broken("flow-process").parts[0]).toMatchObject({ flow: "ch4", process: "mill" });
});

test("no share is told of a total that is nearly nothing beside what cancels in it", () => {
  const cancelling = toldSystem({
    processes: {
      mill: { products: { board: 1, wood: -1 }, flows: { co2: 1 } },
      forest: { products: { wood: 1 }, flows: { uptake: 1 } },
    },
    methods: { gwp: { co2: 1, uptake: -1 } },
  });
  const other = accepted(linearSolver(cancelling, sparseLu));
  const { total, parts, gross } = accepted(
    productBreakdown(other, { product: "board", method: "gwp", by: "process", cutoff: 0 }),
  );
  expect([total, gross]).toEqual([0, 2]);
  expect(parts.map(({ amount, share }) => [amount, share])).toEqual([
    [-1, null],
    [1, null],
  ]);
});

test("the CSV has parts, rest and total, with ids and unit; quoted where it has to be", () => {
  expect(
    [...breakdownTable(broken("process", 0.25))].join(""),
  ).toBe(`kind,id,name,flow_id,process_id,positive,negative,value,unit,share
part,mill,mill,,,6,0,6,kg CO2e/kg,${6 / 3.5}
part,forest,forest,,,0.5,-2,-1.5,kg CO2e/kg,${-1.5 / 3.5}
rest,,,,,0,-1,-1,kg CO2e/kg,${-1 / 3.5}
total,,,,,6.5,-3,3.5,kg CO2e/kg,
`);
  expect([...breakdownTable(broken("flow-process"))][1]).toBe(
    `part,ch4 x mill,ch4 x mill,ch4,mill,3,0,3,kg CO2e/kg,${3 / 3.5}\n`,
  );
});

test("what rests on a process of which something was left out is a lower bound", () => {
  const open = {
    ...system,
    processes: system.processes.map((one) => (one.id === "forest" ? { ...one, leftOut: 2 } : one)),
  };
  const { status } = accepted(
    productBreakdown(accepted(linearSolver(open, sparseLu)), {
      product: "board",
      method: "gwp",
      by: "flow",
      cutoff: 0,
    }),
  );
  expect([status, broken("flow").status]).toEqual(["lower-bound", "complete"]);
});

test("an unknown product or method is refused", () => {
  const asked = { product: "bord", method: "gwp", by: "flow", cutoff: 0 } as const;
  expect(productBreakdown(solver, asked)).toMatchObject({ code: "unknown-demand", ids: ["bord"] });
  expect(productBreakdown(solver, { ...asked, product: "board", method: "gvp" })).toMatchObject({
    code: "unknown-method",
  });
});
