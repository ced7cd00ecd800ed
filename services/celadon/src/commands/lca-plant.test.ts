import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lifecycleDirect, loadRelease } from "@celadon/footprinter";
import { afterAll, expect, test, vi } from "vitest";
import { type Answers, refusal } from "../fake-service.ts";
import { inventoryIn } from "../lca/inventory-in.ts";
import { runInTest } from "../run-in-test.ts";

vi.setConfig({ testTimeout: 60_000 }); // the factor tables are read

const root = mkdtempSync(join(tmpdir(), "celadon-lca-plant-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const row = {
  id: "grid-cn-footprint-2024",
  gas: "CO2e",
  value: "0.5777",
  unit: "kgCO2e",
  perUnit: "kWh",
  document: "d",
  edition: "e",
  locator: "l",
  confidence: "official",
  marks: ["age 2 years"],
  gwpSet: "unknown",
};
const stretch = { from: "2026-01-01T00:00:00+08:00", to: "2026-02-01T00:00:00+08:00" };
const source = {
  ...{ channel: "kwh", ...stretch, amount: "1000", unit: "kWh" },
  ...{ measuredMs: "2678400000", estimatedMs: "0", missingMs: "0", stated: "", coefficient: "1" },
};
const line = {
  ...{
    id: "machine/grid",
    process: "machine",
    flow: "grid",
    activity: "electricity/grid",
    amount: "1000",
    unit: "kWh",
  },
  ...{ scope: 2, stage: "", sources: [source], factors: [row], basis: "primary", note: "", ...stretch },
  ...{ direct: [], coefficients: [] },
};
/** A mill as the interface tells its inventory: 10 t of board from 1000 kWh, so 57.77 kg per t. */
const inventory = {
  ...{ factory: "mill", ...stretch, reached: "1970-01-01T00:00:00Z", timeZone: "Asia/Shanghai" },
  models: [{ hash: "a", from: stretch.from }],
  ...{ method: "celadon-3", factorRelease: "r", activityDigest: "d", reach: "complete", gwpSet: "AR6", purpose: "pcf" },
  processes: [
    {
      ...{ id: "machine", stage: "production", uses: [], allocation: null },
      outputs: [{ product: "board", amount: "10", unit: "t", sources: [] }],
    },
  ],
  ...{ lines: [line], gaps: [], indicators: [], lot: undefined },
  products: [
    {
      ...{ product: "board", process: "", declaredAmount: "1", declaredUnit: "t", boundary: "cradle-to-gate" },
      ...{ name: "Board", nameZh: "", marks: [], group: "", keys: [] },
    },
  ],
};

async function answersFor(told: typeof inventory): Promise<Answers> {
  const calculated = await lifecycleDirect(loadRelease()).calculate(inventoryIn(told));
  if (calculated.kind !== "accept") throw new Error(calculated.evidence);
  const rows = calculated.value.footprints.map(({ id, product }) => ({ id, product }));
  return {
    "GET /v1/plants": [{ factory: "mill", timeZone: "Asia/Shanghai" }],
    "POST /v1/footprints/compute": rows,
    ...Object.fromEntries(rows.map(({ id }) => [`GET /v1/footprints/${id}`, { inventory: told }])),
  };
}

const plant = async (to: string, more: readonly string[] = [], answers?: Answers) => {
  const words = ["lca", "plant", "--factory", "mill", "--period", "2026-01", "--to", to, "--json", ...more];
  const ran = await runInTest(words, answers ?? (await answersFor(inventory)), { folder: root });
  return { ...ran, said: ran.printed === "" ? undefined : (JSON.parse(ran.printed) as Record<string, unknown>) };
};
const solve = async (folder: string, ...more: readonly string[]) => {
  const { printed } = await runInTest(
    ["lca", "solve", folder, "--amount", "1", "--json", ...more],
    {},
    { folder: root },
  );
  return JSON.parse(printed) as { readonly impacts: readonly unknown[]; readonly supply: readonly unknown[] };
};

test("a plant's month becomes a folder that every command works on, with the plant's own figure", async () => {
  const { code, said, asked } = await plant("own");
  expect(code).toBe(0);
  expect(JSON.parse(asked.find(({ path }) => path === "/v1/footprints/compute")?.body.toString() ?? "")).toEqual({
    factory: "mill",
    from: "2025-12-31T16:00:00Z",
    to: "2026-01-31T16:00:00Z",
  });
  expect(said).toMatchObject({
    factory: "mill",
    from: "2025-12-31T16:00:00Z",
    gwpSet: "AR6",
    footprints: [{ product: "board", amount: "57.77", per: { amount: "1", unit: "t" } }],
    systems: [
      {
        view: "as-modelled",
        folder: "own",
        figures: [
          { product: "mill/board", method: "GWP100-AR6", amount: expect.closeTo(57.77, 12), status: "complete" },
          { product: "mill/board", method: "GWP100-AR6-biogenic-CO2", amount: null, status: "empty-method" },
        ],
      },
    ],
    background: null,
    leftOut: [],
    rows: [
      {
        id: "grid-cn-footprint-2024",
        region: "CN",
        uncertainty: "unknown",
        drawn: "not drawn: its source states none",
      },
    ],
  });
  expect(JSON.parse(readFileSync(join(root, "own", "report.json"), "utf8"))).toEqual(said);
  const { impacts, supply } = await solve("own", "--product", "mill/board", "--method", "GWP100-AR6");
  expect(impacts).toEqual([{ id: "GWP100-AR6", amount: expect.closeTo(57.77, 12), unit: "kg CO2e" }]);
  expect(supply).toEqual([
    { id: "mill/machine", amount: 0.1 },
    { id: "factor:grid-cn-footprint-2024", amount: 100 },
  ]);
});

test("the folder says what of it is primary data, and quality gives the share of the plant's own footprint", async () => {
  const half = { ...source, measuredMs: "1339200000", estimatedMs: "1339200000" };
  const power = { ...line, sources: [half] };
  const salt = { ...line, id: "machine/salt", flow: "salt", activity: "material/salt", amount: "3000", scope: 3 };
  const told = { ...inventory, lines: [power, salt] };
  const calculated = await lifecycleDirect(loadRelease()).calculate(inventoryIn(told));
  if (calculated.kind !== "accept") throw new Error(calculated.evidence);
  await plant("primary", [], await answersFor(told));
  const words = ["lca", "quality", "primary", "--method", "GWP100-AR6", "--product", "mill/board", "--json"];
  const { printed } = await runInTest(words, {}, { folder: root });
  const { primaryShare, primaryUnstated } = JSON.parse(printed) as Record<string, number>;
  expect([primaryShare, primaryUnstated]).toEqual([0.125, 0]); // of power, 1 of 4 parts, half was measured
  expect(calculated.value.footprints[0]?.primaryDataShare).toBe("0.125");
});

test("a folder can be the background of another plant, under the hash of its content", async () => {
  await plant("supplier");
  const { said } = await plant("joined", [
    "--background",
    "supplier",
    "--link",
    "machine/grid=factor:grid-cn-footprint-2024",
  ]);
  expect(said?.["background"]).toMatchObject({ prefix: expect.stringMatching(/^db:[0-9a-f]{12}\/$/), pairs: [{}, {}] });
  const { prefix } = (said as { readonly background: { readonly prefix: string } }).background;
  expect(said?.["links"]).toEqual([
    {
      ...{ input: "machine/grid", product: "factor:grid-cn-footprint-2024" },
      ...{ lines: ["machine/grid"], conversion: "1 kWh = 1 kWh" },
    },
  ]);
  const { impacts } = await solve("joined", "--product", `${prefix}mill/board`, "--method", "GWP100-AR6");
  expect(impacts).toEqual([{ id: "GWP100-AR6", amount: expect.closeTo(57.77, 12), unit: "kg CO2e" }]);
});

test("an imported archive supplies what the plant has no factor for; what the archive left out makes a lower bound", async () => {
  const archive = join(import.meta.dirname, "../../../../test/data/openlca/beef-cattle-finishing.zip");
  await runInTest(["lca", "import", archive, "--to", "database", "--gwp", "AR6", "--json"], {}, { folder: root });
  const beef = "f7afe52c-8ae2-45be-9db6-18f9465ec8d8"; // cattle, live weight, counted in kg
  const tallow = {
    ...line,
    id: "machine/tallow",
    flow: "tallow",
    activity: "material/tallow",
    amount: "2",
    unit: "t",
    factors: [],
    scope: 3,
  };
  const answers = await answersFor({ ...inventory, lines: [line, tallow] });
  const { said } = await plant(
    "with database",
    ["--background", "database", "--link", `machine/tallow=${beef}`],
    answers,
  );
  const { impacts } = await solve("database", "--product", beef, "--method", "GWP100-AR6");
  const [{ amount: perKg }] = impacts as readonly [{ readonly amount: number }];
  expect(said).toMatchObject({
    footprints: [{ amount: null, status: "incomplete" }],
    // 57.77 kg of power, and 2000 kg of cattle for 10 t of board
    systems: [{ figures: [{ amount: expect.closeTo(57.77 + 200 * perKg, 8), status: "lower-bound" }, {}] }],
    background: { pairs: [{ by: "id" }, { by: "id" }] },
    links: [{ lines: ["machine/tallow"], conversion: "1 t = 1000 kg" }],
    leftOut: [],
  });
  expect(perKg).toBeGreaterThan(0);
});

test("by place and by market there are two folders, and both figures are told", async () => {
  const wind = "factor:generation-cn-wind-footprint-2024";
  const { said, code } = await plant("views", [
    "--electricity",
    `market=${wind}@0.5`,
    "grid-average=factor:grid-cn-footprint-2024",
  ]);
  expect(code).toBe(0);
  const systems = said?.["systems"] as readonly { view: string; figures: { amount: number }[]; notes: string[] }[];
  expect(systems.map(({ view }) => view)).toEqual(["location-based", "market-based"]);
  expect(systems.map(({ figures }) => figures[0]?.amount)).toEqual([
    expect.closeTo(57.77, 10),
    expect.closeTo(100 * (0.5 * 0.0324 + 0.5 * 0.5777), 10),
  ]);
  expect(systems[1]?.notes.join("\n")).toContain("in place of a residual mix");
  for (const view of ["location-based", "market-based"])
    expect(existsSync(join(root, "views", view, "A.mtx"))).toBe(true);
  const refused = await plant("views", ["--electricity", `market=${wind}@0.5`]);
  expect(refused).toMatchObject({ code: 1, said: { error: { code: "bad-electricity" } } });
});

test("what the service refuses, and what it has no footprint of, is one refusal with its sentence", async () => {
  const answers = await answersFor(inventory);
  const unknown = refusal(404, "unknown-plant", 'No plant model of "mill" is applied.');
  expect(await plant("none", [], { ...answers, "POST /v1/footprints/compute": unknown })).toMatchObject({
    code: 1,
    said: { error: { code: "no-inventory", message: 'No plant model of "mill" is applied.', ids: ["mill"] } },
  });
  expect(await plant("none", [], { ...answers, "POST /v1/footprints/compute": [] })).toMatchObject({
    said: { error: { code: "no-inventory" } },
  });
  expect(existsSync(join(root, "none"))).toBe(false);
});

test("a service that weighs gases otherwise is refused, because its footprint would be another", async () => {
  const id = "833a6ad6-4f03-5fb1-b03a-af5696421fc3";
  const answers = {
    "GET /v1/plants": [{ factory: "mill", timeZone: "Asia/Shanghai" }],
    "POST /v1/footprints/compute": [{ id, product: "board" }],
    [`GET /v1/footprints/${id}`]: { inventory },
  };
  expect(await plant("none", [], answers)).toMatchObject({
    code: 1,
    said: { error: { code: "contradictory-inventory" } },
  });
});

test.each([
  [["--period", "soon"], /is no period of whole months/],
  [["--link", "grid"], /has not both sides/],
  [["--method", "=x"], /has not both sides/],
  [["--electricity", "green=x"], /none of its roles/],
  [["--electricity", "residual=x", "residual=y"], /said twice/],
])("wrong usage: %s", async (words, sentence) => {
  const { code, noted } = await plant("none", words, {});
  expect(code).toBe(2);
  expect(noted).toMatch(sentence);
});

test("for people it is a table, with what they must know below", async () => {
  const glue = { ...line, id: "machine/glue", flow: "glue", activity: "material/glue", factors: [], scope: 3 };
  const answers = await answersFor({ ...inventory, lines: [line, glue] });
  const words = ["lca", "plant", "--factory", "mill", "--period", "2026-01", "--to", "table"];
  const { printed, noted } = await runInTest(words, answers, { folder: root });
  expect(printed).toMatch(/mill\/board +as-modelled +GWP100-AR6 +57\.77 +kg CO2e per 1 t +lower-bound +table/);
  expect(noted).toContain('left out: machine/glue: Line "machine/glue" has no factor for "material/glue".');
});

test("--months takes the period of the latest complete footprint over so many months, and one of the two words has to be said", async () => {
  const answers = await answersFor(inventory);
  const footprint = { product: "board", status: "complete", id: "x" };
  const listed = [
    { ...footprint, localFrom: "2025-12-01T00:00:00+08:00", localTo: "2026-01-01T00:00:00+08:00" },
    { ...footprint, localFrom: "2026-01-01T00:00:00+08:00", localTo: "2026-02-01T00:00:00+08:00" },
    { ...footprint, localFrom: "2025-03-01T00:00:00+08:00", localTo: "2026-03-01T00:00:00+08:00" },
  ];
  const words = ["lca", "plant", "--factory", "mill", "--to", "latest", "--json"];
  const run = (...more: readonly string[]) =>
    runInTest([...words, ...more], { ...answers, "GET /v1/footprints": listed }, { folder: root });
  const { code, asked } = await run("--months", "1");
  expect(code).toBe(0);
  expect(JSON.parse(asked.find(({ path }) => path === "/v1/footprints/compute")?.body.toString() ?? "")).toMatchObject({
    from: "2025-12-31T16:00:00Z",
    to: "2026-01-31T16:00:00Z",
  });
  expect(await run("--months", "2")).toMatchObject({ code: 1, noted: expect.stringContaining("over 2 months") });
  for (const both of [[], ["--months", "1", "--period", "2026-01"]])
    expect(await run(...both)).toMatchObject({ code: 2, noted: expect.stringContaining("--period 2026-05") });
});
