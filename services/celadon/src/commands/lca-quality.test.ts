import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderInTest, lcaInTest } from "../lca/folder-in-test.ts";
import { runInTest } from "../run-in-test.ts";

// A board of 2 kg CO2e at the mill and 3 of bought pulp, whose supplier says nothing of water.
const files: Readonly<Record<string, string>> = {
  "A.mtx": "%%MatrixMarket matrix coordinate real general\n2 2 3\n1 1 1\n2 2 1\n2 1 -1\n",
  "B.mtx": "%%MatrixMarket matrix coordinate real general\n2 2 3\n1 1 2\n1 2 3\n2 1 5\n",
  "C.mtx": "%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 1\n2 2 1\n",
  "products.csv": "index,id,name,unit\n0,board,Board,t\n1,pulp,Pulp,t\n",
  "processes.csv": `index,id,name,unit,left_out,unknown_for,primary,scores
0,mill,Mill,,1,,1,1;1;2;1;1
1,pulping,Pulping,,0,water,,3;3;-;4;5
`,
  "flows.csv": "index,id,name,unit\n0,co2,CO2,kg\n1,river,Water,m3\n",
  "methods.csv": "index,id,name,unit\n0,gwp,GWP,kg CO2e\n1,water,Water,m3\n",
  "uncertainty.csv": "matrix,row,col,distribution,p1,p2,p3,group\n",
};
const quality = (folder: string, ...words: readonly string[]) => lcaInTest("quality", folder, ...words, "--json");

test("quality tells how much rests on primary data, how well it is scored, and what was cut off", async () => {
  const { code, said } = await quality(folderInTest(files), "--product", "board", "--method", "gwp");
  expect(code).toBe(0);
  expect(said).toEqual({
    ...{ total: 5, unit: "kg CO2e/t", primaryShare: 0.4, primaryShareOf: "net", primaryUnstated: 0.6 },
    ...{ scored: 1, unscored: 0, notApplicable: "leave-out", rounding: "half-up" },
    scores: [2.2, 2.2, 2, 2.8, 3.4],
    rounded: [2, 2, 2, 3, 3],
    cutOff: {
      ...{ exchangesLeftOut: 1, exchangesLeftOutPercent: 100 / 7, processesAffected: 1, processesAffectedPercent: 50 },
      ...{ impactOfAffectedPercent: 40, impactLeftOutPercent: null },
    },
  });
});

test("a score that does not apply may be the worst, and without a product every one has its share", async () => {
  const folder = folderInTest(files);
  const words = ["--not-applicable", "worst", "--rounding", "ceiling"];
  const { said } = await quality(folder, "--product", "board", "--method", "gwp", ...words);
  expect(said?.["rounded"]).toEqual([3, 3, 4, 3, 4]); // time: (2 · 2 + 3 · 5) / 5 = 3.8
  expect((await quality(folder, "--method", "gwp")).said).toEqual({
    products: [
      { id: "board", total: 5, unit: "kg CO2e/t", primaryShare: 0.4, primaryUnstated: 0.6, noShare: null },
      { id: "pulp", total: 3, unit: "kg CO2e/t", primaryShare: 0, primaryUnstated: 1, noShare: null },
    ],
  });
});

test("what a supplier does not say is unknown in every command, never 0", async () => {
  const folder = folderInTest(files);
  const out = join(folder, "out.csv");
  await lcaInTest("footprints", folder, "--method", "water", "--out", out);
  expect(readFileSync(out, "utf8").split("\n").slice(1, 3)).toEqual([
    "board,water,,m3/t,unknown",
    "pulp,water,,m3/t,unknown",
  ]);
  const demand = await lcaInTest("solve", folder, "--product", "board", "--amount", "1", "--json");
  expect(demand.said?.["impacts"]).toEqual([
    { id: "gwp", amount: 5, unit: "kg CO2e" },
    { id: "water", amount: null, unit: "m3" },
  ]);
  const asked = ["--product", "board", "--method", "water", "--json"];
  const refused = { code: 1, said: { error: { code: "unknown-impact", ids: ["pulping"], total: 1 } } };
  expect(await quality(folder, ...asked.slice(0, -1))).toMatchObject(refused);
  expect(await lcaInTest("contributions", folder, ...asked)).toMatchObject(refused);
  expect(await lcaInTest("compare", folder, ...asked, "--set", "B:co2,mill=1")).toMatchObject(refused);
  expect(await lcaInTest("montecarlo", folder, ...asked, "--runs", "2", "--seed", "1")).toMatchObject(refused);
});

test("a share that says nothing is told with its reason", async () => {
  // Growing for the mill takes up what the pulp emits.
  const folder = folderInTest({ ...files, "B.mtx": (files["B.mtx"] ?? "").replace("1 1 2", "1 1 -3") });
  const { said } = await quality(folder, "--method", "gwp");
  expect(said?.["products"]).toMatchObject([{ total: 0, primaryShare: null, noShare: "cancelled" }, { noShare: null }]);
  const { printed } = await runInTest(["lca", "quality", folder, "--method", "gwp"]);
  expect(printed).toMatch(/^board +none: credits leave next to nothing .*\npulp +0\.0 %, not stated 100\.0 %\n$/);
  const unknown = await quality(folder, "--method", "water");
  expect(unknown.said?.["products"]).toMatchObject([{ total: null, noShare: "unknown-impact" }, { total: null }]);
});

test.each([
  ["a method of unknown_for that is none", "water,,3", "sea,,3", 'unknown for method "sea"'],
  ["a share above 1", ",,1,1;1;2;1;1", ",,1.5,1;1;2;1;1", "no share of primary data"],
  ["scores that are not five", "1;1;2;1;1", "1;1;2", "not five scores"],
])("%s is refused with its line", async (_, before, after, words) => {
  const processes = files["processes.csv"]?.replace(before, after) ?? "";
  const folder = folderInTest({ ...files, "processes.csv": processes });
  const { code, said } = await quality(folder, "--method", "gwp");
  expect([code, said]).toMatchObject([1, { error: { code: "bad-file", message: expect.stringContaining(words) } }]);
});
