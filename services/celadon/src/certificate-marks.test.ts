import { type Mark, markText } from "@celadon/factors";
import { markWords } from "@celadon/footprint-to-certificate";
import { expect, test } from "vitest";
import { certificateMarks } from "./certificate-marks.ts";

/** One of every kind: another kind of mark does not compile until it stands here. */
const every: { readonly [Kind in Mark["kind"]]: Extract<Mark, { readonly kind: Kind }> } = {
  age: { kind: "age", years: 2, dataYear: 2024 },
  "later-year": { kind: "later-year", dataYear: 2026, year: 2025 },
  "older-year": { kind: "older-year", dataYear: 2020, year: 2025, latest: 2024 },
  "not-yet-valid": { kind: "not-yet-valid", validFrom: "2027-01-01" },
  expired: { kind: "expired", validTo: "2006-01-01" },
  "other-activity": { kind: "other-activity", activity: "a", wanted: "b" },
  "other-place": { kind: "other-place", region: "US", place: "CN" },
  "other-purpose": { kind: "other-purpose", purposes: ["pcf"], purpose: "enterprise" },
  choice: { kind: "choice" },
  recalled: { kind: "recalled" },
  placeholder: { kind: "placeholder" },
  partial: { kind: "partial", left: ["N2O"] },
  "gwp-set": { kind: "gwp-set", used: "AR5", asked: "AR6" },
};

test.each(Object.values(every).map(markText))("a factor row's mark is said in both languages: %s", (mark) => {
  for (const text of [mark, `named in the plant model: ${mark}`]) {
    const { own, rows } = markWords([text]);
    expect(own).toEqual([]);
    expect(rows).toEqual([{ en: expect.stringMatching(/[a-z]/), zh: expect.stringMatching(/\p{Script=Han}/u) }]);
  }
});

test.each([
  "illustrative",
  "simulated",
  "simulated issuer",
  'lower bound: cut off at "sludge"',
  "balance: of 3 t, 1 t",
])("a mark of the figure itself is said in both languages: %s", (mark) => {
  expect(markWords([mark])).toEqual({ own: [{ en: mark, zh: expect.stringMatching(/\p{Script=Han}/u) }], rows: [] });
});

test("in one line for show: what is said of the figure, then what its rows bring, the oldest once", async () => {
  const age = (years: number) => markText({ kind: "age", years, dataYear: 2024 });
  expect(await certificateMarks(["simulated", "as told", age(2), `named in the plant model: ${age(24)}`])).toBe(
    "模拟 simulated; as told; 因子 factor rows: 数据最多已 24 年 up to 24 years old",
  );
  expect(await certificateMarks([])).toBe("");
});
