import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkPlantModel } from "./check-plant-model.ts";

const mill = /```yaml\n([\s\S]*?)```/.exec(readFileSync(new URL("../format.md", import.meta.url), "utf8"))?.[1] ?? "";
const lines = mill.split("\n");
const words = [...new Set(mill.match(/[\w./%-]+/g) ?? [])];

/** What happens to files: a line lost, doubled or indented, one word in the place of another, a piece of any text. */
const line = fc.nat({ max: lines.length - 1 });
const change = fc.oneof(
  line.map((at) => (text: string[]) => text.splice(at, 1)),
  line.map((at) => (text: string[]) => text.splice(at, 0, text[at] ?? "")),
  line.map((at) => (text: string[]) => text.splice(at, 1, `  ${text[at]}`)),
  fc.tuple(line, fc.constantFrom(...words), fc.constantFrom(...words, "0", "-1", "1e3", "[]", "{}", "~")).map(
    ([at, , word]) =>
      (text: string[]) =>
        text.splice(at, 1, (text[at] ?? "").replace(/[\w./%-]+(?=\W*$)/, word)),
  ),
  fc.tuple(line, fc.string({ maxLength: 8 })).map(
    ([at, piece]) =>
      (text: string[]) =>
        text.splice(at, 1, `${text[at]}${piece}`),
  ),
);

test("any damage to a plant file gives a model or a fault with a place and a fix, never a throw", () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const text = [...lines];
      for (const apply of changes) apply(text);
      const { model, faults } = checkPlantModel(text.join("\n"));
      expect(model === undefined).toBe(faults.some(({ severity }) => severity === "fault"));
      for (const { line: at, column, problem, fix } of faults) {
        expect(at).toBeGreaterThan(0);
        expect(at).toBeLessThanOrEqual(text.length + 1);
        expect(column).toBeGreaterThan(0);
        expect(`${problem} ${fix}`).not.toMatch(/undefined|\[object/);
      }
    }),
    { numRuns: 200 },
  );
});
