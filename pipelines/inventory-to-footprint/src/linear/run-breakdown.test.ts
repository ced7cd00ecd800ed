import { expect, test } from "vitest";
import { joinedRuns } from "../uncertainty/joined-runs.ts";
import { keptOf } from "../uncertainty/kept-of.ts";
import { partsOfRuns } from "../uncertainty/parts-of-runs.ts";
import type { Runs } from "../uncertainty/runs.ts";
import { accepted, solverOf } from "./accepted-in-test.ts";
import { breakdownKeys } from "./breakdown-grouping.ts";
import { partsSpread, runBreakdown } from "./run-breakdown.ts";
import { spreadOf } from "./spread-system.ts";

// Board and steam need each other; a credit and an uptake make parts of both signs.
const solver = solverOf({
  processes: {
    mill: { products: { board: 1, steam: -2, power: 0.5 }, flows: { co2: 3, ch4: 0.1 } },
    boiler: { products: { steam: 1, board: -0.1, power: -0.2 }, flows: { co2: 2, taken: 1 } },
    grid: { products: { power: 1 }, flows: { co2: 0.6 } },
  },
  methods: { gwp: { co2: 1, ch4: 28, taken: -1 } },
});
const { system } = solver;
const indexOf = (list: "products" | "processes" | "flows", id: string): number =>
  system[list].find((one) => one.id === id)?.index as number;
const [board, boiler, mill] = [
  indexOf("products", "board"),
  indexOf("processes", "boiler"),
  indexOf("processes", "mill"),
];
const uncertainty = [
  "matrix,row,col,distribution,p1,p2,p3,group",
  `A,${indexOf("products", "steam")},${mill},lognormal,2,1.2,,`,
  `A,${indexOf("products", "power")},${boiler},formula,$x neg,,,`,
  `B,${indexOf("flows", "co2")},${boiler},formula,$x 10 *,,,`,
  "P,x,0.2,normal,0.2,0.02,,",
  `C,0,${indexOf("flows", "ch4")},uniform,20,36,,`,
  "",
].join("\n");
const asked = { product: "board", method: "gwp", cutoff: 0 } as const;

function runsOf(by: (typeof breakdownKeys)[number], from: number, to: number, cutoff = 0): Runs {
  const breakdown = accepted(runBreakdown(solver, { ...asked, by, cutoff }));
  const spread = accepted(spreadOf(solver, "gwp", uncertainty));
  const made = spread.runs.runs({ seed: 3, from, to, products: [board], parts: [breakdown.wanted] });
  if (made.kind !== "accept") throw new Error(made.evidence);
  return made.value;
}

test.each(breakdownKeys)(
  "by %s the parts of each run add up to its total, and so does what the cut-off hides",
  (by) => {
    for (const cutoff of [0, 0.2]) {
      const runs = runsOf(by, 0, 300, cutoff);
      const groups = runs.parts?.groups[0] as number;
      const parts = Array.from({ length: groups }, (_, group) => partsOfRuns(runs, 0, group));
      for (const [run, total] of keptOf(runs, board).entries())
        expect(parts.reduce((sum, part) => sum + (part[run] as number), 0)).toBeCloseTo(total, 8);
      expect(new Set(parts[0]).size).toBe(300);
    }
  },
);

test("any split of the runs has the same parts, bit for bit", () => {
  const whole = runsOf("flow-process", 0, 100);
  const pieces = [runsOf("flow-process", 0, 33), runsOf("flow-process", 33, 34), runsOf("flow-process", 34, 100)];
  expect(pieces.reduce(joinedRuns)).toEqual(whole);
});

test("the static parts stand beside their spread, and shares with that of the rest add up to 1", () => {
  const breakdown = accepted(runBreakdown(solver, { ...asked, by: "process", cutoff: 0.2 }));
  const told = partsSpread(runsOf("process", 0, 2000, 0.2), 0, breakdown);
  expect(told.parts.map(({ id }) => id)).toEqual(["boiler", "mill"]);
  expect(told.rest).toMatchObject({ parts: 1, static: breakdown.still.rest.amount, count: 2000 });
  for (const { static: amount, mean, p2_5, p50, p97_5 } of told.parts) {
    expect(Math.abs(mean / amount - 1)).toBeLessThan(0.05);
    expect(p2_5).toBeLessThan(p50);
    expect(p50).toBeLessThan(p97_5);
  }
  const shares = [...told.parts, told.rest].map(({ share }) => share as number);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
});

test("of a product without an own loop the spread of a part is known: 0.6 kg of power from the grid, drawn by one lognormal", () => {
  const one = solverOf({
    processes: {
      mill: { products: { board: 1, power: -2 }, flows: { co2: 1 } },
      grid: { products: { power: 1 }, flows: { co2: 0.6 } },
    },
  });
  const place = one.system.flows[0]?.index as number;
  const grid = one.system.processes.find(({ id }) => id === "grid")?.index as number;
  const lines = `matrix,row,col,distribution,p1,p2,p3,group\nB,${place},${grid},normal,0.6,0.06,,\n`;
  const breakdown = accepted(runBreakdown(one, { product: "board", method: "gwp", by: "process", cutoff: 0 }));
  const made = accepted(spreadOf(one, "gwp", lines)).runs.runs({
    ...{ seed: 1, from: 0, to: 20_000, products: [], parts: [breakdown.wanted] },
  });
  if (made.kind !== "accept") throw new Error(made.evidence);
  const { parts } = partsSpread(made.value, 0, breakdown);
  const [of, still] = ["grid", "mill"].map((id) => parts.find((part) => part.id === id));
  expect(Math.abs((of?.sd as number) / 0.12 - 1)).toBeLessThan(0.03);
  expect(still).toMatchObject({ sd: 0, mean: 1, p2_5: 1, p97_5: 1 });
});
