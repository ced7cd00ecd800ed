import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Answers, refusal } from "../fake-service.ts";
import { runInTest } from "../run-in-test.ts";

const folder = mkdtempSync(join(tmpdir(), "celadon-lots-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lot = {
  ...{ id: "k7", factory: "mill", product: "paper", name: "roll 7" },
  ...{ localFrom: "2026-03-01T08:00:00+08:00", localTo: "2026-03-01T13:42:10.125+08:00" },
  ...{ quantity: { amount: "18.5", unit: "t" }, attributes: { order: "88" }, overlaps: [], who: "Li", why: "book" },
};
const footprint = {
  ...{ id: "83094d1a-69c7-57fc-8363-5b4df55235b5", factory: "mill", product: "paper", productName: "", current: true },
  ...{ localFrom: lot.localFrom, localTo: lot.localTo, status: "complete", amount: "1250.5", unit: "kgCO2e" },
  per: { amount: "1", unit: "t" },
  absolute: { amount: "23134.25", unit: "kgCO2e" },
  produced: { amount: "19.5", unit: "t" },
  ...{
    primaryDataShare: "0.9",
    measuredShare: "1",
    estimatedShare: "0",
    missingShare: "0",
    gaps: [],
    supersedes: null,
  },
  marks: ["illustrative", "lot: 19.5 t metered, 5.4 % more than the 18.5 t declared"],
  lot: { id: "k7", name: "roll 7", quantity: { amount: "18.5", unit: "t" } },
};
const plants = { "GET /v1/plants": [{ factory: "mill", timeZone: "Asia/Shanghai" }] };
const stored = { stored: 1, unchanged: 0, lots: [lot] };
const answers = { ...plants, "GET /v1/lots": [lot], "GET /v1/footprints": [footprint], "POST /v1/lots": stored };
const mill = ["--factory", "mill"];

test("a lot is declared on the plant's clock, to the millisecond, with what its label says and who says so", async () => {
  const what = [
    "--product",
    "paper",
    "--from",
    "2026-03-01T08:00",
    "--to",
    "2026-03-01T13:42:10.125",
    "--quantity",
    "18.5",
  ];
  const args = ["lot", "declare", "roll 7", ...mill, ...what, "--attribute", "order=88", "--why", "book"];
  const { code, printed, asked } = await runInTest(args, answers);
  expect(code).toBe(0);
  expect(printed).toContain("Declared: lot roll 7 of paper, mill, key k7");
  const [one] = JSON.parse(asked.at(-1)?.body.toString() ?? "").lots;
  expect(one).toEqual({
    ...{ product: "paper", name: "roll 7", quantity: "18.5", attributes: { order: "88" } },
    ...{ from: "2026-03-01T00:00:00Z", to: "2026-03-01T05:42:10.125Z" },
  });
  expect((await runInTest(["lot", "declare", "x", ...mill, ...what], answers)).code).toBe(2);
});

test("a list shows figure, declared and metered amount, and what is to be looked at; scripts get both as JSON", async () => {
  const { printed } = await runInTest(["lot", "list", ...mill], answers);
  expect(printed).toContain("1,250.5  kgCO2e per 1 t");
  expect(printed).toContain("  19.5 t metered, 5.4 % more than the 18.5 t declared\n");
  expect(JSON.parse((await runInTest(["lot", "list", "--json"], answers)).printed)).toEqual([{ ...lot, footprint }]);
  const none = await runInTest(["lot", "list"], { ...answers, "GET /v1/footprints": [] });
  expect(none.printed).toContain("none yet");
  expect((await runInTest(["lot", "list"], { ...answers, "GET /v1/lots": [] })).noted).toContain("No lot is declared");
});

test("one lot is shown by name or key, with its footprint; a name that is none, or of several, is a sentence", async () => {
  for (const name of ["roll 7", "k7"]) {
    const { code, printed } = await runInTest(["lot", "show", name, ...mill], answers);
    expect(code).toBe(0);
    expect(printed).toContain("19.5 t (+5.4 %)");
    expect(printed).toContain("23,134.25 kgCO2e");
    expect(printed).toContain("order         88");
  }
  const { code, noted } = await runInTest(["lot", "show", "roll 8"], answers);
  expect([code, noted]).toEqual([1, expect.stringContaining('No lot is called "roll 8"')]);
  const two = { ...answers, "GET /v1/lots": [lot, { ...lot, id: "k8" }] };
  expect((await runInTest(["lot", "show", "roll 7"], two)).noted).toContain("  k8  mill, paper");
});

test("a lot is taken back by its key", async () => {
  const { printed, asked } = await runInTest(["lot", "withdraw", "roll 7", ...mill, "--why", "twice"], answers);
  expect(printed).toContain("Taken back: lot roll 7");
  expect(JSON.parse(asked.at(-1)?.body.toString() ?? "")).toEqual({
    ...{ factory: "mill", who: "mei", why: "twice", lots: [{ key: "k7", withdrawn: true }] },
  });
});

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};
const imported = (name: string, given: Answers = answers) =>
  runInTest(["lot", "import", name, ...mill, "--why", "book"], given, { folder });

test.each([
  [
    "lots.csv",
    'product,name,from,to,quantity,order\r\npaper,"roll ""7"", a",2026-03-01T08:00,2026-03-01T09:00:00+08:00,1.5,88\n\npaper,b,2026-03-01,2026-03-02,2,\n',
  ],
  [
    "lots.ndjson",
    '{"product":"paper","name":"roll \\"7\\", a","from":"2026-03-01T08:00","to":"2026-03-01T09:00:00+08:00","quantity":1.5,"order":"88"}\n{"product":"paper","name":"b","from":"2026-03-01","to":"2026-03-02","quantity":"2"}\n',
  ],
])("the lots of %s are sent together; other columns are attributes, empty ones say nothing", async (name, text) => {
  const { code, printed, asked } = await imported(file(name, text));
  expect([code, printed]).toEqual([0, expect.stringContaining("1 lot declared, 0 stood already")]);
  expect(JSON.parse(asked.at(-1)?.body.toString() ?? "").lots).toEqual([
    {
      ...{ product: "paper", name: 'roll "7", a', quantity: "1.5", attributes: { order: "88" } },
      ...{ from: "2026-03-01T00:00:00Z", to: "2026-03-01T01:00:00Z" },
    },
    {
      ...{ product: "paper", name: "b", quantity: "2", attributes: {} },
      ...{ from: "2026-02-28T16:00:00Z", to: "2026-03-01T16:00:00Z" },
    },
  ]);
});

test.each([
  ["empty.csv", "", "lacks product, name"],
  ["none.csv", "product,name,from,to,quantity\n", "holds no lot"],
  ["short.csv", "product,name,from,to,quantity\npaper,a,2026-03-01\n", "short.csv:2: 3 cells"],
  ["open.csv", 'product,name,from,to,quantity\npaper,"a,2026-03-01,2026-03-02,1\n', "open.csv:2: a quotation mark"],
  ["lacks.csv", "product,name,from,to,quantity\npaper,,2026-03-01,2026-03-02,1\n", "lacks.csv:2: name must be given"],
  ["bad.ndjson", '{"product":\n', "bad.ndjson:1: a line must be one JSON object"],
  ["time.csv", "product,name,from,to,quantity\npaper,a,1 March,2026-03-02,1\n", "from of line 2: 1 March is no date"],
])("a file that is none is refused before anything is sent: %s", async (name, text, sentence) => {
  const { code, noted, asked } = await imported(file(name, text));
  expect(code).not.toBe(0);
  expect(noted).toContain(sentence);
  expect(asked.filter(({ method }) => method === "POST")).toEqual([]);
});

test("what the service refuses is told by the lines of the file", async () => {
  const name = file("refused.csv", "product,name,from,to,quantity\n\npaper,a,2026-03-01,2026-03-02,1\n");
  const details = [{ path: "lots[0].quantity", problem: '"quantity" is "0".', fix: "Write more." }];
  const refused = { ...answers, "POST /v1/lots": refusal(400, "bad-lots", "x", details) };
  const { code, noted } = await imported(name, refused);
  expect([code, noted]).toEqual([1, expect.stringContaining('refused.csv:3: "quantity" is "0". Write more.')]);
});

test("the sums of a month tell what adds up, and what belongs to no lot", async () => {
  const sums = { lots: "3", period: "3", difference: "0" };
  const near = { difference: "-0.000001", bound: "0.00001", moved: [], rest: "-0.000001" };
  const body = {
    ...{ localFrom: "2026-03-01T00:00:00+08:00", localTo: "2026-04-01T00:00:00+08:00", status: "complete" },
    ...{ lots: [{ name: "a" }], crossing: ["b"], without: [], unknown: [], free: [], lines: 27, apart: [] },
    ...{ produced: sums, plant: sums, carried: { ...sums, ...near } },
  };
  const month = { ...footprint, id: "m", localFrom: body.localFrom, localTo: body.localTo };
  const args = ["lot", "sum", ...mill, "--product", "paper", "--month", "2026-03"];
  const given = { "GET /v1/footprints": [footprint, month], "GET /v1/footprints/m/lots": body };
  const { printed } = await runInTest(args, given);
  expect(printed).toContain("27 of 27 lines of the inventory add up to the last digit.");
  expect(printed).toContain("adds up within 0.00001 kgCO2e");
  expect(printed).toContain("reach beyond the month: b.");
  const moved = [
    { process: "machine", amount: "-0.5" },
    { process: "boiler", amount: "0.2" },
  ];
  const own = { ...sums, difference: "-0.3", bound: "0.00001", moved, rest: "0" };
  const apart = await runInTest(args, { ...given, "GET /v1/footprints/m/lots": { ...body, carried: own } });
  expect(apart.printed).toMatch(/shares by each lot's own time: machine +-0\.5 +kgCO2e/);
  expect(apart.printed).toMatch(/shares by each lot's own time: boiler +0\.2 +kgCO2e/);
  expect(apart.printed).toContain("the burden of machine, boiler by its own time");
  const exact = { ...sums, bound: "0.00001", moved: [], rest: "0" };
  const same = await runInTest(args, { ...given, "GET /v1/footprints/m/lots": { ...body, carried: exact } });
  expect(same.printed).toContain("What the product carries adds up to the last digit");
  expect(same.printed).not.toContain("own time:");
  const free = [{ localFrom: "x", localTo: "y", hours: 3.2 }];
  const gap = await runInTest(args, { ...given, "GET /v1/footprints/m/lots": { ...body, free } });
  expect(gap.printed).toContain("3.2 h belong to no lot: x to y.");
  const none = await runInTest(args, { "GET /v1/footprints": [footprint] });
  expect(none.noted).toContain("has no footprint of 2026-03");
  expect((await runInTest([...args.slice(0, -1), "March"], given)).code).toBe(2);
});
