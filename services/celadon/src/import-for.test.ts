import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { csvHeader } from "./csv-header.ts";
import { importFor } from "./import-for.ts";

const yaml = readFileSync(new URL("../../../test/data/plants/steel-2018.yaml", import.meta.url), "utf8");
const steel = readFileSync(new URL("../../../test/data/Steel_industry_data.csv", import.meta.url), "utf8").slice(
  0,
  500,
);

test("the one rule whose columns a file has is chosen", () => {
  expect(importFor(steel, yaml, undefined)).toEqual({ kind: "rule", name: "uci" });
});

test("our own form needs no rule", () => {
  expect(importFor("factory,channel,at,value\n", yaml, undefined)).toEqual({ kind: "own", namesFactory: true });
});

test("a file that no rule fits is not guessed at", () => {
  expect(importFor("Zeit;kWh\n", yaml, undefined)).toEqual({
    kind: "unknown",
    lacks: [
      expect.stringMatching(
        /^Import rule "uci" reads "date", .*, "Usage_kWh", which the file has not\. Its columns, cut by "," as the rule says: "Zeit;kWh"\.$/,
      ),
    ],
  });
});

test("a rule that lacks a column is told with the columns of the file, the nearest first", () => {
  const renamed = steel.replace("Usage_kWh", "Usage_KWh_");
  const choice = importFor(renamed, yaml, undefined);
  expect(choice.kind === "unknown" && choice.lacks).toEqual([
    expect.stringMatching(
      /^Import rule "uci" reads "Usage_kWh", which the file has not\. Its columns: "Usage_KWh_", "date", /,
    ),
  ]);
});

test("lines that a rule skips are not its header", () => {
  const skipping = yaml.replace(/( +)format: csv\n/, "$1format: csv\n$1skipLines: 2\n");
  expect(importFor(`Report\n\n${steel}`, skipping, undefined)).toEqual({ kind: "rule", name: "uci" });
});

test("two rules that fit are a question for a person", () => {
  const two = yaml
    .replace("imports:\n  uci:", (found) => found)
    .replace(/^ {2}uci:\n([\s\S]*?)\n\n/m, (rule) => rule + rule.replace("uci:", "again:"));
  expect(() => importFor(steel, two, undefined)).toThrow(
    "Several import rules fit this file: say which by --import again or --import uci.",
  );
});

test("a rule asked for by a wrong name is told with the near one", () => {
  expect(() => importFor(steel, yaml, "ucy")).toThrow('no import rule "ucy". Did you mean "uci"? It declares uci.');
});

test("a header is read with byte-order mark, quotes and line ends of any kind", () => {
  expect(csvHeader('\uFEFFdate;"Haupt;zähler" ;kWh\r\n1;2;3', ";")).toEqual(["date", "Haupt;zähler", "kWh"]);
});
