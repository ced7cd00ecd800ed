import fc from "fast-check";
import { expect, test } from "vitest";
import { type RowText, releaseFrom, shippedTables, tableOf } from "../test/release.ts";
import { releaseOf, tableFaults } from "./release.ts";

const faultOf = (row: Partial<RowText>): readonly string[] =>
  tableFaults([tableOf("t.csv", row)]).map(({ rule }) => rule);

const placeholder: Partial<RowText> = {
  use: "placeholder",
  confidence: "recalled",
  tier: "D",
  uncertainty: "range 0.4 0.6",
};

test("the middle of a stated range is a placeholder", () => {
  expect(faultOf(placeholder)).toEqual([]);
});

test.each<[Partial<RowText>, string]>([
  [{ licence: "" }, "licence is empty."],
  [{ locator: " " }, "locator is empty."],
  [{ licence: "unknown" }, 'licence "unknown" does not let us ship the row.'],
  [{ value: "1,2" }, 'value "1,2" is no plain decimal.'],
  [{ value: "0.57-0.61" }, 'value "0.57-0.61" is no plain decimal.'],
  [{ value: "1e-3" }, 'value "1e-3" is no plain decimal.'],
  [{ value: "-0.5" }, 'value "-0.5" is negative.'],
  [{ unit: "kg" }, 'unit "kg" is a unit of mass, and a CO2e row counts emission.'],
  [{ gas: "N2O", gwp_set: "" }, 'unit "kgCO2e" is a unit of emission, and a N2O row counts mass.'],
  [{ gas: "CH4" }, 'gas "CH4" is not known.'],
  [{ region: "UK" }, 'region "UK" is not known.'],
  [{ data_year: "24" }, 'data_year "24" is no year.'],
  [{ valid_from: "2023-07-01" }, "valid_from 2023-07-01 lies before the data year 2024."],
  [{ valid_from: "2024-02-30" }, 'valid_from "2024-02-30" is no calendar day.'],
  [{ valid_to: "2024-01-01" }, "valid_to 2024-01-01 is not after valid_from 2024-01-01."],
  [{ purposes: "pcf,enterprise" }, 'purposes: "pcf,enterprise" is unknown or doubled.'],
  [{ purposes: "pcf pcf" }, 'purposes: "pcf" is unknown or doubled.'],
  [{ gwp_set: "" }, 'gwp_set "" is not known.'],
  [{ gas: "CO2-fossil", unit: "kg" }, 'gwp_set "AR6" stands on a CO2-fossil row.'],
  [{ uncertainty: "10 %" }, 'uncertainty "10 %" cannot be read.'],
  [{ confidence: "guessed" }, 'confidence "guessed" is not known.'],
  [
    { confidence: "recalled", tier: "D" },
    "A recalled row has tier D and use choice or placeholder, and only a recalled row has tier D.",
  ],
  [{ use: "usual" }, 'use "usual" is not known.'],
  [
    { use: "placeholder", uncertainty: "range 0.4 0.6" },
    "A placeholder has confidence recalled, tier D and uncertainty range LOWER UPPER.",
  ],
  [
    { ...placeholder, uncertainty: "lognormal 1.5" },
    "A placeholder has confidence recalled, tier D and uncertainty range LOWER UPPER.",
  ],
  [{ ...placeholder, tier: "C" }, "A recalled row has tier D and use choice or placeholder"],
  [{ ...placeholder, uncertainty: "range 0.4 0.8" }, 'value "0.5" is not the middle of range 0.4 0.8.'],
  [{ id: "Grid CN" }, 'id "Grid CN" is no id.'],
  [{ activity: "grid" }, 'activity "grid" is no path.'],
])("%j is refused: %s", (row, rule) => {
  expect(faultOf(row).some((text) => text.startsWith(rule))).toBe(true);
});

test("an unknown unit names what is near", () => {
  expect(faultOf({ per_unit: "kwh" })[0]).toMatch(/^per_unit: Unit "kwh" is not known\. Did you mean "kWh"/);
});

test("every fault is told at once, with file, line, rule and fix", () => {
  const first = tableOf("b.csv", {}, { value: "x", region: "UK" });
  const second = tableOf("a.csv", { id: "grid-xx-2024" });
  const outcome = releaseOf([first, second]);
  expect(outcome.kind === "reject" && outcome.evidence.split("\n")).toEqual([
    'b.csv:2: id "grid-xx-2024" stands at a.csv:2 too. Ids are given once: rename one.',
    'b.csv:3: region "UK" is not known. Use an ISO 3166 code (CN, CN-GD, AU-VIC), CN-grid-south, or world.',
    'b.csv:3: value "x" is no plain decimal. Write it like 0.5777: no exponent, no separators, no range.',
  ]);
});

test("the columns are closed", () => {
  const text = tableOf("t.csv", {}).text.replace("licence", "license");
  expect(tableFaults([{ name: "t.csv", text }]).map(({ rule }) => rule)).toEqual([
    'Column "license" is not known. Did you mean "licence"?',
    'Column "licence" is missing.',
  ]);
});

test("a line of too few cells, an empty table and no table are refused", () => {
  const { text } = tableOf("t.csv", {});
  expect(tableFaults([{ name: "t.csv", text: `${text}a,b\n` }])[0]?.rule).toBe("The line has 2 cells, the header 24.");
  expect(tableFaults([{ name: "t.csv", text: "" }])[0]?.rule).toBe("The table is empty.");
  expect(releaseOf([]).kind).toBe("reject");
});

test("a family agrees in everything but gas and value", () => {
  const co2 = { id: "coal-co2", family: "coal", gas: "CO2-fossil", unit: "kg", gwp_set: "" };
  const rules = (other: Partial<RowText>): readonly string[] =>
    tableFaults([tableOf("t.csv", co2, { ...co2, id: "coal-n2o", gas: "N2O", ...other })]).map(({ rule }) => rule);
  expect(rules({})).toEqual([]);
  expect(rules({ region: "KR" })).toEqual(['family "coal": region of "coal-n2o" is "KR", of "coal-co2" "CN".']);
  expect(rules({ gas: "CO2-fossil" })).toEqual(['family "coal": "coal-co2" and "coal-n2o" are both CO2-fossil.']);
  expect(rules({ per_unit: "GJ" })).toEqual(['family "coal": "coal-co2" is per kWh, "coal-n2o" per GJ.']);
  expect(rules({ id: "coal", family: "lignite" })).toEqual(['family "coal" is the id of a row of another family.']);
});

test("the hash is the same for any order of files and rows, and for 0.50 and 0.5", () => {
  const rows = shippedTables().map(({ name, text }) => {
    const [header, ...lines] = text.trimEnd().split("\n");
    return { name, header: header as string, lines };
  });
  const { hash } = releaseFrom(...shippedTables());
  const shuffle = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
  const order = fc.tuple(shuffle(rows.map((_, at) => at)), fc.nat(), fc.boolean());
  fc.assert(
    fc.property(order, ([files, turn, crlf]) => {
      const tables = files.map((at) => {
        const { name, header, lines } = rows[at] as (typeof rows)[number];
        const turned = [...lines.slice(turn % lines.length), ...lines.slice(0, turn % lines.length)];
        return { name, text: [header, ...turned, ""].join(crlf ? "\r\n" : "\n") };
      });
      expect(releaseFrom(...tables).hash).toBe(hash);
    }),
    { numRuns: 5 },
  );
  expect(releaseFrom(tableOf("t.csv", { value: "0.50" })).hash).toBe(
    releaseFrom(tableOf("u.csv", { value: "0.5" })).hash,
  );
});

test("one digit, one word of the papers or one row more is another hash", () => {
  const { hash } = releaseFrom(tableOf("t.csv", {}));
  expect(releaseFrom(tableOf("t.csv", { value: "0.5001" })).hash).not.toBe(hash);
  expect(releaseFrom(tableOf("t.csv", { locator: "Table 2" })).hash).not.toBe(hash);
  expect(releaseFrom(tableOf("t.csv", {}, { id: "grid-yy-2024", region: "KR" })).hash).not.toBe(hash);
});

test("any text in the place of a table gives an outcome, never a throw", () => {
  fc.assert(fc.property(fc.string(), fc.string(), (name, text) => void releaseOf([{ name, text }])));
  const row = fc.record({ value: fc.string(), gas: fc.string(), valid_from: fc.string(), region: fc.string() });
  const oneLine = (text: string): string => text.replaceAll(/[\r\n"]/g, "");
  fc.assert(
    fc.property(row, (cells) => {
      const safe = Object.fromEntries(Object.entries(cells).map(([key, value]) => [key, oneLine(value)]));
      expect(releaseOf([tableOf("t.csv", safe)]).kind).toBeTypeOf("string");
    }),
  );
});
