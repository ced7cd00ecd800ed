import { readMonthSpan, type Scheme } from "@celadon/footprint-to-ranking";
import { CriterionVerdict, type Indicator } from "@celadon/proto";
import { type Caller, owner, type Store } from "@celadon/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leather, monthOf, put, storeInTest } from "../store-in-test.ts";
import { type AssessmentQuestion, assessFactory } from "./assess-factory.ts";
import { loadSchemes } from "./load-schemes.ts";

const schemes = loadSchemes();
let store: Store;
beforeAll(async () => {
  store = await storeInTest();
  const peers = Array.from({ length: 11 }, (_, i) => energy(`real ${i}`, `${400 + 20 * i}`));
  await put(store, peers.flat());
  await put(store, [...energy("few", "500"), ...energy("few b", "600")], { ...leather, keys: [] });
  const simulated = Array.from({ length: 10 }, (_, i) => energy(`sim ${i}`, `${100 + i}`));
  await put(store, simulated.flat(), { ...leather, simulated: true });
  await put(store, energy("two", "500", { product: "upper" }));
  await put(store, energy("two", "500", { product: "lining" }));
}, 60_000);
afterAll(() => store[Symbol.asyncDispose]());

/** January and February: so many kgce per m2. */
const energy = (
  factory: string,
  perUnit: string,
  more: Pick<Indicator, "product"> = { product: "upper" },
): readonly Indicator[] =>
  [1, 2].map((month) =>
    monthOf(factory, month, {
      absolute: `${10 * Number(perUnit)}`,
      produced: "10",
      name: "energy",
      unit: "kgce",
      ...more,
    }),
  );

const assessed = (factory: string, more: Partial<AssessmentQuestion> = {}) =>
  assessFactory(store, schemes, {
    ...{ factory, product: "", months: undefined, scheme: { name: "" }, answers: [], caller: owner },
    ...more,
  });
const refusal = (factory: string, more: Partial<AssessmentQuestion> = {}) =>
  assessed(factory, more).then(
    () => undefined,
    (error) => error.refusal,
  );
const energyOf = async (factory: string, more: Partial<AssessmentQuestion> = {}) =>
  (await assessed(factory, more)).criteria.find(({ id }) => id === "energy-intensity");

test("real peers of the same group set leading and base: 400 and the mean of 400, 420 ... 600, 500 and 500", async () => {
  // Thirteen figures: eleven of real factories and the two products of one; their mean is (5500 + 1000) / 13 = 500.
  expect(await energyOf("real 3")).toMatchObject({
    ...{ value: "0.46", leading: "0.4", base: "0.5", unit: "tce per m2", points: "3.2" }, // 8 * 0.04 / 0.1
    reference: '12 real factories of "finished leather"',
  });
});

test("a group of two sets nothing, however many simulated factories there are", async () => {
  expect(await energyOf("few")).toMatchObject({
    ...{ verdict: CriterionVerdict.CRITERION_VERDICT_UNKNOWN, value: "0.5" },
    evidence: expect.stringContaining("2 factories have a figure that may be compared, and it takes 10."),
  });
});

test("simulated factories are judged among themselves, and the assessment says so", async () => {
  const { marks, notes } = await assessed("sim 2");
  expect(marks).toEqual(["simulated"]);
  expect(notes.at(-1)).toContain("simulated");
  expect((await energyOf("sim 2"))?.reference).toBe('10 simulated factories of "finished leather"');
});

test("without a period it is the months that the product has, and an answers file may say which", async () => {
  expect((await assessed("real 3")).period).toBe("2026-01..2026-02");
  const text = "factory: real 3\nscheme: gbt-36132-2025\nperiod: 2026-02\n";
  expect((await assessed("real 3", { answers: { text } })).period).toBe("2026-02");
  expect((await assessed("real 3", { months: readMonthSpan("2026") })).points).toBeUndefined();
  expect((await energyOf("real 3", { months: readMonthSpan("2026") }))?.evidence).toContain("2026-03 to 2026-12");
});

test("two measured products need a choice", async () => {
  expect(await refusal("two")).toMatchObject({
    ...{ status: 409, code: "several-products" },
    message: '"two" makes "lining", "upper", and intensities are per unit of one: name it, --product.',
  });
  expect((await assessed("two", { product: "lining" })).product).toBe("lining");
});

test.each<[Partial<AssessmentQuestion>, number, string]>([
  [{ factory: "" }, 400, "bad-request"],
  [{ factory: "nobody" }, 404, "unknown-factory"],
  [{ product: "suede" }, 404, "unknown-product"],
  [{ scheme: { name: "cleaner" } }, 404, "unknown-scheme"],
  [{ scheme: { text: "id: x" } }, 400, "scheme-faults"],
  [{ answers: { text: "factory: somebody" } }, 400, "answers-faults"],
])("%j is refused with %i %s", async (more, status, code) => {
  expect(await refusal("real 3", more)).toMatchObject({ status, code });
});

test("a scheme of one's own goes before the peers", async () => {
  const [scheme] = schemes as readonly [Scheme];
  const text = ownScheme(scheme.id);
  const { scheme: standard, criteria, points, gates } = await assessed("real 3", { scheme: { text } });
  // 100 * (0.46 - 0.5) / (0.3 - 0.5) = 20
  expect([standard, points, criteria.map(({ points: some }) => some)]).toEqual(["Own 1", "20", ["20"]]);
  expect(gates).toBe(CriterionVerdict.CRITERION_VERDICT_MET); // it asks none
});

const ownScheme = (id: string): string => `
id: ${id}
standard: Own 1
name: { en: Own, zh: 自有 }
edition: 1
locator: all
peersLeast: 3
gates: {}
dimensions:
  energy:
    name: { en: Energy, zh: 能源 }
    weight: 100
    criteria:
      energy-intensity:
        { number: 1, clause: "1", name: { en: Energy, zh: 能源 }, weight: 100, asks: Energy, better: less, unit: tce, per: m2, measured: energy, leading: 0.3, base: 0.5, source: Own 1 }
`;

test("a scheme of its own does not tell a plant the figure of the one peer it has, nor anything of another plant", async () => {
  const [{ id }] = schemes as readonly [Scheme];
  const text = ownScheme(id)
    .replace(", leading: 0.3, base: 0.5, source: Own 1", "")
    .replace("peersLeast: 3", "peersLeast: 2");
  const plant: Caller = { name: "plant", roles: ["engineer"], factories: ["few"] };
  expect((await energyOf("few", { scheme: { text } }))?.leading).toBeDefined();
  const told = await energyOf("few", { scheme: { text }, caller: plant });
  expect([told?.leading, told?.evidence]).toEqual([undefined, expect.stringContaining("and it takes 10.")]);
  expect(await refusal("real 3", { caller: plant })).toMatchObject({ status: 403, code: "foreign-factory" });
});
