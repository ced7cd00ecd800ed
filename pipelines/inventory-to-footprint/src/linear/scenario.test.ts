import { expect, test } from "vitest";
import { accepted, solverOf } from "./accepted-in-test.ts";
import { compared } from "./compared.ts";
import { sparseLu } from "./linear-solver.ts";
import type { Replacement } from "./replaced-products.ts";
import { scenarioTable } from "./scenario-table.ts";
import type { Telling } from "./told-system.ts";

// y(grid) = 0.5 / (1 - 0.2) ... the grid uses a fifth of what it makes; wind 0.05; y(leather) = 1 + 4 * 0.625 + 2 * y(hide)
//   y(hide) = 0.25 + 1 * 0.625 = 0.875, so y(leather) = 1 + 2.5 + 1.75 = 5.25
const tannery: Telling = {
  processes: {
    tanning: { products: { leather: 1, grid: -4, hide: -2 }, flows: { co2: 1 } },
    farm: { products: { hide: 1, grid: -1 }, flows: { co2: 0.25 } },
    "grid plant": { products: { grid: 0.8 }, flows: { co2: 0.5, so2: 1 } },
    "wind park": { products: { wind: 1 }, flows: { co2: 0.05 } },
  },
  methods: { gwp: { co2: 1 }, acid: { so2: 2 }, water: { river: 1 } },
  products: ["leather", "hide", "grid", "wind"],
};
const solver = solverOf(tannery);
const replaced = (...replacements: readonly Replacement[]) =>
  compared(solver, { product: "leather", method: "gwp", changes: [], replacements, fallback: sparseLu });
const after = (...replacements: readonly Replacement[]): number => accepted(replaced(...replacements)).after;

test("every consumer takes the other product: 6 kWh of 0.625 become 6 of 0.05", () => {
  const { before, after, difference, contributions } = accepted(
    replaced({ product: "grid", by: [{ product: "wind" }] }),
  );
  expect(before).toBe(5.25);
  expect(after).toBeCloseTo(1.5 + 6 * 0.05, 14);
  expect(difference).toBeCloseTo(-6 * 0.575, 14);
  expect(contributions.map(({ id, difference }) => [id, difference.toFixed(3)])).toEqual([
    ["grid plant", "-3.750"],
    ["wind park", "0.300"],
  ]);
});

test("one process alone, so many units for one, and a mix in which the product stays", () => {
  expect(after({ product: "grid", process: "farm", by: [{ product: "wind" }] })).toBeCloseTo(5.25 - 2 * 0.575, 14);
  expect(after({ product: "grid", process: "farm", by: [{ product: "wind", factor: 2 }] })).toBeCloseTo(
    5.25 - 2 * (0.625 - 0.1),
    14,
  );
  const mix = [
    { product: "grid", factor: 0.25 },
    { product: "wind", factor: 0.75 },
  ];
  expect(after({ product: "grid", by: mix })).toBeCloseTo(5.25 - 0.75 * 6 * 0.575, 14);
});

test("one for a single process goes before one for all; the order changes no bit", () => {
  const [all, farm] = [
    { product: "grid", by: [{ product: "wind" }] },
    { product: "grid", process: "farm", by: [{ product: "wind", factor: 2 }] },
  ];
  expect(after(all, farm)).toBeCloseTo(1.5 + 4 * 0.05 + 2 * 0.1, 14);
  expect(after(farm, all)).toBe(after(all, farm));
});

test("two products may change places, and own use and what is demanded itself stay", () => {
  const both = solverOf({
    processes: {
      ...tannery.processes,
      office: { products: { office: 1, wind: -1, grid: -1 } },
    },
    products: ["leather", "hide", "grid", "wind", "office"],
  });
  const swapped = (product: string) =>
    accepted(
      compared(both, {
        ...{ product, method: "gwp", changes: [], fallback: sparseLu },
        replacements: [
          { product: "grid", by: [{ product: "wind" }] },
          { product: "wind", by: [{ product: "grid" }] },
        ],
      }),
    );
  // so2 counts 1 here too: y(grid) = 1.5 / 0.8
  expect(swapped("office").after).toBeCloseTo(0.05 + 1.875, 14);
  expect(swapped("leather").after).toBeCloseTo(1.5 + 6 * 0.05, 14);
  expect(swapped("grid").difference).toBe(0);
});

test("a supplier that takes the replaced product takes its own instead, as own use", () => {
  const windUses = solverOf({
    processes: {
      shop: { products: { shoe: 1, grid: -1 } },
      plant: { products: { grid: 1 }, flows: { co2: 1 } },
      park: { products: { wind: 1, grid: -0.5 }, flows: { co2: 0.1 } },
    },
    products: ["shoe", "grid", "wind"],
  });
  const { after: left } = accepted(
    compared(windUses, {
      ...{ product: "shoe", method: "gwp", changes: [], fallback: sparseLu },
      replacements: [{ product: "grid", by: [{ product: "wind" }] }],
    }),
  );
  expect(left).toBeCloseTo(0.1 / (1 - 0.5), 14);
});

test("a waste goes to another treatment, whichever sign its rows have", () => {
  const treated = (sign: 1 | -1, otherSign: 1 | -1): Telling => ({
    processes: {
      shop: { products: { shoe: 1, waste: -0.25 * sign } },
      landfill: { products: { waste: sign }, flows: { co2: 0.8 } },
      kiln: { products: { burnt: otherSign }, flows: { co2: 0.4 } },
    },
    products: ["shoe", "waste", "burnt"],
  });
  for (const [sign, other] of [
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ] as const) {
    const { before, after } = accepted(
      compared(solverOf(treated(sign, other)), {
        ...{ product: "shoe", method: "gwp", changes: [], fallback: sparseLu },
        replacements: [{ product: "waste", by: [{ product: "burnt" }] }],
      }),
    );
    expect([before, after]).toEqual([0.2, 0.1]);
  }
});

test("entries are set after products are replaced", () => {
  const { after } = accepted(
    compared(solver, {
      ...{ product: "leather", method: "gwp", fallback: sparseLu },
      replacements: [{ product: "grid", by: [{ product: "wind" }] }],
      changes: [{ matrix: "A", row: "wind", column: "tanning", value: -2 }],
    }),
  );
  expect(after).toBeCloseTo(1.5 + (2 + 2) * 0.05, 14);
});

test.each<[string, Replacement, string]>([
  ["a product nobody knows", { product: "gird", by: [{ product: "wind" }] }, 'Did you mean "grid"'],
  ["another one nobody knows", { product: "grid", by: [{ product: "wnd" }] }, 'Did you mean "wind"'],
  ["a process nobody knows", { product: "grid", process: "farms", by: [{ product: "wind" }] }, 'Did you mean "farm"'],
  ["itself", { product: "grid", by: [{ product: "grid", factor: 2 }] }, "by nothing else"],
  ["nothing", { product: "grid", by: [] }, "by nothing else"],
  ["what nobody demands", { product: "wind", by: [{ product: "grid" }] }, "demanded by no process"],
  [
    "what this process does not demand",
    { product: "hide", process: "farm", by: [{ product: "wind", factor: 1 }] },
    "not demanded by that process",
  ],
  ["a factor of 0", { product: "grid", by: [{ product: "wind", factor: 0 }] }, "Give a factor above 0"],
])("a replacement of %s is refused with a sentence", (_, replacement, sentence) => {
  expect(replaced(replacement)).toMatchObject({
    ...{ kind: "reject", code: "bad-change", message: expect.stringContaining(sentence) },
  });
});

test("a product replaced twice is refused, and units that differ without a factor", () => {
  const wind = { product: "grid", by: [{ product: "wind" }] };
  expect(replaced(wind, wind)).toMatchObject({ code: "bad-change", message: expect.stringContaining("twice") });
  const { system } = solver;
  const products = system.products.map((one) => (one.id === "wind" ? { ...one, unit: "MJ" } : one));
  const metered = { ...solver, system: { ...system, products } };
  const asked = { product: "leather", method: "gwp", changes: [], fallback: sparseLu };
  expect(compared(metered, { ...asked, replacements: [wind] })).toMatchObject({
    code: "bad-change",
    message: expect.stringContaining("how many MJ take the place of one kg"),
  });
  const said = { product: "grid", by: [{ product: "wind", factor: 3.6 }] };
  expect(accepted(compared(metered, { ...asked, replacements: [said] })).after).toBeCloseTo(1.5 + 6 * 3.6 * 0.05, 14);
});

const scenarios = [
  { id: "wind", changes: [], replacements: [{ product: "grid", by: [{ product: "wind" }] }] },
  { id: "clean farm", changes: [{ matrix: "B", row: "co2", column: "farm", value: 0 } as const] },
];

test("a table of scenarios has each of them by each method, against the system as it is", () => {
  const rows = accepted(scenarioTable(solver, { product: "leather", scenarios, fallback: sparseLu }));
  const rounded = (value: number | null) => (value === null ? null : Number(value.toFixed(12)));
  expect(
    rows.map((row) => [row.scenario, row.method, rounded(row.before), rounded(row.after), rounded(row.difference)]),
  ).toEqual([
    ["wind", "gwp", 5.25, 1.8, -3.45],
    ["wind", "acid", 15, 0, -15],
    ["wind", "water", null, null, null],
    ["clean farm", "gwp", 5.25, 4.75, -0.5],
    ["clean farm", "acid", 15, 15, 0],
    ["clean farm", "water", null, null, null],
  ]);
  expect(rows[0]?.unit).toBe("kg CO2e/kg");
  const alone = accepted(scenarioTable(solver, { product: "leather", method: "gwp", scenarios, fallback: sparseLu }));
  expect(alone).toEqual(rows.filter(({ method }) => method === "gwp"));
  expect(alone[0]?.after).toBe(after({ product: "grid", by: [{ product: "wind" }] }));
});

test("a scenario that cannot be is refused by its name", () => {
  const broken = { id: "loop", changes: [{ matrix: "A", row: "grid", column: "grid plant", value: 0 } as const] };
  const answer = scenarioTable(solver, { product: "leather", scenarios: [...scenarios, broken], fallback: sparseLu });
  expect(answer).toMatchObject({ kind: "reject", message: expect.stringMatching(/^Scenario "loop": /) });
});
