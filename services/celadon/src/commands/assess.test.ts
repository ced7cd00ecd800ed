import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { refusal } from "../fake-service.ts";
import { runInTest } from "../run-in-test.ts";

const folder = mkdtempSync(join(tmpdir(), "celadon-assess-"));
beforeAll(() => {
  writeFileSync(join(folder, "answers.yaml"), "factory: mill\nscheme: gbt-36132-2025\n");
  writeFileSync(join(folder, "own.yaml"), "id: own 1\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

const none = { value: null, unit: null, basis: null, leading: null, base: null, points: null, weight: null };
const unknown = { pointsLowest: "0", pointsHighest: "8", pointsReached: "0" };
const assessment = {
  ...{
    factory: "mill",
    product: "board",
    schemeDocument: "GB/T 36132-2025 绿色工厂评价通则, 2025, 5.2",
    period: "2026",
  },
  ...{ gates: "met", points: null, pointsPossible: "16", pointsReached: "6", pointsLowest: "6", pointsHighest: "14" },
  ...{ conclusion: "Not decided. · 尚无结论。", marks: ["simulated"], notes: ["A note. · 说明。"] },
  dimensions: [
    {
      id: "energy",
      name: "Low-carbon energy",
      nameZh: "能源低碳化",
      weight: "8",
      ...unknown,
      pointsReached: "6",
      pointsLowest: "6",
      pointsHighest: "6",
    },
    { id: "land", name: "Land", nameZh: "用地集约化", weight: "8", ...unknown },
  ],
  criteria: [
    {
      ...none,
      number: "1",
      name: "Law",
      nameZh: "守法",
      dimension: null,
      verdict: "met",
      evidence: "Letter 7 (Mei, 2026-12-31)",
    },
    {
      ...{ number: "1", name: "Energy intensity", nameZh: "能源消耗强度", dimension: "energy", verdict: "met" },
      ...{
        value: "0.325",
        unit: "tce per t",
        basis: "measured",
        leading: "0.31",
        base: "0.37",
        points: "6",
        weight: "8",
      },
      evidence: "Between base and leading value.",
    },
    {
      ...{
        ...none,
        number: "14",
        name: "Land productivity",
        nameZh: "土地产出率",
        dimension: "land",
        verdict: "unknown",
      },
      ...{ unit: "%", weight: "8", evidence: "Declare it." },
    },
  ],
};
const answers = { "POST /v1/assessments": assessment };

test("gates, a table for each dimension with a sentence under every row, the range of the total and what it means", async () => {
  const { code, printed } = await runInTest(["assess", "mill"], answers);
  expect(code).toBe(0);
  expect(printed).toMatchInlineSnapshot(`
    "mill, per unit of board, 2026, simulated
    by GB/T 36132-2025 绿色工厂评价通则, 2025, 5.2

    Gates 基本要求: met
    NO.  VERDICT  GATE
    1    met      Law 守法
      Letter 7 (Mei, 2026-12-31)

    Low-carbon energy 能源低碳化: 6 of 8 points
    NO.  VERDICT  POINTS  VALUE  LEADING  BASE  UNIT       CRITERION
    1    met      6 of 8  0.325     0.31  0.37  tce per t  Energy intensity 能源消耗强度
      Between base and leading value.

    Land 用地集约化: 0 to 8 of 8 points
    NO.  VERDICT  POINTS  VALUE  LEADING  BASE  UNIT  CRITERION
    14   unknown  - of 8      -        -     -  %     Land productivity 土地产出率
      Declare it.

    Points 得分: 6 so far, 6 to 14 in the end, of 16
    Not decided. · 尚无结论。

    A note. · 说明。
    "
  `);
});

test("a whole total is one number", async () => {
  const whole = { ...assessment, points: "14", pointsReached: "14", pointsLowest: "14" };
  const { printed } = await runInTest(["assess", "mill"], { "POST /v1/assessments": whole });
  expect(printed).toContain("\nPoints 得分: 14 of 16\n");
});

test("factory, scheme, period, product and the text of the files go to the service, and --json is its answer", async () => {
  const more = ["--scheme", "GB/T 36132-2025", "--period", "2026", "--product", "board", "--answers", "answers.yaml"];
  const { printed, asked } = await runInTest(["assess", "mill", ...more, "--json"], answers, { folder });
  expect(asked[0]?.query).toEqual({ factory: "mill", scheme: "GB/T 36132-2025", period: "2026", product: "board" });
  expect(JSON.parse(String(asked[0]?.body))).toEqual({ answers: "factory: mill\nscheme: gbt-36132-2025\n" });
  expect(JSON.parse(printed)).toEqual(assessment);
});

test("a scheme of one's own is a .yaml file, and is sent whole", async () => {
  const { asked } = await runInTest(["assess", "mill", "--scheme", "own.yaml"], answers, { folder });
  expect(asked[0]?.query).toEqual({ factory: "mill" });
  expect(JSON.parse(String(asked[0]?.body))).toEqual({ scheme: "id: own 1\n" });
});

test.each([
  ["answers-faults", ["--answers", "answers.yaml"], "answers.yaml:2:9: It is bad. Mend it.\n"],
  ["scheme-faults", ["--scheme", "own.yaml"], "own.yaml:2:9: It is bad. Mend it.\n"],
])("%s are told by file and line, and end with 1", async (kind, more, wanted) => {
  const fault = { line: 2, column: 9, path: "x", severity: "fault", problem: "It is bad.", fix: "Mend it." };
  const refused = { "POST /v1/assessments": refusal(400, kind, "There is 1 fault.", [fault]) };
  const { code, noted } = await runInTest(["assess", "mill", ...more], refused, { folder });
  expect([code, noted]).toEqual([1, `${wanted}celadon: There is 1 fault.\n`]);
});

test("a refusal of the service ends with 1 and its sentence", async () => {
  const refused = { "POST /v1/assessments": refusal(409, "several-products", "Name it, --product.") };
  const { code, noted } = await runInTest(["assess", "mill"], refused);
  expect([code, noted]).toEqual([1, "celadon: Name it, --product.\n"]);
});

test("the template comes without a service, for this factory, of a known scheme or one's own", async () => {
  const openService = async () => {
    throw new TypeError("Nobody needs it.");
  };
  const { code, printed } = await runInTest(["assess", "mill", "--template"], {}, { openService });
  expect(code).toBe(0);
  expect(printed).toContain("factory: mill #");
  expect(printed).toContain("# carbon-intensity:");
  expect(printed).toContain("碳排放强度");
  const own = await runInTest(["assess", "--template", "--scheme", "own.yaml"], {}, { openService, folder });
  expect([own.code, own.noted]).toEqual([1, expect.stringContaining('own.yaml:1:5: "own 1" cannot be an id.')]);
  const wrong = await runInTest(["assess", "--template", "--scheme", "gbt-36132"], {}, { openService });
  expect([wrong.code, wrong.noted]).toEqual([1, expect.stringContaining("Known: gbt-36132-2025")]);
});

test("no factory is wrong usage, and a file that is not there is named", async () => {
  expect(await runInTest(["assess"])).toMatchObject({ code: 2, noted: expect.stringContaining("Which factory?") });
  expect(await runInTest(["assess", "mill", "--answers", "no.yaml"], {}, { folder })).toMatchObject({
    code: 1,
    noted: expect.stringContaining("There is no file no.yaml"),
  });
});
