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
    rest: { positive: 0, negative: 0, nodes: 0, edges: 0 },
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
