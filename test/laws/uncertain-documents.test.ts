import {
  type LcaAnswer,
  linearSolver,
  readSystem,
  sensitivities,
  sparseLu,
  spreadOf,
  spreadOfRuns,
} from "@celadon/inventory-to-footprint/systems";
import { type BuildOptions, buildSystem } from "@celadon/processes-to-system";
import { expect, test } from "vitest";

// From uncertain numbers as people state them to the spread of a footprint, held against closed forms.

type Doc = Record<string, unknown>;
const flows = [
  ...["board", "steam", "gas"].map((id) => ({ id, kind: "product", unit: "kg" })),
  ...["co2", "ch4"].map((id) => ({ id, kind: "elementary", unit: "kg", direction: "emission" })),
];
const makes = (flow: string, amount: unknown = 1): Doc => ({
  ...{ flow, amount, unit: "kg", direction: "output", reference: true },
});
const takes = (flow: string, amount: unknown, rest: Doc = {}): Doc => ({
  ...{ flow, amount, unit: "kg", direction: "input" },
  ...rest,
});
const emits = (flow: string, amount: unknown, rest: Doc = {}): Doc => ({
  ...takes(flow, amount, rest),
  direction: "output",
});
const gwp = (factors: readonly Doc[]): Doc => ({ id: "gwp", unit: "kg CO2e", factors });
const plain = gwp([{ flow: "co2", value: 1 }]);

const accepted = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};
const builtOf = (rest: Doc, options: BuildOptions = {}) => {
  const document = { format: "celadon-processes-1", flows, methods: [plain], ...rest };
  const built = buildSystem(JSON.stringify(document), options);
  if (built.kind !== "accept") throw new Error(built.evidence);
  return built.value;
};
/** The spread of one product by runs, to first order, and where its variance comes from. */
function spreadIn(files: ReadonlyMap<string, string>, product: string, runs = 20_000) {
  const system = accepted(
    readSystem((file) => {
      const text = files.get(file);
      return text === undefined ? undefined : [text];
    }),
  );
  const uncertainty = files.get("uncertainty.csv") ?? "";
  const solver = accepted(linearSolver(system, sparseLu));
  const spread = accepted(spreadOf(solver, "gwp", uncertainty));
  const place = system.products.findIndex(({ id }) => id === product);
  const made = spread.runs.runs({ seed: 1, from: 0, to: runs, products: [place] });
  if (made.kind !== "accept") throw new Error(made.evidence);
  const { mean, sd } = spreadOfRuns(made.value, place);
  const { uncertainty: byDraw } = accepted(sensitivities(solver, { product, method: "gwp", top: 20, uncertainty }));
  return {
    ...{ mean, sd, kept: made.value.kept, static: spread.intensity[place] as number },
    firstOrder: accepted(spread.firstOrder(product)).sd,
    shares: Object.fromEntries((byDraw?.draws ?? []).map(({ draw, share }) => [draw, share])),
  };
}
const sigma = Math.log(1.1);

test("an uncertain factor of a method moves every product at once: the product of two lognormals is one", () => {
  const { files, report } = builtOf({
    processes: [
      {
        id: "mill",
        exchanges: [makes("board"), emits("co2", 3, { uncertainty: { distribution: "lognormal", geometricSd: 1.1 } })],
      },
    ],
    methods: [
      gwp([
        {
          ...{ flow: "co2", value: 2000, unit: "t" },
          uncertainty: { distribution: "lognormal", geometricSd: 1.1 },
        },
      ]),
    ],
  });
  expect(report.findings).toEqual([]);
  expect(files.get("uncertainty.csv")).toContain("C,0,0,lognormal,2,1.1,,\n");
  const { mean, sd, firstOrder, shares } = spreadIn(files, "board");
  const variance = 2 * sigma * sigma;
  const exactMean = 6 * Math.exp(variance / 2);
  const exactSd = exactMean * Math.sqrt(Math.expm1(variance));
  expect(Math.abs(mean - exactMean)).toBeLessThan((4 * exactSd) / Math.sqrt(20_000));
  expect(Math.abs(sd / exactSd - 1)).toBeLessThan(0.03);
  expect(Math.abs(firstOrder / exactSd - 1)).toBeLessThan(0.03);
  expect(shares).toEqual({ "B:co2,mill": expect.closeTo(0.5), "C:gwp,co2": expect.closeTo(0.5) });
});

test("a general factor that stands in the rows of several places is one draw", () => {
  const factor = { flow: "co2", value: 1, uncertainty: { distribution: "normal", sd: 0.1 } };
  const at = (location: string, value: number): Doc => ({ flow: "co2", location, value });
  const { files } = builtOf({
    processes: [
      { id: "mill", exchanges: [makes("board"), takes("steam", 1), emits("co2", 1)] },
      { id: "boiler", location: "CN", exchanges: [makes("steam"), emits("co2", 1)] },
    ],
    methods: [gwp([factor]), { ...gwp([at("CN", 2)]), id: "other" }],
  });
  const { sd, shares } = spreadIn(files, "board");
  expect(Math.abs(sd / 0.2 - 1)).toBeLessThan(0.03); // by two draws it would be 0.14
  expect(shares).toEqual({ "group:C:gwp,co2": 1 });
});

test("a factor that is stated twice with one value and two uncertainties stands without one, and that is said", () => {
  const { files, report } = builtOf({
    processes: [{ id: "mill", exchanges: [makes("board"), emits("co2", 3)] }],
    methods: [gwp([0.1, 0.2].map((sd) => ({ flow: "co2", value: 1, uncertainty: { distribution: "normal", sd } })))],
  });
  expect(report.findings).toMatchObject([
    { rule: "uncertainty", message: expect.stringContaining("stands several times") },
  ]);
  expect(spreadIn(files, "board", 10)).toMatchObject({ static: 3, sd: 0 });
});

const runs = 20_000;
const spread = (distribution: string, numbers: Doc): Doc => ({ uncertainty: { distribution, ...numbers } });
/** Mean and sd of the runs within what chance allows, and the sd to first order within what bends. */
function expectSpread(
  found: ReturnType<typeof spreadIn>,
  { mean, sd, firstOrder = sd }: { readonly mean: number; readonly sd: number; readonly firstOrder?: number },
): void {
  expect(Math.abs(found.mean - mean)).toBeLessThan((4 * sd) / Math.sqrt(runs));
  expect(Math.abs(found.sd / sd - 1)).toBeLessThan(0.03);
  expect(found.firstOrder).toBeCloseTo(firstOrder, 10);
}
const boiler = { id: "boiler", exchanges: [makes("steam"), emits("co2", 2)] };

test("entries of A and B that share a parameter move together; a global formula and a local parameter follow it", () => {
  // h = 2 (2.4 - 0.5 share) + 3 (2 share) = 4.8 + 5 share
  const { files, report } = builtOf({
    parameters: [
      { name: "share", value: 0.6, ...spread("normal", { sd: 0.05 }) },
      { name: "steam_per_t", value: "2.4 - 0.5 * share" },
    ],
    processes: [
      {
        id: "the mill",
        parameters: [{ name: "coal", value: "2 * Share" }],
        exchanges: [makes("board"), takes("steam", "steam_per_t"), emits("co2", "3 * coal")],
      },
      boiler,
    ],
  });
  expect(report.findings).toEqual([]);
  expect((files.get("uncertainty.csv") ?? "").split("\n").slice(1, -1)).toEqual([
    "A,1,1,formula,$steam_per_t -1 *,,,",
    "B,0,1,formula,3 $the%20mill/coal *,,,",
    "P,share,0.6,normal,0.6,0.05,,",
    "P,steam_per_t,,formula,2.4 0.5 $share * -,,,",
    "P,the%20mill/coal,,formula,2 $share *,,,",
  ]);
  const found = spreadIn(files, "board");
  expect(found.static).toBeCloseTo(7.8, 12);
  expectSpread(found, { mean: 7.8, sd: 0.25 });
  expect(found.shares).toEqual({ "P:share": 1 });
});

test("a lognormal parameter times a lognormal amount is a lognormal, and what else meets in the entry is drawn beside it", () => {
  const { files } = builtOf({
    parameters: [{ name: "x", value: 2, ...spread("lognormal", { geometricSd: 1.1 }) }],
    processes: [
      {
        id: "mill",
        exchanges: [
          makes("board"),
          emits("co2", "3 * x", { id: "burning", ...spread("lognormal", { geometricSd: 1.1 }) }),
          emits("co2", 1, { id: "lime", ...spread("normal", { sd: 0.5 }) }),
          emits("co2", 4, { id: "rest" }),
        ],
      },
    ],
  });
  const variance = 2 * sigma * sigma;
  const burning = 6 * Math.exp(variance / 2);
  const sd = Math.hypot(burning * Math.sqrt(Math.expm1(variance)), 0.5);
  const found = spreadIn(files, "board");
  expectSpread(found, { mean: burning + 5, sd, firstOrder: found.firstOrder });
  expect(Math.abs(found.firstOrder / sd - 1)).toBeLessThan(0.03);
  expect(Object.keys(found.shares).sort()).toEqual(["P:x", "group:mill#burning", "group:mill#lime"]);
});

test.each([
  ["normal", { sd: 0.2 }, 0.2],
  ["triangular", { min: 1, mode: 2, max: 3 }, Math.sqrt(1 / 6)],
  ["uniform", { min: 1, max: 3 }, Math.sqrt(1 / 3)],
])("a spread of its own is added to what a formula gives: %s", (distribution, numbers, own) => {
  const { files } = builtOf({
    parameters: [{ name: "x", value: 1, ...spread("uniform", { min: 0, max: 2 }) }],
    processes: [{ id: "mill", exchanges: [makes("board"), emits("co2", "x + 1", spread(distribution, numbers))] }],
  });
  expectSpread(spreadIn(files, "board"), { mean: 2, sd: Math.hypot(own, Math.sqrt(1 / 3)) });
});

test("a factor, a property that units convert by, a published result and the size of the reference follow parameters too", () => {
  const x = [{ name: "x", value: 1, ...spread("normal", { sd: 0.01 }) }];
  const by = (rest: Doc): { readonly sd: number; readonly firstOrder: number } => {
    const { files, report } = builtOf({ parameters: x, ...rest });
    expect(report.findings).toEqual([]);
    return spreadIn(files, "board");
  };
  const emitting = { id: "mill", exchanges: [makes("board"), emits("co2", 2)] };
  const factor = by({ processes: [emitting], methods: [gwp([{ flow: "co2", value: "3 * x" }])] });
  expect(factor.firstOrder).toBeCloseTo(0.06, 10);
  // 4 MJ of gas, of which a kg has 2 x: 2 / x kg, each of which gives 3 kg.
  const gas = { id: "gas", kind: "product", unit: "kg", properties: { energy: { value: "2 * x", unit: "MJ" } } };
  const property = by({
    flows: [...flows.filter(({ id }) => id !== "gas"), gas],
    processes: [
      { id: "mill", exchanges: [makes("board"), { ...takes("gas", 4), unit: "MJ" }] },
      { id: "well", exchanges: [makes("gas"), emits("co2", 3)] },
    ],
  });
  expect(property.firstOrder).toBeCloseTo(0.06, 10);
  const published = by({ processes: [{ id: "mill", exchanges: [makes("board")], impacts: { gwp: "5 * x" } }] });
  expect(published.firstOrder).toBeCloseTo(0.05, 10);
  const reference = by({ processes: [{ id: "mill", exchanges: [makes("board", "2 * x"), emits("co2", 2)] }] });
  expect(reference.firstOrder).toBeCloseTo(0.01, 10);
  for (const { sd, firstOrder } of [factor, property, published, reference])
    expect(Math.abs(sd / firstOrder - 1)).toBeLessThan(0.03);
});

const split = (allocation: Doc, rest: Doc = {}): ReturnType<typeof builtOf> =>
  builtOf({
    parameters: [{ name: "x", value: 0.6, ...spread("uniform", { min: 0.4, max: 0.8 }) }],
    flows: [
      { id: "board", kind: "product", unit: "kg", properties: { price: { value: "2 * x", unit: "CNY" } } },
      { id: "steam", kind: "product", unit: "kg", properties: { price: { value: 0.8, unit: "CNY" } } },
      ...flows.filter(({ id }) => id !== "board" && id !== "steam"),
    ],
    processes: [
      {
        id: "mill",
        exchanges: [
          makes("board"),
          makes("steam"),
          emits("co2", 10, spread("normal", { sd: 1 })),
          takes("gas", "2 * x"),
        ],
        allocation,
        ...rest,
      },
      { id: "well", exchanges: [makes("gas"), emits("co2", 1)] },
    ],
  });

test.each<[string, Doc, (x: number) => number]>([
  ["shares", { method: "shares", shares: { board: "x", steam: "1 - x" } }, (x) => x],
  ["prices", { method: "economic" }, (x) => (2 * x) / (2 * x + 0.8)],
  ["causal shares", { method: "causal", exchanges: {}, others: { board: "x", steam: "1 - x" } }, (x) => x],
])(
  "shares that follow a parameter move in every run, and the columns add up to the process: %s",
  (_, allocation, shareAt) => {
    const { files, report } = split(allocation);
    expect(report.findings.map(({ rule }) => rule)).not.toContain("uncertain-parameter");
    const [board, steam] = [spreadIn(files, "board", 500), spreadIn(files, "steam", 500)];
    const alone = split({ method: "shares", shares: { board: 1, steam: 0 } });
    const process = spreadIn(alone.files, "board", 500);
    for (const [run, value] of process.kept.entries())
      expect((board.kept[run] as number) + (steam.kept[run] as number)).toBeCloseTo(value, 9);
    expect(board.static / process.static).toBeCloseTo(shareAt(0.6), 12);
    const least = Math.min(...board.kept.map((value, run) => value / (process.kept[run] as number)));
    expect(least).toBeGreaterThan(shareAt(0.4));
    expect(least).toBeLessThan(shareAt(0.41));
  },
);

test("a temperature that follows a parameter is static in the shares, and that is said", () => {
  const energy = { value: 1, unit: "MJ" };
  const { report } = builtOf({
    parameters: [{ name: "x", value: 500, ...spread("normal", { sd: 5 }) }],
    flows: ["board", "steam"].map((id) => ({ id, kind: "product", unit: "kg", properties: { energy } })),
    processes: [
      {
        id: "plant",
        exchanges: [makes("board"), makes("steam")],
        allocation: { method: "exergy", power: ["board"], heatAtKelvin: { steam: "x" } },
      },
    ],
    methods: [],
  });
  expect(report.findings.filter(({ rule }) => rule === "uncertain-parameter")).toMatchObject([
    { id: "plant", message: expect.stringContaining('by the temperature of "steam", which is static here') },
  ]);
});

test("a recycled content that is drawn moves all parts of the circular footprint formula", () => {
  // h = 10 (1 - R1 + 0.5 R1) + 4 * 0.5 R1 = 10 - 3 R1
  const supply = (id: string, co2: number): Doc => ({ id, exchanges: [makes(id), emits("co2", co2)] });
  const { files } = builtOf({
    parameters: [{ name: "r", value: 0.5, ...spread("uniform", { min: 0, max: 1 }) }],
    processes: [
      {
        id: "mill",
        exchanges: [makes("board")],
        circular: [
          {
            ...{ id: "fibre", amount: 1, unit: "kg", R1: "r", R2: 0, R3: 1, A: 0.5, B: 1, qualityIn: 1 },
            ...{ virgin: { flow: "steam" }, recycled: { flow: "gas" }, energyRecovery: { flow: "gas" } },
          },
        ],
      },
      supply("steam", 10),
      supply("gas", 4),
    ],
  });
  expectSpread(spreadIn(files, "board"), { mean: 8.5, sd: 3 * Math.sqrt(1 / 12) });
});

test("a parameter that a scenario redefines is known: it is not spread", () => {
  const rest = {
    parameters: [{ name: "x", value: 2, ...spread("normal", { sd: 0.1 }) }],
    processes: [{ id: "mill", exchanges: [makes("board"), emits("co2", "x")] }],
  };
  expect(spreadIn(builtOf(rest).files, "board", 100).sd).toBeGreaterThan(0);
  expect(spreadIn(builtOf(rest, { set: { x: 3 } }).files, "board", 100)).toMatchObject({ sd: 0, static: 3 });
});

test("a part that is nothing in the static run alone needs what it is made of", () => {
  const material = { id: "fibre", amount: 1, unit: "kg", R1: 0, R2: "r", R3: 0, A: 0.5, virgin: { flow: "steam" } };
  const reasons = (rest: Doc): readonly string[] =>
    builtOf({
      parameters: [{ name: "r", value: 0, ...spread("uniform", { min: 0, max: 1 }) }],
      processes: [{ id: "mill", exchanges: [makes("board")], circular: [{ ...material, ...rest }] }],
    }).report.cases.map(({ message }) => message);
  expect(reasons({})).toEqual([expect.stringContaining("Qsout/Qp is not stated")]);
  expect(reasons({ qualityOut: 1 })).toEqual([
    expect.stringContaining('needs "disposal", "recyclingAtEnd", "displacedVirgin", and names no flow for it'),
  ]);
});
