import { overMonths, readMonthSpan } from "@celadon/footprint-to-ranking";
import type { Indicator, PeerGroup } from "@celadon/proto";
import type { Store } from "@celadon/runtime";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RankQuestion, rankPeers } from "./rank-peers.ts";
import { leather, monthMs, monthOf, put, storeInTest } from "./store-in-test.ts";

let store: Store;
beforeAll(async () => {
  store = await storeInTest();
}, 60_000);
afterAll(() => store[Symbol.asyncDispose]());

const anything: RankQuestion = {
  productGroup: "",
  declaredUnit: "",
  boundary: "",
  keys: [],
  population: "",
  factories: [],
  indicator: "footprint",
  months: undefined,
};
let groups = 0;
/** A group of its own for each test, so that they share one store. */
async function group(indicators: readonly Indicator[], more: Partial<PeerGroup> = {}): Promise<string> {
  groups += 1;
  const productGroup = `leather ${groups}`;
  await put(store, indicators, { ...leather, productGroup, ...more });
  return productGroup;
}
const ranked = (productGroup: string, period?: string, more: Partial<RankQuestion> = {}) =>
  rankPeers(store, {
    ...anything,
    productGroup,
    months: period === undefined ? undefined : readMonthSpan(period),
    ...more,
  });
const refusal = (productGroup: string, period?: string, more: Partial<RankQuestion> = {}) =>
  ranked(productGroup, period, more).then(
    () => undefined,
    (error) => error.refusal,
  );
const of = (factory: string, first: number, last: number, perMonth: string) =>
  Array.from({ length: last - first + 1 }, (_, i) =>
    monthOf(factory, first + i, { absolute: perMonth, produced: "10" }),
  );

test("months add up: 80 over 10 and 45 over 2.5 are 125 over 12.5, 10 per m2", async () => {
  const name = await group([
    monthOf("a", 1, { absolute: "80", produced: "10" }),
    monthOf("a", 2, { absolute: "45", produced: "2.5" }),
    ...of("b", 1, 2, "120"),
  ]);
  const { places, period, unranked } = await ranked(name, "2026-01..2026-02");
  expect(places.map(({ place, tier, indicator }) => [place, tier, indicator?.factory, indicator?.amount])).toEqual([
    [1, 1, "a", "10"],
    [2, 2, "b", "12"],
  ]);
  expect(places[0]?.indicator).toMatchObject({
    fromMs: monthMs(1),
    toMs: monthMs(3),
    absolute: "125",
    produced: "12.5",
  });
  expect([period, unranked]).toEqual(["2026-01..2026-02", []]);
});

test("who lacks months, is incomplete in one or has none in the period has no place, and hears which", async () => {
  const name = await group([
    ...of("a", 1, 3, "80"),
    ...of("late", 1, 2, "10"),
    ...of("gap", 1, 2, "10"),
    monthOf("gap", 3, { absolute: "1", produced: "1", amount: undefined, reason: "186 h are missing." }),
    ...of("stopped", 0, 0, "10"),
  ]);
  const { places, unranked } = await ranked(name, "2026-01..2026-03");
  expect(places.map(({ indicator }) => indicator?.factory)).toEqual(["a"]);
  expect(unranked.map(({ factory, reason }) => [factory, reason])).toEqual([
    ["gap", "incomplete"],
    ["late", "incomplete"],
    ["stopped", "incomplete"],
  ]);
  const [gap, late, stopped] = unranked.map(({ evidence }) => evidence);
  expect(gap).toContain("2026-03: 186 h are missing.");
  expect(late).toContain("2026-03 has no footprint");
  expect(stopped).toContain("2026-01 to 2026-03 have no footprint");
});

test("one footprint of the whole period goes before its months, and a year stands beside months", async () => {
  const year = monthOf("yearly", 1, { absolute: "1100", produced: "100", toMs: monthMs(13), footprint: "the year" });
  const name = await group([...of("monthly", 1, 12, "100"), ...of("yearly", 1, 12, "10"), year]);
  const { places } = await ranked(name, "2026");
  expect(places.map(({ indicator }) => [indicator?.factory, indicator?.amount, indicator?.footprint])).toEqual([
    ["monthly", "10", "footprint of monthly 12"],
    ["yearly", "11", "the year"],
  ]);
});

test("without a period it is the last twelve whole months that half of the group has", async () => {
  const name = await group([
    ...of("ahead", 1, 14, "90"),
    ...of("b", 1, 13, "80"),
    ...of("c", 1, 13, "100"),
    ...of("d", 3, 13, "99"),
  ]);
  const { period, places } = await ranked(name);
  expect([period, places.length]).toEqual(["2026-02..2027-01", 3]);
  const short = await group([...of("a", 2, 4, "90"), ...of("b", 2, 4, "80")]);
  expect((await ranked(short)).period).toBe("2026-02..2026-04");
});

test("a name that holds several groups is refused, told apart, and can be narrowed", async () => {
  const name = await group([...of("a", 1, 1, "80"), ...of("b", 1, 1, "90")]);
  await put(store, [...of("s", 1, 1, "8"), ...of("t", 1, 1, "9"), ...of("u", 1, 1, "9")], {
    ...leather,
    productGroup: name,
    simulated: true,
  });
  expect(await refusal(name, "2026-01")).toMatchObject({
    status: 409,
    code: "several-groups",
    message: expect.stringContaining(
      '3 with population "simulated"; 2 with population "real". Narrow it: --simulated or --real.',
    ),
  });
  expect((await ranked(name, "2026-01", { population: "real" })).places).toHaveLength(2);
  expect((await ranked(name, "2026-01", { population: "simulated" })).claims.at(-1)).toContain("模拟工厂");
});

test("factories that are not peers are refused with the keys that differ; peers are ranked among themselves", async () => {
  const name = await group([...of("one", 1, 1, "80"), ...of("two", 1, 1, "90"), ...of("three", 1, 1, "99")]);
  await put(store, of("other", 1, 1, "8"), {
    ...leather,
    productGroup: name,
    keys: [{ name: "animal", value: "sheep" }],
  });
  expect(await refusal("", "2026-01", { factories: ["one", "other"] })).toMatchObject({
    status: 409,
    code: "not-peers",
    message: expect.stringContaining('animal ("cow" or "sheep")'),
  });
  const { places } = await ranked("", "2026-01", { factories: ["two", "three"] });
  expect(places.map(({ place, indicator }) => `${place} ${indicator?.factory}`)).toEqual(["1 two", "2 three"]);
  expect(await refusal(name, "2026-01", { factories: ["one", "nobody"] })).toMatchObject({
    status: 404,
    code: "unknown-factory",
  });
});

test.each<[Partial<RankQuestion>, number, string]>([
  [{ productGroup: "lether" }, 404, "unknown-group"],
  [{ indicator: "happiness" }, 400, "unknown-indicator"],
  [{ productGroup: "" }, 400, "bad-request"],
  [{ factories: ["nobody"] }, 404, "unknown-factory"],
  [{ factories: ["a"], productGroup: "lether" }, 404, "unknown-group"],
  [{ factories: ["nobody"], productGroup: "" }, 404, "unknown-factory"],
])("%j is refused", async (more, status, code) => {
  const name = await group(of("a", 1, 1, "80"));
  expect(await refusal(name, "2026-01", more)).toMatchObject({ status, code });
});

test("a group of one is refused, with or without a period", async () => {
  const name = await group(of("a", 1, 1, "80"));
  expect(await refusal(name)).toMatchObject({ status: 409, code: "no-ranking-of-one" });
  expect(await refusal(name, "2026-01")).toMatchObject({ status: 409, code: "no-ranking-of-one" });
  const running = await group([
    monthOf("a", 1, { absolute: "1", produced: "1", amount: undefined, reason: "It runs." }),
  ]);
  expect(await refusal(running)).toMatchObject({ status: 409, code: "no-ranking-of-one" });
});

test("one factory by name is told that a ranking compares, and a misspelt one what is near", async () => {
  const name = await group([...of("riverside", 1, 1, "80"), ...of("b", 1, 1, "90")]);
  expect(await refusal(name, undefined, { factories: ["riverside"] })).toMatchObject({
    status: 409,
    code: "one-factory",
    message: expect.stringContaining('"riverside" is named alone: name its peers too'),
  });
  for (const productGroup of [name, ""]) {
    expect(await refusal(productGroup, undefined, { factories: ["riversde"] })).toMatchObject({
      code: "unknown-factory",
      message:
        'There is no figure of a factory "riversde". Did you mean "riverside"? celadon plant list shows the factories, celadon indicators the figures.',
    });
  }
  await group(of("elsewhere", 1, 1, "80"));
  expect((await refusal(name, undefined, { factories: ["elsewhere"] })).message).toBe(
    `Nothing of "elsewhere" can be ranked in "${name}" by footprint: celadon indicators --factory "elsewhere" lists what it has.`,
  );
});

test("a period without figures is refused with the months that have some", async () => {
  const name = await group([...of("a", 2, 4, "80"), ...of("b", 3, 5, "90")]);
  expect(await refusal(name, "2019")).toMatchObject({
    code: "no-ranking-of-one",
    message: expect.stringContaining(
      "nobody in it in 2019. Take a period or a group with at least two. Figures by footprint there are of 2026-02..2026-05: leave the period out, or name some of them.",
    ),
  });
});

test("the database adds up as the twin does", async () => {
  const share = fc.integer({ min: 0, max: 1000 }).map((n) => String(n / 1000));
  const month = fc.record({
    month: fc.integer({ min: 1, max: 4 }),
    length: fc.constantFrom(1, 1, 1, 1, 3),
    absolute: fc.integer({ min: -1000, max: 1_000_000 }).map((n) => String(n / 1000)),
    produced: fc.integer({ min: 1, max: 100_000 }).map((n) => String(n / 1000)),
    measured: share,
    placeholderShare: fc.option(share, { nil: undefined, freq: 9 }),
    isMetered: fc.boolean(),
    isKnown: fc.constantFrom(true, true, true, false),
    marks: fc.subarray(["illustrative", "age 1 year", "recalled"]),
    placeholderRows: fc.constantFrom("", "0c0ffee0", "600dbad0"),
  });
  const months = fc.uniqueArray(month, { selector: (one) => `${one.month} ${one.length}`, minLength: 1 });
  const span = readMonthSpan("2026-01..2026-03") ?? { first: Number.NaN, end: Number.NaN };
  await fc.assert(
    fc.asyncProperty(fc.array(months, { minLength: 2, maxLength: 6 }), async (factories) => {
      // A factory with nothing before the period's end is nobody there, and of one alone there is no ranking.
      fc.pre(factories.filter((some) => some.some((one) => one.month < 4)).length > 1);
      const all = factories.map((some, i) =>
        some.map(({ month, length, absolute, produced, measured, isMetered, isKnown, ...more }) =>
          monthOf(`f${i}`, month, {
            ...{ absolute, produced, ...more, toMs: monthMs(month + length), footprint: `${i} ${month} ${length}` },
            measuredShare: isMetered ? measured : "",
            estimatedShare: isMetered ? String(1 - Number(measured)).slice(0, 5) : "",
            missingShare: isMetered ? "0" : "",
            ...(isKnown ? {} : { amount: undefined, reason: "Unknown." }),
          }),
        ),
      );
      const { places, unranked } = await ranked(await group(all.flat()), "2026-01..2026-03");
      const twins = all.map((some) => overMonths(some, span));
      for (const { indicator } of places) {
        const twin = twins.find((one) => one?.factory === indicator?.factory);
        expect(indicator).toEqual(twin);
      }
      const figures = twins.filter((one) => one?.amount !== undefined).length;
      const thin = unranked.filter(({ reason }) => reason === "low-coverage").length;
      expect(places.length + thin).toBe(figures);
      for (const { factory, reason, evidence } of unranked) {
        if (reason === "incomplete") expect(evidence).toBe(twins.find((one) => one?.factory === factory)?.reason);
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);
