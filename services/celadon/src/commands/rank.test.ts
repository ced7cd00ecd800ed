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

    标注 marks: 模拟
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

const peer = (factory: string, place: number, tier: number, amount: string) => ({
  ...{ ...first, factory, place, tier, amount, rankFrom: 1, rankTo: 3 },
  ...{ estimatedShare: "0.098", missingShare: "0.002", assumedShare: "0.05" },
});
const three = [
  peer("tannery-01", 1, 1, "8"),
  peer("tannery-02", 2, 2, "10"),
  peer("tannery-03", 3, 2, "10.5"),
  without,
];

test("why a factory has its place is said in both languages, by what the ranking carries", async () => {
  const { code, printed, noted } = await runInTest([...args, "--why", "tannery-03"], { "GET /v1/rankings": three });
  expect(code).toBe(0);
  expect(printed).toMatchInlineSnapshot(`
    "finished leather by footprint per m2, cradle-to-gate, animal: cow, simulated factories

    tannery-03, upper: place 3 of 3, tier 2 of 2, with 10.5 kgCO2e per m2. Less is better.
    Within the uncertainty of the figures (95 %) it may hold any place from 1 to 3.
    Tier 2 reaches from 10 (tannery-02) to 10.5 (tannery-03): no figure in it is surely (95 %) worse than its first.
    Tier 1 ends at 8 (tannery-01): 2.5 (23.8 %) less would be the same figure, and equal figures share a tier.
    The best is 8 (tannery-01), 2.5 (23.8 %) less.
    It rests on 99.8 % of the channel time (measured 90 %, estimated 9.8 %, missing 0.2 %); of the amount, 12 % on placeholder rows, 5 % on values stated in the plant file; primary data 60 %. A dash is what is not known.
    Marks: simulated.

    tannery-03, upper：第 3 名（共 3 名），第 2 级（共 2 级），指标值 10.5 kgCO2e per m2，越低越好。
    按各数值的不确定度（95 %），其名次可能在第 1 至第 3 名之间。
    第 2 级自 10 (tannery-02) 至 10.5 (tannery-03)：级内各值均不能以 95 % 的把握判为劣于首位。
    第 1 级止于 8 (tannery-01)：再降低 2.5 (23.8 %) 即与之相等，相等的数值同级。
    最优为 8 (tannery-01)，低 2.5 (23.8 %)。
    数据基础：计量时间覆盖率 99.8 %（实测 90 %，估算 9.8 %，缺失 0.2 %）；占位因子占 12 %，工厂文件中声明的数值占 5 %；初级数据占 60 %。“-”表示未知。
    标注：模拟。

    period: 2026, whole months on each plant's own clock
    internal benchmark, not a comparative assertion (ISO 14044/14026) · 内部对标
    "
  `);
  expect(noted).toMatchInlineSnapshot(`
    "
    Month by month: celadon indicators --factory "tannery-03" --by footprint --period 2026
    As one footprint: celadon footprint compute --factory "tannery-03" --product "upper" --from 2026-01-01 --to 2027-01-01; then celadon explain with the id it shows
    "
  `);
});

test("the best hears how far the next is, and who has no place hears why", async () => {
  const best = await runInTest([...args, "--why", "tannery-01"], { "GET /v1/rankings": three });
  expect(best.printed).toContain(
    "It is alone in tier 1.\nNo figure is better. The next is 10 (tannery-02), 2 (25 %) more.\n",
  );
  const none = await runInTest([...args, "--why", "tannery-09"], { "GET /v1/rankings": three });
  expect(none.printed).toContain("tannery-09, upper: no place, incomplete. 2026-03: 186 h are missing.\n");
  expect(none.printed).toContain("tannery-09, upper：无名次，数据不完整。");
});

test("of peers that the asker may not see no figure is told", async () => {
  const nameless = [{ ...three[0], factory: null, product: null, amount: null }, three[1], three[2]];
  const { printed } = await runInTest([...args, "--why", "tannery-02"], { "GET /v1/rankings": nameless });
  expect(printed).toContain("Tier 2 reaches from 10 (tannery-02) to 10.5 (tannery-03)");
  expect(printed).not.toContain("The best");
  const mates = [three[0], three[1], { ...three[2], factory: null, product: null, amount: null }];
  const { printed: hidden } = await runInTest([...args, "--why", "tannery-02"], { "GET /v1/rankings": mates });
  expect(hidden).toContain("Tier 2 holds 2; this token does not see the figures of the others.");
});

test("a factory that is not in the ranking ends with 1 and the names near it", async () => {
  const { code, noted } = await runInTest([...args, "--why", "tanery-03"], { "GET /v1/rankings": three });
  expect([code, noted]).toEqual([
    1,
    'celadon: No factory of this ranking is called "tanery-03". Did you mean "tannery-03" or "tannery-01" or "tannery-02"? celadon rank without --why shows them.\n',
  ]);
});
