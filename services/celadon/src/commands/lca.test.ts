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

test("wrong usage exits with 2: no product, no number, no entry", async () => {
  const folder = folderWith();
  expect((await lca("solve", folder, "--amount", "1")).code).toBe(2);
  expect((await lca("solve", folder, "--product", "leather", "--amount", "much")).code).toBe(2);
  const words = ["--product", "leather", "--method", "gwp100", "--set", "power=1"];
  expect((await lca("compare", folder, ...words)).code).toBe(2);
});
