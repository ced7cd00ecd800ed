import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderInTest, lcaInTest } from "../lca/folder-in-test.ts";

// What is mistyped or in the way is told by a sentence with its fix, on standard output as JSON too, and is never a broken Celadon.

const empty = "%%MatrixMarket matrix coordinate real general\n";
const files = {
  "A.mtx": `${empty}1 1 1\n1 1 1\n`,
  "B.mtx": `${empty}1 1 1\n1 1 2\n`,
  "C.mtx": `${empty}1 1 1\n1 1 1\n`,
  "products.csv": "index,id,name,unit\n0,leather,Leather,m2\n",
  "processes.csv": "index,id,name,unit\n0,tanning,Tanning,\n",
  "flows.csv": "index,id,name,unit,gas,origin,compartment\n0,co2,CO2,kg,CO2,fossil,air\n",
  "methods.csv": "index,id,name,unit\n0,gwp,GWP,kg CO2e\n",
};
const one = ["--product", "leather", "--method", "gwp"];
const document = JSON.stringify({ format: "celadon-processes-1", flows: [], processes: [] });

const refused = async (words: readonly string[], sentence: string | RegExp) => {
  const { code, said, noted } = await lcaInTest(...words);
  expect(noted).toMatch(sentence);
  expect(noted).not.toContain("Something in Celadon broke");
  expect(code).toBe(1);
  expect(said).toMatchObject({ error: { message: expect.stringMatching(sentence), ids: [], total: 0 } });
};

test("a folder that is none is told by its name, a file in its place too", async () => {
  const folder = folderInTest(files);
  await refused(["solve", join(folder, "nope"), "--product", "x", "--amount", "1"], /There is no folder .*nope/);
  await refused(
    ["solve", join(folder, "A.mtx"), "--product", "x", "--amount", "1"],
    /A\.mtx is a file: name the system/,
  );
});

test("a folder in the place of a matrix is told", async () => {
  const { "A.mtx": _, ...others } = files;
  const folder = folderInTest(others);
  mkdirSync(join(folder, "A.mtx"));
  await refused(["contributions", folder, ...one], /A\.mtx is a folder/);
});

test("a table that cannot be written is told with its place", async () => {
  const folder = folderInTest(files);
  await refused(["footprints", folder, "--out", folder], /is a folder, and a file is to be written/);
  await refused(["footprints", folder, "--out", join(folder, "no/x.csv")], /the folder it is to stand in is not there/);
  await refused(["contributions", folder, ...one, "--by", "flow", "--out", folder], /is a folder, and a file/);
});

test("a system folder is not written in the place of a file", async () => {
  const folder = folderInTest({ ...files, "document.json": document, taken: "" });
  const to = ["--to", join(folder, "taken")];
  await refused(["build", join(folder, "document.json"), ...to], /taken cannot be a folder/);
  await refused(["characterise", folder, "--gwp", "AR6", ...to], /taken cannot be a folder/);
});

test("an archive that is not there, or is a folder, is told", async () => {
  const folder = folderInTest({});
  await refused(["import", join(folder, "no.zip"), "--to", folder], /There is no file .*no\.zip/);
  await refused(["import", folder, "--to", folder], /is a folder: name a file in it/);
});

test("runs without uncertainty.csv are refused with what it has to hold", async () => {
  const folder = folderInTest(files);
  await refused(
    ["montecarlo", folder, ...one, "--runs", "9", "--seed", "1"],
    /uncertainty\.csv is missing.*distribution,p1/,
  );
});

test("a folder characterised anew keeps no uncertainty of another system", async () => {
  const folder = folderInTest(files);
  const to = folderInTest({});
  writeFileSync(join(to, "uncertainty.csv"), "of another");
  expect((await lcaInTest("characterise", folder, "--gwp", "AR6", "--to", to)).code).toBe(0);
  await refused(
    ["montecarlo", to, "--product", "leather", "--method", "GWP100-AR6", "--runs", "9", "--seed", "1"],
    /is missing/,
  );
});

test("a gas that has no factor, for its unit or its name, is told to people too", async () => {
  const flows = "index,id,name,unit,gas,origin,compartment\n0,co2,CO2,m3,CO2,fossil,air\n1,n2o,N2O,kg,N2O,fossil,air\n";
  const two = { "B.mtx": `${empty}2 1 1\n1 1 2\n`, "C.mtx": `${empty}1 2 1\n1 1 1\n`, "flows.csv": flows };
  const words = ["characterise", folderInTest({ ...files, ...two }), "--gwp", "AR6", "--to", folderInTest({})];
  expect((await lcaInTest(...words)).noted).toBe(
    'gwp-not-a-mass: Flow "co2" is CO2, but "m3" is no unit of mass. It has no factor, and what exchanges it is unknown.\n',
  );
});
