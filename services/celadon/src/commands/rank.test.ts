import { expect, test } from "vitest";
import { refusal } from "../fake-service.ts";
import { runInTest } from "../run-in-test.ts";

const context = {
  indicator: "footprint",
  period: "2026",
  claims: ["internal benchmark, not a comparative assertion (ISO 14044/14026) · 内部对标"],
  peerGroup: {
    productGroup: "finished leather",
    declaredUnit: "m2",
    boundary: "cradle-to-gate",
    simulated: true,
    keys: [{ name: "animal", value: "cow" }],
  },
};
const first = {
  ...{
    place: 1,
    tier: 1,
    rankFrom: 1,
    rankTo: 2,
    factory: "tannery-01",
    product: "upper",
    amount: "8.5",
    unit: "kgCO2e",
  },
  ...{
    coverage: "0.998",
    measuredShare: "0.9",
    placeholderShare: "0.12",
    primaryDataShare: "0.6",
    marks: ["simulated"],
  },
  ...{ reason: null, evidence: null, ...context },
};
const without = {
  ...{ place: null, tier: null, rankFrom: null, rankTo: null, factory: "tannery-09", product: "upper", amount: null },
  ...{ reason: "incomplete", evidence: "2026-03: 186 h are missing.", ...context },
};
const args = ["rank", "--product-group", "finished leather"];

test("tier, figure and what it rests on stand in a table, then who has no place, the period and the claims", async () => {
  const { code, printed } = await runInTest(args, { "GET /v1/rankings": [first, without] });
  expect(code).toBe(0);
  expect(printed).toMatchInlineSnapshot(`
    "finished leather by footprint per m2, cradle-to-gate, animal: cow, simulated factories

    TIER  PLACE  FROM-TO  FACTORY     PRODUCT  FIGURE  UNIT           COVERAGE  MEASURED  PLACEHOLDERS  PRIMARY DATA  MARKS
       1      1      1-2  tannery-01  upper       8.5  kgCO2e per m2    99.8 %      90 %          12 %          60 %  simulated

    NO PLACE    PRODUCT  REASON      WHY, AND WHAT TO DO
    tannery-09  upper    incomplete  2026-03: 186 h are missing.

    period: 2026, whole months on each plant's own clock
    internal benchmark, not a comparative assertion (ISO 14044/14026) · 内部对标
    "
  `);
});

test("group, period, indicator, keys and population go to the service, and --json is its answer", async () => {
  const more = [
    "--period",
    "2025-11..2026-10",
    "--by",
    "energy",
    "--key",
    "animal=cow",
    "--key",
    "farm rule=none",
    "--real",
  ];
  const { printed, asked } = await runInTest([...args, ...more, "--json"], { "GET /v1/rankings": [first, without] });
  expect(asked[0]?.query).toMatchObject({
    productGroup: "finished leather",
    period: "2025-11..2026-10",
    by: "energy",
    population: "real",
  });
  expect(asked[0]?.address).toContain("key=animal%3Dcow&key=farm+rule%3Dnone");
  expect(JSON.parse(printed)).toEqual([first, without]);
});

test("several groups under one name end with 1 and the way to narrow", async () => {
  const answer = refusal(409, "several-groups", "Narrow it: --simulated or --real.");
  const { code, noted } = await runInTest(args, { "GET /v1/rankings": answer });
  expect([code, noted]).toEqual([1, "celadon: Narrow it: --simulated or --real.\n"]);
});

test.each([[["rank"]], [[...args, "--simulated", "--real"]], [[...args, "--by", "happiness"]]])(
  "%j is wrong usage",
  async (wrong) => expect((await runInTest(wrong)).code).toBe(2),
);

test("indicators are listed with their figure, or why there is none", async () => {
  const row = {
    ...{ factory: "mill", product: "board", indicator: "energy", amount: "92.5", unit: "kgce", declaredUnit: "t" },
    ...{ localFrom: "2026-01-01T00:00:00+08:00", localTo: "2026-02-01T00:00:00+08:00", coverage: "1" },
    ...{ placeholderShare: "0", marks: ["illustrative"], reason: null },
  };
  const unknown = { ...row, indicator: "cod", amount: null, reason: "No channel counts it." };
  const { printed, asked } = await runInTest(["indicators", "--factory", "mill"], {
    "GET /v1/indicators": [row, unknown],
  });
  expect(asked[0]?.query).toEqual({ factory: "mill" });
  const [, energy, cod] = printed.split("\n");
  expect(energy).toMatch(/energy +2026-01-01 +2026-02-01 +92\.5 +kgce per t +100 % +0 % +illustrative$/);
  expect(cod).toMatch(/cod .* - +kgce per t .*No channel counts it\.$/);
});
