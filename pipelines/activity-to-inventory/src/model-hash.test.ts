import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isMap, type ParsedNode, parseDocument, visit } from "yaml";
import { readPlantModel } from "./read-plant-model.ts";

const mill = /```yaml\n([\s\S]*?)```/.exec(readFileSync(new URL("../format.md", import.meta.url), "utf8"))?.[1] ?? "";

const hashOf = (yaml: string): string => {
  const model = readPlantModel(yaml);
  if (model.kind !== "accept") throw new Error(model.evidence);
  return model.value.hash;
};

/** The same file with the keys of every mapping in another order, and without comments. */
function shuffled(yaml: string, seed: number): string {
  const document = parseDocument<ParsedNode>(yaml, { schema: "failsafe" });
  let turn = seed;
  visit(document, {
    Map: (_, node) => {
      if (!isMap(node)) return;
      for (let i = node.items.length - 1; i > 0; i--) {
        turn = (turn * 1_103_515_245 + 12_345) % 2_147_483_648;
        const j = turn % (i + 1);
        [node.items[i], node.items[j]] = [
          node.items[j] as (typeof node.items)[0],
          node.items[i] as (typeof node.items)[0],
        ];
      }
    },
  });
  return document.toString({ commentString: () => "" });
}

test("the order of keys, and comments, change neither the model nor its hash", () => {
  const model = readPlantModel(mill);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
      expect(readPlantModel(shuffled(mill, seed))).toEqual(model);
    }),
    { numRuns: 20 },
  );
});

test("two ways to write one thing have one hash", () => {
  const hash = hashOf(mill);
  expect(hashOf(mill.replace("value: 19.57", 'value: "19.570"'))).toBe(hash);
  expect(hashOf(mill.replace("steam: steamT\n", "steam: { amount: steamT }\n"))).toBe(hash);
  expect(hashOf(mill.replace("period: 1h, minimum", "period: 60 min, minimum"))).toBe(hash);
  expect(hashOf(mill.replace("gate, period: year }", "gate, period: [year, year] }"))).toBe(hash);
  expect(hashOf(mill.replace("effectiveFrom: 2026-01-01", "effectiveFrom: 2025-12-31T16:00:00Z"))).toBe(hash);
});

test("another number, name or date has another hash", () => {
  const all = [
    mill,
    mill.replace("value: 19.57", "value: 19.58"),
    mill.replace("note: Recipe", "note: Recipe of 2025"),
    mill.replace("effectiveFrom: 2026-01-01", "effectiveFrom: 2026-01-02"),
    mill.replace("atMost: 5 %", "atMost: 6 %"),
    mill.replace("gate, period: year }", "gate, period: [month, year] }"),
    mill.replace("gate, period: year }", "gate, period: twelve-months }"),
    mill.replace("group: coated board", "group: uncoated board"),
    mill.replace("grade: GD2", "grade: GT2"),
    mill.replace("COD: { outlet: cod/out }", "COD: { outfall: cod/out }"),
  ];
  expect(new Set(all.map(hashOf)).size).toBe(all.length);
});
