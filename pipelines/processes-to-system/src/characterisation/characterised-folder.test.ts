import { readFileSync } from "node:fs";
import { releaseOf } from "@celadon/factors";
import { expect, test } from "vitest";
import { type Characterised, characterisedFolder, type FolderTexts } from "../index.ts";

const tables = ["water-scarcity.csv", "gwp100.csv"].map((name) => ({
  name,
  text: readFileSync(new URL(`../../../../factors/tables/${name}`, import.meta.url), "utf8"),
}));
const read = releaseOf(tables);
if (read.kind !== "accept") throw new Error(read.evidence);
const release = read.value;

// A mill in China and one of which nobody says where it is take 10 and 20 m3 of water; the first gives 4 back. Both burn coal, one keeps a forest.
const folder: FolderTexts = {
  flows: `index,id,name,unit,gas,origin,direction,water
1,river,Water from rivers,m3,,,,withdrawal
0,co2,Carbon dioxide,kg,CO2,,,
2,back,Water given back,m3,,,,return
3,forest,CO2 of trees,kg,CO2,biogenic,uptake,
4,dust,"Dust, fine",kg,,,,
`,
  processes: "index,id,name,unit,location\n0,mill,Mill,,CN\n1,other,Other mill,,\n",
  interventions: `%%MatrixMarket matrix coordinate real general
% flows x processes
5 2 7
1 1 3
1 2 5
2 1 10
2 2 20
3 1 4
4 1 2
5 1 0.1
`,
  uncertainty: `matrix,row,col,distribution,p1,p2,p3,group
B,1,0,lognormal,10,1.2,,
B,4,0,lognormal,0.1,1.2,,
C,0,0,lognormal,1,1.1,,
A,0,0,lognormal,1,1.1,,
`,
};
const outcome = (
  changes: Partial<FolderTexts> = {},
  gwp: readonly string[] = ["AR6"],
  water: readonly string[] = ["aware"],
) => characterisedFolder({ ...folder, ...changes }, { gwp, water, release });
const made = (...args: Parameters<typeof outcome>): Characterised => {
  const answer = outcome(...args);
  if (answer.kind !== "accept") throw new Error(answer.evidence);
  return answer.value;
};
const bodyOf = ({ files }: Characterised, name: string): readonly string[] =>
  (files.get(name) ?? "").split("\n").slice(2, -1);

test("water stands at the place of its process, where AWARE has a factor of its own, and B and its uncertainty move along", () => {
  const { files } = made();
  expect(files.get("flows.csv")).toBe(`index,id,name,unit,gas,origin,direction,water,location
0,co2,Carbon dioxide,kg,CO2,,,,
1,river,Water from rivers,m3,,,,withdrawal,
2,river@CN,Water from rivers,m3,,,,withdrawal,CN
3,back@CN,Water given back,m3,,,,return,CN
4,forest,CO2 of trees,kg,CO2,biogenic,uptake,,
5,dust,"Dust, fine",kg,,,,,
`);
  expect(files.get("B.mtx")?.split("\n").slice(1)).toEqual([
    "6 2 7",
    "1 1 3",
    "1 2 5",
    "3 1 10",
    "2 2 20",
    "4 1 4",
    "5 1 2",
    "6 1 0.1",
    "",
  ]);
  expect(files.get("uncertainty.csv")).toBe(`matrix,row,col,distribution,p1,p2,p3,group
B,2,0,lognormal,10,1.2,,
B,5,0,lognormal,0.1,1.2,,
A,0,0,lognormal,1,1.1,,
`);
});

test("the factors: 22.3 (10 - 4) at the mill in China is 133.8, and 39.5 · 20 at the other is 790 m3 world-eq", () => {
  const water = bodyOf(made(), "C.mtx").filter((line) => line.startsWith("13 "));
  expect(water).toEqual(["13 2 39.5", "13 3 22.3", "13 4 -22.3"]);
});

test("gases count in all rows of their group, and other flows have no factor", () => {
  const { files, report } = made({}, ["AR6", "AR4"], []);
  const lines = (files.get("methods.csv") ?? "").split("\n");
  expect(lines[1]).toBe('0,GWP100-AR4,"Climate change, AR4, 100 years, without biogenic CO2",kg CO2e');
  expect(report.methods).toHaveLength(24);
  const rows = bodyOf(made({}, ["AR6"], []), "C.mtx").filter((line) => !line.endsWith(" 0"));
  // Rows 1 without and 2 with biogenic CO2, 3 fossil, 7 biogenic CO2, 8 taken up. Columns 1 co2, 4 forest.
  expect(rows).toEqual(["1 1 1", "2 1 1", "2 4 -1", "3 1 1", "7 4 -1", "8 4 -1"]);
  expect(report.flowsWithoutFactor).toEqual(["river", "back", "dust"]);
});

test("the report says what was assumed, which places have the world's factor, and what was left out", () => {
  const { report } = made();
  expect(report).toMatchObject({ flows: 5, gases: 2, waters: 2, uncertaintyLeftOut: 1, fallbacks: [], refused: [] });
  expect(report.assumed.map(({ rule, id }) => `${rule} ${id}`)).toEqual(["gwp-assumed co2"]);
  expect(report.defaultPlaces).toEqual([
    { method: "AWARE2.0", place: "", isKnown: false, factorOf: "world", processes: 1 },
  ]);
  expect(report.flowsWithoutFactor).toEqual(["dust"]);
});

test("the whole world is a place by right, a flow's own place goes before its process's, and none stated is said", () => {
  const at = (location: string) => `index,id,name,unit,location\n0,mill,Mill,,${location}\n1,other,Other,,\n`;
  expect(made({ processes: at("GLO") }).report.defaultPlaces.map(({ place }) => place)).toEqual([""]);
  const placed = made({
    flows:
      "index,id,name,unit,water,location\n0,co2,,kg,,\n1,river,,m3,withdrawal,DE\n2,b,,kg,,\n3,f,,kg,,\n4,d,,kg,,\n",
  });
  expect(placed.report.defaultPlaces).toEqual([]);
  expect(placed.files.get("flows.csv")).toContain("1,river,,m3,withdrawal,DE\n");
});

test("a list with compartments is read by names, as archives are", () => {
  const flows = `index,id,name,unit,compartment,cas
0,a,Carbon dioxide,kg,Emission to air/unspecified,000124-38-9
1,b,"Water, river",m3,Resource/in water,
2,c,Water,kg,Emission to water/surface water,
3,d,"Methane, fossil",kg,Emission to air/unspecified,
4,e,Nitrate,kg,Emission to water/river,
`;
  const { report } = made({ flows });
  expect([report.gases, report.waters, report.flowsWithoutFactor]).toEqual([2, 2, ["e"]]);
});

test("cells with quotes, commas and blanks are written again as they stand", () => {
  const odd = folder.flows.replace("4,dust,", '4,"dust ""fine""",').replace("Carbon dioxide", '5" pipe');
  const { files } = made({ flows: odd });
  expect(files.get("flows.csv")).toContain('5,"dust ""fine""","Dust, fine",kg');
  expect(files.get("flows.csv")).toContain('0,co2,"5"" pipe",kg,CO2');
});

test("lists that are characterised again, or whose lines stand in another order, give the same files", () => {
  const once = made();
  const [head = "", ...lines] = folder.flows.trim().split("\n");
  expect(made({ flows: `${[head, ...lines.toReversed()].join("\n")}\n` }).files.get("flows.csv")).toBe(
    once.files.get("flows.csv"),
  );
  const again = made({
    flows: once.files.get("flows.csv") as string,
    interventions: once.files.get("B.mtx") as string,
    uncertainty: once.files.get("uncertainty.csv"),
  });
  expect([...again.files]).toEqual([...once.files]);
});

test.each<[string, Partial<FolderTexts>, string]>([
  ["an origin that is none", { flows: "index,id,gas,origin\n0,a,CO2,fosil\n" }, 'Did you mean "fossil"'],
  ["an origin without a gas", { flows: "index,id,gas,origin\n0,a,,fossil\n" }, "stands without a gas"],
  ["a direction that is none", { flows: "index,id,gas,direction\n0,a,CO2,down\n" }, "emission, uptake"],
  ["a role of water that is none", { flows: "index,id,water\n0,a,drunk\n" }, "withdrawal, return, lost"],
  ["a gas that is water", { flows: "index,id,gas,water\n0,a,CO2,return\n" }, "a gas or water, not both"],
  ["an index that stands twice", { flows: "index,id\n0,a\n0,b\n" }, "no index from 0 of its own"],
  ["a list without ids", { flows: "index,name\n0,a\n" }, "the first line names the columns"],
  [
    "a flow that has the name of another at a place",
    { flows: folder.flows.replace("4,dust", "4,river@CN") },
    '"river@CN" names a flow',
  ],
  ["a spread without a row", { uncertainty: "matrix,row,col\nB,,0\n" }, "no entry in row (none), column 0"],
  ["a spread of an entry that is not there", { uncertainty: "matrix,row,col\nB,7,0\n" }, "no entry in row 7, column 0"],
  [
    "a process that is unknown for a method that is no more",
    { processes: "index,id,location,unknown_for\n0,mill,CN,GWP100-AR4\n1,other,,\n" },
    'unknown_for names "GWP100-AR4"',
  ],
])("%s is refused, with its line and the fix", (_, changes, words) => {
  expect(outcome(changes)).toMatchObject({ reason: "bad-file", evidence: expect.stringContaining(words) });
});

test("a set, a method of water, or a folder of which nothing is known is refused", () => {
  expect(outcome({}, ["AR9"])).toMatchObject({ reason: "unknown-gwp-set" });
  expect(outcome({}, [], ["awere"])).toMatchObject({
    reason: "unknown-water-method",
    evidence: expect.stringContaining('Did you mean "aware"'),
  });
  const flows = folder.flows.replaceAll(/CO2,|withdrawal|return|biogenic|uptake/g, (word) =>
    word === "CO2," ? "," : "",
  );
  expect(outcome({ flows })).toMatchObject({ reason: "empty-method" });
});

test("a folder with published results is refused: no other method than theirs has a part for them", () => {
  const flows = folder.flows.replace("0,co2,Carbon dioxide,kg", "0,published result: gwp,Published result,kg CO2e");
  expect(outcome({ flows })).toMatchObject({
    reason: "bad-file",
    evidence: expect.stringContaining('"published result: gwp" has no part in any of them. Build the folder anew'),
  });
});

test("blanks around the code of a place do not send its water to the rest of the world", () => {
  const { files, report } = made({ processes: folder.processes.replace(",CN\n", ", CN \n") });
  expect(files.get("flows.csv")).toContain("river@CN,");
  expect(report.defaultPlaces).toMatchObject([{ place: "", isKnown: false, processes: 1 }]);
});

test("water at a part of a country has the country's factor, and at a place of no factor it is unknown; both are said", () => {
  const { files, report } = made({ processes: "index,id,location\n0,mill,CN-XX\n1,other,RER\n" });
  expect(files.get("flows.csv")).toContain("1,river@CN-XX,Water from rivers,m3,,,,withdrawal,CN-XX,\n");
  expect(files.get("flows.csv")).toContain("2,river@RER,Water from rivers,m3,,,,withdrawal,RER,AWARE2.0\n");
  expect(bodyOf({ files, report }, "C.mtx").filter((line) => line.startsWith("13 "))).toEqual([
    "13 2 22.3",
    "13 4 -22.3",
  ]);
  expect(report.methods.at(-1)).toMatchObject({ unknownFlows: ["river@RER"], unknownProcesses: ["other"] });
  expect(report.defaultPlaces.map(({ place, factorOf }) => [place, factorOf])).toEqual([
    ["CN-XX", "CN"],
    ["RER", null],
  ]);
  expect([report.fallbacks, report.refused].map(([one]) => [one?.rule, one?.id])).toEqual([
    ["water-country-place", "CN-XX"],
    ["water-place-unknown", "RER"],
  ]);
});

// The mill gives off a gas that AR4 does not know, the other one nothing of it.
const withGas = { flows: folder.flows.replace('4,dust,"Dust, fine",kg,,,,', "4,hfc,HFC-161,kg,HFC-161,,,") };

test("a gas that the set does not know is named in the folder and the report, with who exchanges it", () => {
  const { files, report } = made(withGas, ["AR4"], []);
  const ids = "GWP100-AR4;GWP100-AR4-including-biogenic-CO2;GWP100-AR4-fossil";
  expect(files.get("flows.csv")).toContain(`4,hfc,HFC-161,kg,HFC-161,,,,${ids}\n`);
  expect(report.methods[0]).toMatchObject({ unknownFlows: ["hfc"], unknownProcesses: ["mill"] });
  expect(report.methods[3]).toMatchObject({ id: "GWP100-AR4-land-use-change", unknownFlows: [], unknownProcesses: [] });
  expect(report.flowsWithoutFactor).toEqual(["river", "back"]);
});

test("what was unknown goes with its method: a folder that is characterised anew by a set that knows the gas is as if it had never been", () => {
  const old = made(withGas, ["AR4"]);
  const texts = {
    flows: old.files.get("flows.csv") as string,
    interventions: old.files.get("B.mtx") as string,
    uncertainty: old.files.get("uncertainty.csv"),
  };
  expect([...made(texts, ["AR6"]).files]).toEqual([...made(withGas, ["AR6"]).files]);
  expect([...made(texts, ["AR4"]).files]).toEqual([...old.files]);
});

test("what a published result does not say stays said, beside flows whose factor is unknown", () => {
  const processes = "index,id,location,unknown_for\n0,mill,CN,\n1,other,,AWARE2.0\n";
  const { files } = made({ ...withGas, processes }, ["AR4"]);
  expect(files.has("processes.csv")).toBe(false);
  expect(files.get("flows.csv")).toContain("unknown_for\n");
});

test("0 of a gas that nobody knows is known to be nothing", () => {
  const interventions = folder.interventions.replace("5 1 0.1", "5 1 0");
  expect(made({ ...withGas, interventions }, ["AR4"]).report.methods[0]?.unknownProcesses).toEqual([]);
});

test("a folder all of whose gases are unknown is no folder without a method", () => {
  const only = { flows: "index,id,name,unit,gas\n0,co2,,m3,CO2\n1,b,,kg,\n2,c,,kg,\n3,d,,kg,\n4,e,,kg,\n" };
  expect(made(only, ["AR6"], []).report.methods[0]).toMatchObject({ factors: 0, unknownFlows: ["co2"] });
});
