import { expect, test } from "vitest";
import type { LcaAnswer } from "../linear/lca-refusal.ts";
import { type CanonicalSystem, canonicalSystem } from "./canonical-system.ts";
import { readSystem } from "./read-system.ts";

const files: Readonly<Record<string, string>> = {
  "A.mtx": "%%MatrixMarket matrix coordinate real general\n2 2 3\n1 1 1\n2 1 -3\n2 2 0.9\n",
  "B.mtx": "%%MatrixMarket matrix coordinate real general\n2 2 3\n1 1 2\n1 2 0.9\n2 1 40\n",
  "C.mtx": "%%MatrixMarket matrix coordinate real general\n1 2 1\n1 1 1\n",
  "products.csv": "index,id,name,unit\n0,leather,Leather,m2\n1,power,Power,kWh\n",
  "processes.csv": "index,id,name,unit\n0,tanning,Tanning,\n1,plant,Plant,\n",
  "flows.csv": "index,id,name,unit\n0,co2,CO2,kg\n1,water,Water,m3\n",
  "methods.csv": "index,id,name,unit\n0,gwp,GWP,kg\n",
};
const uncertainty =
  'matrix,row,col,distribution,p1,p2,p3,group\nA,1,0,lognormal,3,1.05,,"a, b"\nB,0,1,uniform,0.6,1.2,,\n';
/** The same, every list and every entry the other way round, spelt otherwise where that says the same. */
const turned: Readonly<Record<string, string>> = {
  "A.mtx": "%%MatrixMarket matrix coordinate real general\n% turned\n2 2 4\n1 1 9e-1\n1 2 -1\n1 2 -2\n2 2 1.0\n",
  "B.mtx": "%%MatrixMarket matrix coordinate real general\n2 2 3\n1 2 40\n2 1 0.90\n2 2 2\n",
  "C.mtx": "%%MatrixMarket matrix coordinate integer general\n1 2 1\n1 2 1\n",
  "products.csv": "unit,name,id,index\nkWh,Power,power,0\nm2,Leather,leather,1\n",
  "processes.csv": "index,id,name,unit,left_out\n1,tanning,Tanning,,0\n0,plant,Plant,,0\n",
  "flows.csv": 'index,id,name,unit\n1,"co2",CO2,kg\n0,water,Water,m3\n',
  "methods.csv": "index,id,name,unit\n0,gwp,GWP,kg\n",
};
const turnedUncertainty =
  'group,matrix,row,col,distribution,p1,p2,p3\n,B,1,0,uniform,.6,1.20,\n"a, b",A,0,1,lognormal,3.0,1.05,unused\n';

const accepted = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(answer.message);
  return answer.value;
};
const canonicalOf = (texts: Readonly<Record<string, string>>, spread?: string): CanonicalSystem =>
  accepted(
    canonicalSystem(accepted(readSystem((file) => (texts[file] === undefined ? undefined : [texts[file]]))), spread),
  );

test("one system has one form and one hash, in whatever order it was written down", () => {
  const one = canonicalOf(files, uncertainty);
  expect(one.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(canonicalOf(turned, turnedUncertainty)).toEqual(one);
  expect(one.system.products).toMatchObject([
    { id: "leather", index: 0 },
    { id: "power", index: 1 },
  ]);
  // The plant comes before the tannery: columns are by place now.
  expect(one.uncertainty).toBe(
    'matrix,row,col,distribution,p1,p2,p3,group\nA,1,1,lognormal,3,1.05,,"a, b"\nB,0,0,uniform,0.6,1.2,,\n',
  );
});

test("any other content has another hash: a number, a unit, a name, a gap, a place, the uncertainty", () => {
  const others = [
    canonicalOf(files),
    canonicalOf(files, uncertainty),
    canonicalOf(files, uncertainty.replace("1.05", "1.06")),
    canonicalOf({ ...files, "A.mtx": (files["A.mtx"] as string).replace("-3", "-3.0000000000000004") }),
    canonicalOf({ ...files, "B.mtx": (files["B.mtx"] as string).replace("1 2 0.9", "2 2 0.9") }),
    canonicalOf({ ...files, "products.csv": (files["products.csv"] as string).replace("kWh", "MWh") }),
    canonicalOf({ ...files, "flows.csv": (files["flows.csv"] as string).replace("CO2", "CO₂") }),
    canonicalOf({
      ...files,
      "processes.csv": "index,id,name,unit,left_out\n0,tanning,Tanning,,2\n1,plant,Plant,,0\n",
    }),
  ];
  const placed = "index,id,name,unit,location\n0,tanning,Tanning,,CN\n1,plant,Plant,,\n";
  others.push(canonicalOf({ ...files, "processes.csv": placed }));
  expect(new Set(others.map(({ hash }) => hash)).size).toBe(others.length);
});

test("methods by which nobody states an impact are a set: their order says nothing", () => {
  const methods = "index,id,name,unit\n0,gwp,GWP,kg\n1,water,Water,m3\n";
  const matrix = "%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 1\n";
  const [one, other] = ["gwp;water", "water; gwp"].map((unknown) =>
    canonicalOf({
      ...{ ...files, "methods.csv": methods, "C.mtx": matrix },
      "processes.csv": `index,id,name,unit,unknown_for\n0,tanning,Tanning,,\n1,plant,Plant,,${unknown}\n`,
    }),
  );
  expect(one?.hash).toBe(other?.hash);
});

test("an uncertainty that cannot be read is refused with its line", () => {
  const system = accepted(readSystem((file) => [files[file] as string]));
  expect(canonicalSystem(system, uncertainty.replace("uniform", "gamma"))).toMatchObject({
    kind: "reject",
    code: "bad-file",
    message: expect.stringMatching(/^uncertainty\.csv, line 3: "gamma"/),
  });
});

test("all that is said of a process or flow is part of its hash: stage, scope, primary data, scores, unknown methods, gas", () => {
  const cells = (column: string, cell: string) =>
    canonicalOf({
      ...files,
      "processes.csv": `index,id,name,unit,${column}\n0,tanning,Tanning,,${column === "left_out" ? "0" : ""}\n1,plant,Plant,,${cell}\n`,
    }).hash;
  const flow = (column: string, cell: string) =>
    canonicalOf({ ...files, "flows.csv": `index,id,name,unit,${column}\n0,co2,CO2,kg,${cell}\n1,water,Water,m3,\n` })
      .hash;
  const hashes = [
    ...[canonicalOf(files).hash, cells("stage", "a"), cells("stage", "b"), cells("scope", "1"), cells("location", "a")],
    ...[cells("primary", "0"), cells("primary", "1"), cells("unknown_for", "gwp"), cells("scores", "1;2;3;4;5")],
    ...[
      cells("scores", "1;2;3;4;-"),
      cells("left_out", "1"),
      cells("left_out", "2"),
      flow("gas", "CO2"),
      flow("compartment", "CO2"),
      flow("unknown_for", "gwp"),
    ],
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(cells("stage", "")).toBe(canonicalOf(files).hash);
  expect(cells("unknown_for", "gwp;gwp")).toBe(cells("unknown_for", "gwp"));
});

test("parts of an uncertain entry are in the hash by what they say, not by how they are written", () => {
  const head = "matrix,row,col,distribution,p1,p2,p3,group,part\n";
  const [a, b] = ["A,1,0,normal,-1,0.1,,a,-1\n", "A,1,0,normal,-2,0.1,,b,-2\n"];
  const hash = canonicalOf(files, head + a + b).hash;
  expect(canonicalOf(files, head + b.replace(",-2\n", ",-2.0\n") + a).hash).toBe(hash);
  expect(canonicalOf(files, head + a + b.replace(",-2\n", ",-1.5\n")).hash).not.toBe(hash);
  expect(canonicalOf(files, head + a).hash).not.toBe(hash);
});
