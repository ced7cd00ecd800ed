import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderInTest, lcaInTest } from "../lca/folder-in-test.ts";

// 1 t of pulp grows on trees that take up 1.8 t of CO2, burns 0.1 t of gas that lets 1 kg of methane go, and takes 30 m3 of water, of which
// 25 go back. One t of board needs 1.1 t of it, and lets 0.05 t of biogenic CO2 go.
const files: Readonly<Record<string, string>> = {
  "A.mtx": "%%MatrixMarket matrix coordinate real general\n2 2 3\n1 1 1\n2 2 1\n2 1 -1.1\n",
  "B.mtx": `%%MatrixMarket matrix coordinate real general
6 2 6
1 2 1800
2 2 275
3 2 1
4 2 30
5 2 25
6 1 50
`,
  "C.mtx": "%%MatrixMarket matrix coordinate real general\n0 6 0\n",
  "products.csv": "index,id,name,unit\n0,board,Board,t\n1,pulp,Pulp,t\n",
  "processes.csv": "index,id,name,unit,location\n0,mill,Mill,,CN\n1,pulping,Pulping,,CN\n",
  "flows.csv": `index,id,name,unit,gas,origin,direction,water
0,uptake,CO2 of trees,kg,CO2,biogenic,uptake,
1,gas,CO2 of gas,kg,CO2,fossil,,
2,leak,Methane,kg,CH4,,,
3,river,River water,m3,,,,withdrawal
4,back,Water given back,m3,,,,return
5,bark,CO2 of bark,kg,CO2,biogenic,emission,
`,
  "methods.csv": "index,id,name,unit\n",
};

test("a folder is given whole groups of methods, and its footprints are those worked out by hand", async () => {
  const folder = folderInTest(files);
  const to = join(folder, "new");
  const words = ["--gwp", "AR6", "--gwp", "AR5", "--water", "aware", "--to", to, "--json"];
  const { code, said } = await lcaInTest("characterise", folder, ...words);
  expect(code).toBe(0);
  expect(said).toMatchObject({ flows: 6, gases: 4, waters: 2, defaultPlaces: [], flowsWithoutFactor: [] });
  const solved = await lcaInTest("solve", to, "--product", "board", "--amount", "1", "--json");
  const impacts = solved.said?.["impacts"] as readonly { readonly id: string; readonly amount: number | null }[];
  const amountOf = (id: string) => impacts.find((one) => one.id === id)?.amount;
  expect(impacts).toHaveLength(25);
  expect(amountOf("GWP100-AR6")).toBeCloseTo(1.1 * (275 + 27.9), 9);
  expect(amountOf("GWP100-AR5")).toBeCloseTo(1.1 * (275 + 28), 9);
  expect(amountOf("GWP100-AR6-including-biogenic-CO2")).toBeCloseTo(1.1 * (275 + 27.9 - 1800) + 50, 9);
  expect(amountOf("GWP100-AR6-biogenic-CO2-uptake")).toBeCloseTo(-1980, 9);
  expect(amountOf("GWP100-AR6-biogenic-CO2-emission")).toBe(50);
  expect(amountOf("GWP100-AR6-aircraft")).toBe(0);
  expect(amountOf("AWARE2.0")).toBeCloseTo(1.1 * (30 - 25) * 22.3, 9);
});

test("without --json a person is told what was made and assumed", async () => {
  const folder = folderInTest(files);
  const { code, said } = await lcaInTest("characterise", folder, "--gwp", "AR6", "--to", join(folder, "new"));
  expect([code, said]).toEqual([0, undefined]);
  expect(readFileSync(join(folder, "new", "methods.csv"), "utf8").split("\n")).toHaveLength(14);
});

test("nothing asked for, and a folder that would overwrite itself, are wrong usage; nothing is written", async () => {
  const folder = folderInTest(files);
  const to = join(folder, "new");
  expect(await lcaInTest("characterise", folder, "--to", to)).toMatchObject({
    code: 2,
    noted: expect.stringContaining("Nothing is asked for"),
  });
  expect(await lcaInTest("characterise", folder, "--gwp", "AR6", "--to", folder)).toMatchObject({
    code: 2,
    noted: expect.stringContaining("Name another one"),
  });
  expect(existsSync(to)).toBe(false);
});

test.each<[string, Readonly<Record<string, string>>, readonly string[], string]>([
  ["a set that is not known", {}, ["--gwp", "AR9"], "unknown-gwp-set"],
  ["a water method that is not known", {}, ["--water", "awere"], "unknown-water-method"],
  [
    "a word of flows.csv that is not known",
    { "flows.csv": files["flows.csv"]?.replace("fossil", "fosil") ?? "" },
    ["--gwp", "AR6"],
    "bad-file",
  ],
  [
    "flows of which nobody says what they are",
    { "flows.csv": "index,id,name,unit\n0,a,,\n1,b,,\n2,c,,\n3,d,,\n4,e,,\n5,f,,\n" },
    ["--gwp", "AR6"],
    "empty-method",
  ],
  ["a folder that is not sound", { "B.mtx": "no matrix" }, ["--gwp", "AR6"], "bad-file"],
])("%s is refused with exit code 1", async (_, changes, words, error) => {
  const folder = folderInTest({ ...files, ...changes });
  const to = join(folder, "new");
  const { code, said } = await lcaInTest("characterise", folder, ...words, "--to", to, "--json");
  expect([code, said]).toMatchObject([1, { error: { code: error } }]);
  expect(existsSync(to)).toBe(false);
});

const archive = join(import.meta.dirname, "../../../../test/data/openlca/beef-cattle-finishing.zip");

test("an archive is imported by several sets and by water, and its folder can be characterised anew, to the same factors", async () => {
  const folder = folderInTest({});
  const [once, bare, again] = ["once", "bare", "again"].map((name) => join(folder, name)) as [string, string, string];
  const asked = ["--gwp", "AR5", "--gwp", "AR6", "--water", "aware"];
  expect((await lcaInTest("import", archive, "--to", once, ...asked, "--json")).said?.["system"]).toMatchObject({
    methods: 25,
  });
  expect((await lcaInTest("import", archive, "--to", bare, "--json")).code).toBe(0);
  expect((await lcaInTest("characterise", bare, ...asked, "--to", again, "--json")).code).toBe(0);
  for (const product of ["0", "1"].map((at) => productAt(once, at))) {
    const impactsOf = async (where: string) =>
      (await lcaInTest("solve", where, "--product", product, "--amount", "1", "--json")).said?.["impacts"];
    expect(await impactsOf(again)).toEqual(await impactsOf(once));
  }
});

const productAt = (folder: string, index: string): string =>
  readFileSync(join(folder, "products.csv"), "utf8")
    .split("\n")
    .map((line) => line.split(","))
    .find(([at]) => at === index)?.[1] as string;
