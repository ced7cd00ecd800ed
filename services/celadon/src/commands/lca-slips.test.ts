import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderInTest, lcaInTest } from "../lca/folder-in-test.ts";
import { runInTest } from "../run-in-test.ts";

// Slips of a person at the keyboard or with a spreadsheet: none ends in a number that looks right, each is told with its fix.

const head = "%%MatrixMarket matrix coordinate real general\n";
/** 1 m2 takes 2 kWh at 3 kg, so that leather has 6 kg. */
const files = {
  "A.mtx": `${head}2 2 3\n1 1 1\n2 1 -2\n2 2 1\n`,
  "B.mtx": `${head}1 2 1\n1 2 3\n`,
  "C.mtx": `${head}1 1 1\n1 1 1\n`,
  "products.csv": "index,id,name,unit\n0,leather,Leather,m2\n1,power,Power,kWh\n",
  "processes.csv": "index,id,name,unit\n0,tanning,Tanning,\n1,grid,Grid,\n",
  "flows.csv": "index,id,name,unit\n0,co2,CO2,kg\n",
  "methods.csv": "index,id,name,unit\n0,gwp,GWP,kg CO2e\n",
  "uncertainty.csv": "matrix,row,col,distribution,p1,p2,p3,group\nA,1,0,normal,-2,0.1,,\n",
};
const one = ["--product", "leather", "--method", "gwp"];

test.each([
  [["montecarlo", "--runs", "0", "--seed", "1"], "Write a whole number from 1."],
  [["montecarlo", "--runs", "-5", "--seed", "1"], "Write a whole number."],
  [["montecarlo", "--runs", "9", "--seed", "1", "--threads", "0"], "Write a whole number from 1."],
  [["sensitivities", "--top", "0"], "Write a whole number from 1."],
  [["paths", "--limit", "0"], "Write a whole number from 1."],
  [["paths", "--cutoff", "2"], "Write a share from 0 to 1, such as 0.01 for one percent."],
  [["contributions", "--cutoff", "5"], "Write a share from 0 to 1, such as 0.01 for one percent."],
  [["contributions", "--cutoff", "-0.1"], "Write a share from 0 to 1, such as 0.01 for one percent."],
])("%j is wrong usage", async ([command = "", ...words], fix) => {
  const { code, printed, noted } = await runInTest(["lca", command, folderInTest(files), ...one, ...words]);
  expect([code, printed]).toEqual([2, ""]);
  expect(noted).toContain(fix);
});

test("one run has no spread, and a table says so in a word", async () => {
  const words = ["montecarlo", folderInTest(files), ...one, "--runs", "1", "--seed", "1"];
  const { code, printed } = await runInTest(["lca", ...words]);
  expect(code).toBe(0);
  expect(printed).toContain("unknown");
  expect(printed).not.toContain("NaN");
});

test("a formula without a finite value in a run is told by the earliest run, on any number of threads, with its parameters", async () => {
  const lines = "P,x,2,normal,2,1,,\nA,1,0,formula,$x sqrt 0 * $x + neg,,,\n";
  const folder = folderInTest({ ...files, "uncertainty.csv": `matrix,row,col,distribution,p1,p2,p3,group\n${lines}` });
  const said = [];
  for (const threads of ["1", "2"])
    said.push(
      await runInTest(["lca", "montecarlo", folder, ...one, "--runs", "400", "--seed", "1", "--threads", threads]),
    );
  expect(said[0]).toMatchObject({
    code: 1,
    noted: expect.stringMatching(/Run \d+: the formula of entry A:power,tanning/),
  });
  expect(said[0]?.noted).toMatch(/no finite value at x = -\d/);
  expect(said[1]).toEqual(said[0]);
});

test("contributions in runs: any number of threads, the same bytes; a table shows them too", async () => {
  const lines = "P,x,2,normal,2,0.1,,\nA,1,0,formula,$x neg,,,\n";
  const folder = folderInTest({ ...files, "uncertainty.csv": `matrix,row,col,distribution,p1,p2,p3,group\n${lines}` });
  const words = ["lca", "montecarlo", folder, ...one, "--runs", "40", "--seed", "1", "--contributions", "process"];
  const [single, double] = [
    await runInTest([...words, "--json", "--threads", "1"]),
    await runInTest([...words, "--json", "--threads", "2"]),
  ];
  expect(double).toEqual(single);
  const { mean, sd, contributions } = JSON.parse(single.printed) as Record<string, unknown>;
  expect(contributions).toMatchObject({
    ...{ by: "process", unit: "kg CO2e/m2" },
    parts: [
      {
        id: "grid",
        static: 6,
        count: 40,
        mean: expect.closeTo(mean as number),
        sd: expect.closeTo(sd as number),
        share: 1,
      },
    ],
    rest: { parts: 0, mean: 0, share: 0 },
  });
  expect((await runInTest(words)).printed).toMatch(/leather, by process, in kg CO2e\/m2\nPROCESS +STATIC.*\ngrid +6/);
});

test("a byte-order mark, line ends of Windows and no line end at the end change no bit", async () => {
  const saved = Object.entries(files).map(([name, text]) => {
    const lines = text.replaceAll("\n", "\r\n").trimEnd();
    return [name, name.endsWith(".csv") ? `\uFEFF${lines}` : lines] as const;
  });
  for (const words of [
    ["solve", "--product", "leather", "--amount", "1", "--json"],
    ["montecarlo", ...one, "--runs", "5", "--seed", "1", "--json"],
  ]) {
    const [command = "", ...more] = words;
    const [plain, bySpreadsheet] = [
      await lcaInTest(command, folderInTest(files), ...more),
      await lcaInTest(command, folderInTest(Object.fromEntries(saved)), ...more),
    ];
    expect(plain.code).toBe(0);
    expect(bySpreadsheet).toEqual(plain);
  }
});

test.each([
  ["products.csv", ";", "semicolons"],
  ["flows.csv", "\t", "tabs"],
  ["uncertainty.csv", ";", "semicolons"],
] as const)("%s parted by %j is refused with how to save it", async (name, sign, how) => {
  const folder = folderInTest({ ...files, [name]: files[name].replaceAll(",", sign) });
  const { code, said } = await lcaInTest("montecarlo", folder, ...one, "--runs", "5", "--seed", "1");
  expect(code).toBe(1);
  expect(said).toMatchObject({
    error: { code: "bad-file", message: expect.stringContaining(`parted by ${how}: save it as CSV with commas`) },
  });
});

test.each([
  [
    "--set",
    "A:powr,tanning=-1",
    'A.mtx has no row "powr". Did you mean "power"? Its rows stand in products.csv.',
    "powr",
  ],
  [
    "--set",
    "B:co2,gird=1",
    'B.mtx has no column "gird". Did you mean "grid"? Its columns stand in processes.csv.',
    "gird",
  ],
  ["--set", "C:gpw,co2=1", 'C.mtx has no row "gpw". Did you mean "gwp"? Its rows stand in methods.csv.', "gpw"],
  ["--replace", "power=wind", "They stand in products.csv.", "wind"],
  ["--replace", "power@gird=power", "They stand in processes.csv.", "gird"],
])("compare %s %s names what is near and where to look", async (option, word, message, id) => {
  const { code, said } = await lcaInTest("compare", folderInTest(files), ...one, option, word);
  expect(code).toBe(1);
  expect(said).toMatchObject({ error: { code: "bad-change", message: expect.stringContaining(message), ids: [id] } });
});

test("a list that is not in UTF-8 is refused with how to save it", async () => {
  const folder = folderInTest(files);
  writeFileSync(join(folder, "products.csv"), Buffer.from(`\uFEFF${files["products.csv"]}`, "utf16le"));
  const { code, said } = await lcaInTest("solve", folder, "--product", "leather", "--amount", "1");
  expect(code).toBe(1);
  expect(said).toMatchObject({ error: { message: expect.stringContaining("not in UTF-8: save it as CSV UTF-8") } });
});

test("scenarios that are no JSON are told where; a byte-order mark is none of their business", async () => {
  const text = '[{"id": "a", "set": ["B:co2,grid=4"]}]';
  const folder = folderInTest({ ...files, "good.json": `\uFEFF${text}\r\n`, "bad.json": text.replace("}]", "},]") });
  const compare = (file: string) => lcaInTest("compare", folder, ...one, "--scenarios", join(folder, file), "--json");
  expect((await compare("good.json")).said).toMatchObject({ rows: [{ scenario: "a", before: 6, after: 8 }] });
  const { code, said } = await compare("bad.json");
  expect(code).toBe(1);
  expect(said).toMatchObject({
    error: { message: expect.stringMatching(/bad\.json: The text is no JSON: .*']'.* A list of scenarios is wanted/) },
  });
});

test("a document that is no JSON is told with its file and the place in it", async () => {
  const folder = folderInTest({ "document.json": '{"format": "celadon-processes-1",}' });
  const { code, said } = await lcaInTest("build", join(folder, "document.json"), "--to", folder);
  expect(code).toBe(1);
  expect(said).toMatchObject({
    error: { message: expect.stringMatching(/document\.json: The text is no JSON: .*position 33/) },
  });
});

test("primary data that nobody states are told beside the 0 %", async () => {
  const { printed } = await runInTest(["lca", "quality", folderInTest(files), "--method", "gwp"]);
  expect(printed).toBe("leather  0.0 %, not stated 100.0 %\npower    0.0 %, not stated 100.0 %\n");
});

test.each([
  ["solve", "--amount", "1"],
  ["solve", "--amount", "1", "--json"],
  ["contributions", "--json"],
  ["compare", "--set", "B:co2,grid=4"],
  ["montecarlo", "--runs", "2", "--seed", "1", "--json"],
  ["quality"],
])("%s %s %s tells of a lower bound, on standard error, as the figures do not", async (command, ...words) => {
  const processes = "index,id,name,unit,left_out\n0,tanning,Tanning,,0\n1,grid,Grid,,2\n";
  const lower = await runInTest([
    "lca",
    command,
    folderInTest({ ...files, "processes.csv": processes }),
    ...one,
    ...words,
  ]);
  expect(lower.code).toBe(0);
  expect(lower.noted).toMatch(/^A lower bound: something was left out/);
  expect((await runInTest(["lca", command, folderInTest(files), ...one, ...words])).noted).not.toContain("lower bound");
});

test("a name in the place of an id is answered with the ids of that name", async () => {
  const folder = folderInTest({
    ...files,
    "products.csv": "index,id,name,unit\n0,leather/1,leather,m2\n1,leather/2,leather,m2\n",
  });
  const { code, said } = await lcaInTest("solve", folder, "--product", "leather", "--amount", "1");
  expect(code).toBe(1);
  expect(said).toMatchObject({
    error: {
      code: "unknown-demand",
      message: expect.stringContaining('It is the name of "leather/1", "leather/2": tell it by the id.'),
      ids: ["leather"],
    },
  });
});

test("a system without methods says so, in the place of an empty answer", async () => {
  const folder = folderInTest({ ...files, "C.mtx": `${head}0 1 0\n`, "methods.csv": "index,id,name,unit\n" });
  const solved = await runInTest(["lca", "solve", folder, "--product", "leather", "--amount", "1"]);
  expect([solved.code, solved.noted]).toEqual([
    0,
    expect.stringMatching(/^No impact is known: the system has no method/),
  ]);
  const { code, said } = await lcaInTest("contributions", folder, ...one);
  expect(code).toBe(1);
  expect(said).toMatchObject({
    error: { code: "unknown-method", message: expect.stringContaining("no method at all"), ids: ["gwp"] },
  });
});
