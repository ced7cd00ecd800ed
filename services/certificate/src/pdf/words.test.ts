import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { bothWords, dayText, figureText, percentText, unitText } from "./words.ts";

test.each([
  ["9.87654321012", 6, "9.87654"],
  ["1234567.89", 6, "1,234,568"],
  ["-0.00012345678", 3, "-0.000123"],
  ["8", 6, "8"],
  ["1000.5", 40, "1,000.5"],
])("%s in %d digits is %s", (text, digits, shown) => {
  expect(figureText(text, digits)).toBe(shown);
});

test("what is not known is a dash, never a zero", () => {
  expect([percentText(null), percentText("0"), percentText("0.1234")]).toEqual(["—", "0 %", "12.3 %"]);
});

test("units, words and days as people write them; a plant's own word stays", () => {
  expect([unitText("kgCO2e/Nm3"), unitText("m2")]).toEqual(["kgCO2e/Nm³", "m²"]);
  expect([bothWords("energy"), bothWords("beam house")]).toEqual(["能源 energy", "beam house"]);
  expect(dayText("2025-01-01T00:00:00+08:00")).toBe("2025-01-01");
});

/** What the shipped plants write after a key, wherever it stands. */
const written = (key: RegExp): readonly string[] => {
  const cwd = fileURLToPath(new URL("../../..", import.meta.url));
  const files = globSync(["celadon/templates/*.yaml", "simulator/plants/*.yaml"], { cwd });
  const texts = files.map((file) => readFileSync(`${cwd}/${file}`, "utf8"));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(key)].map(([, word]) => word as string)))];
};
const stages = written(/^ *stage: *([^#\n]*\w)/gm);
const methods = written(/^ *(?:allocation|method): *([\w-]*\w)/gm);
const groups = written(/^ *group: *([^#\n]*\w)/gm);
const keys = written(/^ *keys:\n((?: {6}.*\n)+)/gm).flatMap((block) =>
  [...block.matchAll(/^ *([^:]+):/gm)].map(([, key]) => key as string),
);

test("the scan sees words that are known to be there", () => {
  expect(stages).toContain("raw material");
  expect(methods).toEqual(expect.arrayContaining(["price", "mass", "shares"]));
  expect([groups, keys]).toEqual([expect.arrayContaining(["coated board"]), expect.arrayContaining(["tannage"])]);
});

test.each([
  ...stages,
  ...["production", "waste"], // where a plant names no stage
  ...methods,
  ...groups,
  ...keys,
  ...["cradle-to-gate", "gate-to-gate", "cradle-to-grave"],
  ...["1", "2", "3", "CO2e", "CO2-fossil", "CO2-biogenic", "CH4-fossil", "CH4-biogenic", "N2O"],
  ...["farm rule", "allocation", "factor", "mass", "energy", "price", "efficiency", "shares"],
  ...["missing-time", "missing-factor", "missing-amount", "unknown-channel", "not-modelled"],
])("every stage, kind and key of the shipped plants and of the engine has its Chinese: %s", (word) => {
  expect(bothWords(word)).toMatch(/^\p{Script=Han}.* /u);
});
