import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runInTest } from "../run-in-test.ts";

// A tannery buys power and heat; the power plant burns coal and needs some power itself.
//   y(power) = 0.9 / (1 - 0.1) = 1,  y(heat) = 0.3,  y(leather) = 2 + 3 * 1 + 10 * 0.3 = 8
const files: Readonly<Record<string, string>> = {
  "A.mtx": `%%MatrixMarket matrix coordinate real general
% products x processes
3 3 6
1 1 1
2 1 -3
3 1 -10
2 2 1
2 2 -0.1
3 3 1
`,
  "B.mtx": `%%MatrixMarket matrix coordinate real general
2 3 4
1 1 2
1 2 0.9
1 3 0.3
2 1 40
`,
  "C.mtx": `%%MatrixMarket matrix coordinate integer general
2 2 1
1 1 1
`,
  "products.csv": "index,id,name,unit\n0,leather,Leather,m2\n1,power,Power,kWh\n2,heat,Heat,MJ\n",
  "processes.csv": "index,id,name,unit\n0,tanning,Tanning,\n1,plant,Power plant,\n2,boiler,Boiler,\n",
  "flows.csv": 'index,id,name,unit\n0,co2,"Carbon dioxide, fossil",kg\n1,water,Water,m3\n',
  "methods.csv": "index,id,name,unit\n0,gwp100,GWP100,kg CO2e\n1,scarcity,Water scarcity,m3 world\n",
};

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder with the system, in which some files are others. */
function folderWith(others: Readonly<Record<string, string | undefined>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "celadon-lca-"));
  folders.push(folder);
  for (const [name, text] of Object.entries({ ...files, ...others }))
    if (text !== undefined) writeFileSync(join(folder, name), text);
  return folder;
}

const lca = async (...args: readonly string[]) => {
  const { code, printed, noted } = await runInTest(["lca", ...args]);
  return { code, said: printed === "" ? undefined : (JSON.parse(printed) as Record<string, unknown>), noted };
};

test("footprints writes every product by every method, and what has no factor as unknown", async () => {
  const folder = folderWith();
  const out = join(folder, "out.csv");
  const { code, said } = await lca("footprints", folder, "--out", out);
  expect(code).toBe(0);
  expect(readFileSync(out, "utf8")).toBe(`product_id,method_id,value,unit,status
leather,gwp100,8,kg CO2e/m2,complete
leather,scarcity,,m3 world/m2,empty-method
power,gwp100,1,kg CO2e/kWh,complete
power,scarcity,,m3 world/kWh,empty-method
heat,gwp100,0.3,kg CO2e/MJ,complete
heat,scarcity,,m3 world/MJ,empty-method
`);
  expect(said).toMatchObject({ products: 3, methods: 2, solvedBy: "gauss-seidel", boundKind: "verified" });
  expect(said?.["errorBound"]).toBeLessThan(1e-14);
});

test("what rests on a process of which something was left out is told as a lower bound", async () => {
  const processes = "index,id,name,unit,left_out\n0,tanning,Tanning,,0\n1,plant,Power plant,,2\n2,boiler,Boiler,,0\n";
  const folder = folderWith({ "processes.csv": processes });
  const out = join(folder, "out.csv");
  await lca("footprints", folder, "--method", "gwp100", "--out", out);
  const lines = readFileSync(out, "utf8").trim().split("\n").slice(1);
  expect(lines.map((line) => line.split(",")[4])).toEqual(["lower-bound", "lower-bound", "complete"]);
});

const archive = (name: string): string => join(import.meta.dirname, `../../../../test/data/openlca/${name}.zip`);

test("an openLCA archive becomes a folder that can be solved, and the report's counts add up", async () => {
  const folder = folderWith();
  const { said } = await lca("import", archive("beef-cattle-finishing"), "--to", folder, "--gwp", "AR6", "--json");
  const counts = said?.["counts"] as Record<string, number>;
  expect(counts).toEqual({ linked: 43, linkedBySoleSupplier: 2, cutOff: 53, ambiguous: 0, refused: 7 });
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(said?.["exchangesRead"]);
  const out = join(folder, "out.csv");
  expect((await lca("footprints", folder, "--method", "GWP100-AR6", "--out", out)).code).toBe(0);
  const statuses = readFileSync(out, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",")[4]);
  expect(statuses).toHaveLength(7);
  expect(statuses).toContain("lower-bound");
});

test("what is no archive is refused", async () => {
  const folder = folderWith({ "system.zip": "no zip" });
  const { code, said } = await lca("import", join(folder, "system.zip"), "--to", folder, "--json");
  expect(code).toBe(1);
  expect(said).toMatchObject({ error: { code: "bad-file" } });
});

test("solve tells supply, inventory and impacts of a demand, all in index order", async () => {
  const { said } = await lca("solve", folderWith(), "--product", "leather", "--amount", "2", "--json");
  expect(said).toMatchObject({
    supply: [
      { id: "tanning", amount: 2 },
      { id: "plant", amount: 6 / 0.9 },
      { id: "boiler", amount: 20 },
    ],
    inventory: [
      { id: "co2", amount: 16, unit: "kg" },
      { id: "water", amount: 80, unit: "m3" },
    ],
    impacts: [
      { id: "gwp100", amount: 16, unit: "kg CO2e" },
      { id: "scarcity", amount: null, unit: "m3 world" },
    ],
    solvedBy: "gauss-seidel",
  });
});

test("contributions tell what comes from where, and what the cut-off hides", async () => {
  const words = ["--product", "leather", "--method", "gwp100", "--cutoff", "0.3", "--json"];
  const { said } = await lca("contributions", folderWith(), ...words);
  expect(said).toEqual({
    total: 8,
    nodes: [
      { id: "tanning", direct: 2, upstream: 8, share: 0.25 },
      { id: "plant", direct: 3, upstream: 3, share: 0.375 },
      { id: "boiler", direct: 3, upstream: 3, share: 0.375 },
    ],
    edges: [
      { from: "plant", to: "tanning", amount: 3 },
      { from: "boiler", to: "tanning", amount: 3 },
    ],
    rest: { positive: 0, negative: 0, nodes: 0, edges: 0, edgesPositive: 0, edgesNegative: 0 },
  });
});

test("compare tells before, after and why", async () => {
  const words = [
    "--product",
    "leather",
    "--method",
    "gwp100",
    "--set",
    "A:power,tanning=-1",
    "--set",
    "B:co2,boiler=0.2",
  ];
  const { said } = await lca("compare", folderWith(), ...words, "--json");
  expect(said).toMatchObject({ before: 8, after: 5, difference: -3 });
  expect(said?.["contributions"]).toMatchObject([{ id: "plant", difference: -2 }, { id: "boiler" }]);
});

const withWords = {
  "processes.csv":
    "index,id,name,unit,location,stage\n0,tanning,Tanning,,CN,finishing\n1,plant,Power plant,,CN,\n2,boiler,Boiler,,,\n",
  "flows.csv": 'index,id,name,unit,gas,compartment\n0,co2,"Carbon dioxide, fossil",kg,CO2,air\n1,water,Water,m3,,\n',
};
const leather = ["--product", "leather", "--method", "gwp100"];

test.each([
  ["location", ["CN", 5], ["not stated", 3]],
  ["stage", ["not stated", 6], ["finishing", 2]],
  ["gas", ["CO2", 8]],
  ["compartment", ["air", 8]],
  ["flow", ["co2", 8]],
  ["process", ["boiler", 3], ["plant", 3], ["tanning", 2]],
])("contributions by %s are read off the lists, and add up to the total", async (by, ...wanted) => {
  const { said } = await lca("contributions", folderWith(withWords), ...leather, "--by", by, "--json");
  const parts = said?.["parts"] as readonly { id: string; amount: number }[];
  expect(parts.map(({ id, amount }) => [id, Number(amount.toFixed(12))])).toEqual(wanted);
  expect(said).toMatchObject({ by, total: 8, unit: "kg CO2e/m2", status: "complete", flowsWithoutFactor: 1 });
});

test("contributions go to a CSV with ids, units and signed values; a list without saying by what is wrong usage", async () => {
  const folder = folderWith(withWords);
  const out = join(folder, "parts.csv");
  const asked = ["lca", "contributions", folder, ...leather];
  expect((await runInTest([...asked, "--by", "flow-process", "--out", out])).code).toBe(0);
  expect(readFileSync(out, "utf8").split("\n").slice(0, 2)).toEqual([
    "kind,id,name,flow_id,process_id,positive,negative,value,unit,share",
    'part,co2 x boiler,"Carbon dioxide, fossil x Boiler",co2,boiler,3,0,3,kg CO2e/m2,0.375',
  ]);
  expect((await runInTest([...asked, "--out", out])).code).toBe(2);
  expect((await runInTest([...asked, "--by", "colour"])).code).toBe(2);
  const { printed, noted } = await runInTest([...asked, "--by", "process", "--cutoff", "0.3"]);
  expect(noted).toContain("no factor for 1 of the flows");
  expect(printed).toMatch(/^PROCESS +KG CO2E\/M2 +POSITIVE +NEGATIVE +SHARE +NAME\n/);
  expect(printed).toMatch(/rest \(1\) +2 +2 +0 +25.0 %\ntotal +8 +8 +0\n$/);
});

test("sensitivities rank every exchange, with the variance where something is uncertain", async () => {
  const { said } = await lca("sensitivities", folderWith(), ...leather, "--only", "input", "--json");
  expect(said).toMatchObject({ total: 8, more: 0, solvedBy: "gauss-seidel", boundKind: "verified" });
  expect(said?.["exchanges"]).toMatchObject([
    { kind: "input", matrix: "A", row: "heat", column: "tanning", value: -10, effect: 3, elasticity: 0.375 },
    { kind: "input", matrix: "A", row: "power", column: "tanning", value: -3, effect: 3, elasticity: 0.375 },
  ]);
  expect(said).not.toHaveProperty("uncertainty");
  const folder = folderWith({ "uncertainty.csv": spread });
  const { said: drawn } = await lca("sensitivities", folder, ...leather, "--json");
  // dh/db = 1 for tanning, 3 / 0.9 for the plant, y = 1 for the power: variances 0.04, (0.6 / sqrt 12 / 0.3)^2 and 9 of the lognormal
  const uncertainty = drawn?.["uncertainty"] as { draws: readonly { draw: string; variance: number }[] };
  const { draws } = uncertainty;
  expect(draws.map(({ draw }) => draw)).toEqual(["B:co2,plant", "B:co2,tanning", "A:power,tanning"]);
  expect(draws[0]?.variance).toBeCloseTo((3 / 0.9) ** 2 * 0.03, 12);
  expect(draws[1]?.variance).toBeCloseTo(0.04, 12);
  const { printed } = await runInTest(["lca", "sensitivities", folder, ...leather, "--top", "2"]);
  expect(printed).toContain("standard deviation, to first order: 0.6");
});

test("paths are printed as a tree, and as a list", async () => {
  const { said } = await lca("paths", folderWith(), ...leather, "--json");
  expect(said).toMatchObject({ total: 8, isFull: false });
  expect(said?.["nodes"]).toMatchObject([{ product: "leather", direct: 2 }, { parent: 0 }, { parent: 0 }]);
  const { printed } = await runInTest(["lca", "paths", folderWith(), ...leather]);
  expect(printed).toMatch(/\nleather +tanning +8 +2 +Leather\n {2}(?:heat|power) /);
});

const scenarioList = (...list: readonly unknown[]) => ({ "scenarios.json": JSON.stringify(list) });
const gas = { product: "power", by: [{ product: "heat", factor: 3.6 }] };

test("compare replaces a product, for all or for one process, and tells what differs", async () => {
  const one = ["--replace", "power@tanning=heat*3.6"];
  const { said } = await lca("compare", folderWith(), ...leather, ...one, "--json");
  expect(said).toMatchObject({ before: 8 });
  expect(said?.["after"]).toBeCloseTo(2 + 3 + 3 * 3.6 * 0.3, 12);
  const all = await lca("compare", folderWith(), ...leather, "--replace", "power=heat*3.6", "--json");
  expect(all.said).toEqual(said);
  const refused = await lca("compare", folderWith(), ...leather, "--replace", "power=heat", "--json");
  expect(refused.code).toBe(1);
  expect(refused.said).toMatchObject({
    error: { code: "bad-change", message: expect.stringContaining("how many MJ take the place of one kWh") },
  });
});

test("compare tells several scenarios by every method", async () => {
  const folder = folderWith(
    scenarioList(
      { id: "half", set: ["B:co2,plant=0.45"] },
      { id: "gas", replace: [gas] },
      { id: "gas, said shortly", replace: ["power=heat*3.6"] },
    ),
  );
  const file = join(folder, "scenarios.json");
  const { said } = await lca("compare", folder, "--product", "leather", "--scenarios", file, "--json");
  const rows = said?.["rows"] as readonly { scenario: string; method: string; difference: number | null }[];
  expect(rows.map(({ scenario, method }) => `${scenario}: ${method}`)).toEqual([
    ...["half: gwp100", "half: scarcity", "gas: gwp100", "gas: scarcity"],
    ...["gas, said shortly: gwp100", "gas, said shortly: scarcity"],
  ]);
  expect(rows.map(({ difference }) => difference?.toFixed(6))).toEqual([
    ...["-1.500000", undefined, "0.240000", undefined, "0.240000", undefined],
  ]);
  const { printed } = await runInTest(["lca", "compare", folder, "--product", "leather", "--scenarios", file]);
  expect(printed).toMatch(
    /^SCENARIO +METHOD +UNIT +BEFORE +AFTER +DIFFERENCE\nhalf +gwp100 +kg CO2e\/m2 +8 +6\.5 +-1\.5\n/,
  );
  expect(printed).toContain("no factor");
});

test.each([
  ["no list", { "scenarios.json": "{}" }, "A list of scenarios is wanted"],
  ["no JSON", { "scenarios.json": "power=heat" }, "A list of scenarios is wanted"],
  ["no id", scenarioList({ set: ["B:co2,plant=0.45"] }), 'Scenario 1 has no "id"'],
  ["no change", scenarioList({ id: "as it is" }), "changes nothing"],
  ["one id twice", scenarioList({ id: "x", replace: [gas] }, { id: "x", replace: [gas] }), "stands twice"],
  ["another word", scenarioList({ id: "x", swap: [] }), 'has "swap"'],
  ["no entry", scenarioList({ id: "x", set: ["power"] }), '"set" is a list'],
  ["no replacement", scenarioList({ id: "x", replace: [{ product: "power", by: [] }] }), '"replace" is a list'],
  ["a product nobody knows", scenarioList({ id: "x", replace: ["powr=heat*2"] }), 'Scenario "x": No product'],
])("scenarios with %s are refused", async (_, files, sentence) => {
  const folder = folderWith(files);
  const file = join(folder, "scenarios.json");
  const { code, noted } = await runInTest(["lca", "compare", folder, "--product", "leather", "--scenarios", file]);
  expect(code).toBe(1);
  expect(noted).toContain(sentence);
});

test("compare holds one folder against another, and has null where one has no such process", async () => {
  // In the other folder a wind park makes the power at 0.1: 2 + 3 * 0.1 + 3 = 5.3.
  const other = folderWith({
    "processes.csv": "index,id,name,unit\n0,tanning,Tanning,\n1,wind,Wind park,\n2,boiler,Boiler,\n",
    "B.mtx": "%%MatrixMarket matrix coordinate real general\n2 3 3\n1 1 2\n1 2 0.09\n1 3 0.3\n",
  });
  const { code, said } = await lca("compare", folderWith(), "--with", other, ...leather, "--json");
  expect(code).toBe(0);
  expect(said).toMatchObject({ before: 8, unit: "kg CO2e/m2", status: { before: "complete", after: "complete" } });
  expect(said?.["after"]).toBeCloseTo(5.3, 14);
  expect(said?.["contributions"]).toMatchObject([
    { id: "plant", before: 3, after: null, difference: -3 },
    { id: "wind", before: null },
  ]);
  const { printed } = await runInTest(["lca", "compare", folderWith(), "--with", other, ...leather]);
  expect(printed).toMatch(/plant\s+-3 kg CO2e\/m2 \(only before\)/);
});

test.each([
  ["nothing differs", ["--product", "leather", "--method", "gwp100"]],
  ["both ways", [...leather, "--set", "B:co2,plant=1", "--scenarios", "x.json"]],
  ["another folder and changes", [...leather, "--set", "B:co2,plant=1", "--with", "other"]],
  ["another folder and no method", ["--product", "leather", "--with", "other"]],
  ["no method", ["--product", "leather", "--set", "B:co2,plant=1"]],
  ["no entry", [...leather, "--set", "B:co2,plant="]],
  ["no replacement", [...leather, "--replace", "power"]],
  ["a factor that is no number", [...leather, "--replace", "power=heat*much"]],
])("compare where %s is wrong usage", async (_, words) => {
  expect((await runInTest(["lca", "compare", folderWith(), ...words])).code).toBe(2);
});

test("a matrix that is not square is refused by name, on standard output, with exit code 1", async () => {
  const folder = folderWith({
    "A.mtx": "%%MatrixMarket matrix coordinate real general\n3 2 3\n1 1 1\n2 1 -3\n2 2 1\n",
    "B.mtx": "%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 2\n",
    "processes.csv": "index,id,name,unit\n0,tanning,Tanning,\n1,plant,Power plant,\n",
  });
  const { code, said, noted } = await lca("solve", folder, "--product", "leather", "--amount", "1", "--json");
  expect(code).toBe(1);
  expect(said).toMatchObject({ error: { code: "not-square", ids: ["heat"], total: 1 } });
  expect(noted).toContain("no process supplies heat");
});

test.each([
  ["a file is missing", { "C.mtx": undefined }, "C.mtx is missing"],
  ["another format", { "A.mtx": "%%MatrixMarket matrix array real general\n1 1\n1\n" }, "A.mtx, line 1: "],
  ["no sizes", { "A.mtx": "%%MatrixMarket matrix coordinate real general\n" }, "The line of sizes is missing"],
  ["a place outside", { "B.mtx": "%%MatrixMarket matrix coordinate real general\n2 3 1\n3 1 2\n" }, "B.mtx, line 3: "],
  ["no number", { "B.mtx": "%%MatrixMarket matrix coordinate real general\n2 3 1\n1 1 x\n" }, "no finite number"],
  ["cut short", { "B.mtx": "%%MatrixMarket matrix coordinate real general\n2 3 2\n1 1 2\n" }, "1 are there"],
  [
    "too many",
    { "B.mtx": "%%MatrixMarket matrix coordinate real general\n2 3 1\n1 1 2\n1 2 2\n" },
    "More entries follow",
  ],
  ["an index twice", { "flows.csv": "index,id,name,unit\n0,co2,,kg\n0,water,,m3\n" }, "Index 0 stands twice"],
  ["an id twice", { "flows.csv": "index,id,name,unit\n0,co2,,kg\n1,co2,,m3\n" }, 'Id "co2" stands in line 2 already'],
  ["a column missing", { "flows.csv": "index,id,name\n0,co2,\n1,water,\n" }, "Column unit is missing"],
  [
    "lists that do not fit",
    { "flows.csv": "index,id,name,unit\n0,co2,,kg\n" },
    "2 rows of B.mtx and 1 lines in flows.csv",
  ],
])("a folder in which %s is refused, with the place", async (_, others, sentence) => {
  const { code, said, noted } = await lca("footprints", folderWith(others), "--out", "out.csv");
  expect(code).toBe(1);
  expect(said).toMatchObject({ error: { code: "bad-file" } });
  expect(noted).toContain(sentence);
});

test("entries of one place add up the same whatever their order", async () => {
  const entries = ["1 1 1", "2 1 -3", "3 1 -10", "2 2 1e15", "2 2 1", "2 2 -1e15", "2 2 -0.1", "3 3 1"];
  const texts = [entries, entries.toReversed()].map((some) => {
    const folder = folderWith({
      "A.mtx": `%%MatrixMarket matrix coordinate real general\n3 3 8\n${some.join("\n")}\n`,
    });
    return { folder, out: join(folder, "out.csv") };
  });
  for (const { folder, out } of texts) await lca("footprints", folder, "--out", out);
  const [one, other] = texts.map(({ out }) => readFileSync(out, "utf8"));
  expect(one).toBe(other);
});

const spread = `matrix,row,col,distribution,p1,p2,p3,group
B,0,0,normal,2,0.2,,
B,0,1,uniform,0.6,1.2,,
A,1,0,lognormal,3,1.05,,
`;

const drawn = (folder: string, ...more: readonly string[]) =>
  runInTest([
    "lca",
    "montecarlo",
    folder,
    "--product",
    "leather",
    "power",
    "--method",
    "gwp100",
    "--runs",
    "400",
    ...more,
  ]);

test("Monte Carlo: one seed gives the same bytes on one and on two threads, another seed others", async () => {
  const folder = folderWith({ "uncertainty.csv": spread });
  const one = await drawn(folder, "--seed", "7", "--threads", "1", "--json");
  const two = await drawn(folder, "--seed", "7", "--threads", "2", "--json");
  expect(one.printed).toBe(two.printed);
  expect((await drawn(folder, "--seed", "8", "--threads", "1", "--json")).printed).not.toBe(one.printed);
  const [leather, power] = one.printed
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, number>);
  expect(leather).toMatchObject({ id: "leather", static: 8 });
  expect(power).toMatchObject({ id: "power", static: 1 });
  // Emissions are drawn symmetrically: the mean is the static result, within four standard errors.
  for (const { mean, sd, static: stated } of [leather, power] as Record<string, number>[])
    expect(Math.abs((mean as number) - (stated as number))).toBeLessThan((4 * (sd as number)) / 20);
  expect((leather?.["p2_5"] as number) < (leather?.["p50"] as number)).toBe(true);
  expect((leather?.["p50"] as number) < (leather?.["p97_5"] as number)).toBe(true);
});

test("Monte Carlo in a table shows the standard deviation to first order beside that of the runs", async () => {
  const folder = folderWith({ "uncertainty.csv": spread });
  const { printed } = await drawn(folder, "--seed", "7", "--threads", "1");
  const [head, leather] = printed.split("\n").map((line) => line.split(/ {2,}/));
  expect(head?.at(-1)).toBe("SD TO FIRST ORDER");
  const [sd, bySlope] = [Number(leather?.[3]), Number(leather?.at(-1))];
  expect(Math.abs(bySlope / sd - 1)).toBeLessThan(0.15); // 400 runs: a standard error of 3.5 %
});

test("breakdowns, sensitivities and paths are the same to the bit in whatever order the system was written down", async () => {
  // Products and processes from the last to the first, entries too.
  const turned = (file: "A.mtx" | "B.mtx" | "C.mtx", rows: boolean, columns: boolean): string => {
    const [banner, ...lines] = (files[file] as string)
      .trim()
      .split("\n")
      .filter((line) => !line.startsWith("% "));
    const [sizes, ...entries] = lines.map((line) => line.split(" "));
    const [m, n] = [Number(sizes?.[0]) + 1, Number(sizes?.[1]) + 1];
    const moved = entries.map(([i, j, value]) => [rows ? m - Number(i) : i, columns ? n - Number(j) : j, value]);
    return `${[banner, sizes?.join(" "), ...moved.toReversed().map((one) => one.join(" "))].join("\n")}\n`;
  };
  const list = (file: string): string => {
    const [head, ...lines] = (files[file] as string).trim().split("\n");
    const last = lines.length - 1;
    return `${[head, ...lines.map((line, at) => line.replace(/^\d+/, `${last - at}`))].join("\n")}\n`;
  };
  const one = folderWith({ "uncertainty.csv": spread });
  const other = folderWith({
    ...{ "A.mtx": turned("A.mtx", true, true), "B.mtx": turned("B.mtx", false, true) },
    ...{ "products.csv": list("products.csv"), "processes.csv": list("processes.csv") },
    "uncertainty.csv": spread.replace("B,0,0", "B,0,2").replace("A,1,0", "A,1,2"),
  });
  for (const words of [
    ["contributions", "--by", "process"],
    ["contributions", "--by", "flow-process"],
    ["sensitivities", "--top", "50"],
    ["paths", "--cutoff", "0"],
    ["compare", "--replace", "power=heat*3.6"],
  ]) {
    const [command, ...options] = words as [string, ...string[]];
    const [said, again] = [
      await lca(command, one, ...leather, ...options, "--json"),
      await lca(command, other, ...leather, ...options, "--json"),
    ];
    expect(again).toEqual(said);
    expect(said.code).toBe(0);
  }
});

test("Monte Carlo against another product: how often it is the smaller, under the same draws", async () => {
  const alike = "index,id,name,unit\n0,leather,Leather,kWh\n1,power,Power,kWh\n2,heat,Heat,kWh\n";
  const folder = folderWith({ "uncertainty.csv": spread, "products.csv": alike });
  const alone = await drawn(folder, "--seed", "7", "--threads", "1", "--json");
  const one = await drawn(folder, "--seed", "7", "--threads", "1", "--against", "heat", "--json");
  const two = await drawn(folder, "--seed", "7", "--threads", "2", "--against", "heat", "--json");
  expect(one.printed).toBe(two.printed);
  expect(one.printed.startsWith(alone.printed)).toBe(true);
  const lines = one.printed.trim().split("\n");
  expect(lines).toHaveLength(4);
  const compared = lines.slice(2).map((line) => JSON.parse(line) as Record<string, number>);
  expect(compared).toMatchObject([
    { a: "leather", b: "heat", count: 400, probabilityLess: 0 },
    { a: "power", b: "heat", probabilityLess: 0 },
  ]);
  // Heat is certain: the difference spreads as the power does.
  const power = JSON.parse(lines[1] as string) as Record<string, number>;
  expect(compared[1]?.["sdDifference"]).toBeCloseTo(power["sd"] as number, 12);
  expect(compared[1]?.["meanDifference"]).toBeCloseTo((power["mean"] as number) - 0.3, 12);
});

test.each([
  ["itself", "power", 2],
  ["a product of another unit", "heat", 1],
  ["a product nobody knows", "heats", 1],
])("Monte Carlo against %s is refused", async (_, other, code) => {
  const folder = folderWith({ "uncertainty.csv": spread });
  expect((await drawn(folder, "--seed", "7", "--threads", "1", "--against", other)).code).toBe(code);
});

test("Monte Carlo against a product of another unit is a refusal that a script can read", async () => {
  const folder = folderWith({ "uncertainty.csv": spread });
  const { printed } = await drawn(folder, "--seed", "7", "--threads", "1", "--against", "heat", "--json");
  expect(JSON.parse(printed)).toMatchObject({ error: { code: "wrong-unit", ids: ["leather", "heat"], total: 2 } });
});

test("a loop that takes more than it makes is told by its processes, by solve and by footprints", async () => {
  // The power plant takes 1.1 of its own power by way of the boiler: 1 kWh needs 11 MJ, each 0.1 kWh.
  const entries = "1 1 1\n2 1 -3\n2 2 1\n3 2 -11\n3 3 1\n2 3 -0.1\n";
  const folder = folderWith({ "A.mtx": `%%MatrixMarket matrix coordinate real general\n3 3 6\n${entries}` });
  const overdrawn = [{ processes: ["boiler", "plant"], total: 2 }];
  const one = await lca("solve", folder, "--product", "leather", "--amount", "1", "--json");
  expect(one.said).toMatchObject({ overdrawn });
  expect(one.noted).toContain("takes more of its own products than it makes of them");
  const all = await lca("footprints", folder, "--out", join(folder, "out.csv"));
  expect(all.said).toMatchObject({ overdrawn });
  expect(all.noted).toContain("boiler, plant");
  expect((await lca("solve", folderWith(), "--product", "leather", "--amount", "1", "--json")).said).toMatchObject({
    overdrawn: [],
  });
});

test("tables for people have figures of few digits, and --json has all of them", async () => {
  const folder = folderWith({ "B.mtx": files["B.mtx"]?.replace("1 2 0.9", "1 2 0.7") });
  const [shown, exact] = [
    await runInTest(["lca", "solve", folder, "--product", "leather", "--amount", "1000000", "--method", "gwp100"]),
    await lca("solve", folder, "--product", "leather", "--amount", "1", "--method", "gwp100", "--json"),
  ];
  expect(shown.printed).toBe("gwp100  7,333,333 kg CO2e\n");
  expect(exact.said?.["impacts"]).toMatchObject([{ amount: 7.333333333333333 }]);
  const { printed } = await runInTest(["lca", "compare", folder, ...leather, "--set", "B:co2,plant=0.9"]);
  expect(printed).toMatch(
    /^before +7\.33333 kg CO2e\/m2\nafter +8 kg CO2e\/m2\ndifference +0\.666667 kg CO2e\/m2\nplant +0\.666667 kg CO2e\/m2\n$/,
  );
});

test("Monte Carlo without any spread is the static result in every run", async () => {
  const nothing = "matrix,row,col,distribution,p1,p2,p3,group\nB,0,0,normal,2,0,,\nA,1,0,lognormal,3,1,,\n";
  const { printed } = await drawn(
    folderWith({ "uncertainty.csv": nothing }),
    "--seed",
    "1",
    "--threads",
    "1",
    "--json",
  );
  expect(JSON.parse(printed.split("\n")[0] as string)).toEqual({
    ...{ id: "leather", static: 8, mean: 8, sd: 0, p2_5: 8, p50: 8, p97_5: 8 },
  });
});

test.each([
  ["D,0,0,normal,2,0.2,,", "is no matrix; write A, B or C"],
  ["B,9,0,normal,2,0.2,,", "B.mtx has no entry in row 9, column 0"],
  ["A,0,1,normal,2,0.2,,", "A.mtx has no entry in row 0, column 1"],
  ["B,0,0,gamma,2,0.2,,", '"gamma" is no distribution'],
  ["B,0,0,normal,2,,,", "needs 2 numbers"],
  ["A,1,0,lognormal,2,1.1,,", "the median is 2, but the amount is -3"],
  ["B,0,0,uniform,3,2,,", "the minimum 3 is above the maximum 2"],
  ["B,0,0,normal,2,1,,\nB,0,0,normal,2,1,,", "Entry B:co2,tanning stands in line 2 already"],
])("uncertainty %s is refused", async (lines, sentence) => {
  const folder = folderWith({ "uncertainty.csv": `matrix,row,col,distribution,p1,p2,p3,group\n${lines}\n` });
  const { code, noted } = await drawn(folder, "--seed", "1");
  expect(code).toBe(1);
  expect(noted).toContain(sentence);
});

test("the same system written down in another order has the same bits, told in the order it was written in", async () => {
  const turned = folderWith({
    "A.mtx": "%%MatrixMarket matrix coordinate real general\n3 3 6\n3 2 1\n1 2 -3\n2 2 -10\n1 1 1\n1 1 -0.1\n2 3 1\n",
    "B.mtx": "%%MatrixMarket matrix coordinate real general\n2 3 4\n2 2 2\n2 1 0.9\n2 3 0.3\n1 2 40\n",
    "C.mtx": "%%MatrixMarket matrix coordinate integer general\n2 2 1\n2 2 1\n",
    "products.csv": "index,id,name,unit\n1,heat,Heat,MJ\n0,power,Power,kWh\n2,leather,Leather,m2\n",
    "processes.csv": "index,id,name,unit\n0,plant,Power plant,\n1,tanning,Tanning,\n2,boiler,Boiler,\n",
    "flows.csv": "index,id,name,unit\n0,water,Water,m3\n1,co2,CO2,kg\n",
    "methods.csv": "index,id,name,unit\n0,scarcity,Water scarcity,m3 world\n1,gwp100,GWP100,kg CO2e\n",
  });
  const folder = folderWith();
  for (const each of [folder, turned]) await lca("footprints", each, "--out", join(each, "out.csv"));
  const [lines, others] = [folder, turned].map((each) =>
    readFileSync(join(each, "out.csv"), "utf8").trim().split("\n"),
  );
  expect(others?.toSorted()).toEqual(lines?.toSorted());
  expect(others?.slice(1, 3).map((line) => line.split(",").slice(0, 2))).toEqual([
    ["power", "scarcity"],
    ["power", "gwp100"],
  ]);
  const { said } = await lca("solve", turned, "--product", "leather", "--amount", "1", "--json");
  expect(said?.["supply"]).toMatchObject([{ id: "plant" }, { id: "tanning", amount: 1 }, { id: "boiler", amount: 10 }]);
});

test("wrong usage exits with 2: no product, no number, no entry", async () => {
  const folder = folderWith();
  expect((await lca("solve", folder, "--amount", "1")).code).toBe(2);
  expect((await lca("solve", folder, "--product", "leather", "--amount", "much")).code).toBe(2);
  const words = ["--product", "leather", "--method", "gwp100", "--set", "power=1"];
  expect((await lca("compare", folder, ...words)).code).toBe(2);
});
