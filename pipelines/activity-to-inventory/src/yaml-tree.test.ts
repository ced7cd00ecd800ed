import fc from "fast-check";
import { expect, test } from "vitest";
import { faultText } from "./fault.ts";
import { yamlTree } from "./yaml-tree.ts";

const faults = (text: string): readonly string[] => yamlTree(text).faults.map(faultText);

test("every value keeps its text and its place", () => {
  expect(yamlTree("factory: mill\nchannels:\n  gas: { limit: 1.50 }\n").tree).toEqual({
    kind: "map",
    at: { line: 1, column: 1 },
    members: [
      {
        key: "factory",
        keyAt: { line: 1, column: 1 },
        value: { kind: "text", text: "mill", at: { line: 1, column: 10 } },
      },
      {
        key: "channels",
        keyAt: { line: 2, column: 1 },
        value: {
          kind: "map",
          at: { line: 3, column: 3 },
          members: [
            {
              key: "gas",
              keyAt: { line: 3, column: 3 },
              value: {
                kind: "map",
                at: { line: 3, column: 8 },
                members: [
                  {
                    key: "limit",
                    keyAt: { line: 3, column: 10 },
                    value: { kind: "text", text: "1.50", at: { line: 3, column: 17 } },
                  },
                ],
              },
            },
          ],
        },
      },
    ],
  });
});

test("a text that is no YAML says where and what to do", () => {
  expect(faults("")).toEqual(["line 1, column 1: The file is empty. Begin with `factory: NAME`."]);
  expect(faults("a:\n  grid: 1\n  grid: 2\n")).toEqual([
    'line 3, column 3: The name "grid" stands twice in one place. Rename one of them, or take it out.',
  ]);
  expect(faults("a:\n\t- b\n")).toEqual(["line 2, column 1: YAML does not indent with tabs. Use blanks."]);
  expect(faults("a: 1\n---\nb: 2\n")).toEqual([
    "line 2, column 1: A file holds one document. Give the second its own file.",
  ]);
  expect(faults("a: &x 1\nb: *x\n")).toEqual([
    "line 1, column 7: Anchors, aliases and tags have no place here. Write the value out.",
    "line 2, column 4: Anchors, aliases and tags have no place here. Write the value out.",
  ]);
  expect(faults("a: b: c\n")[0]).toMatch(/^line 1, column 4: This is not YAML: /);
});

test("a file of brackets, or of a megabyte, is refused and does not end the process", () => {
  const { tree, faults } = yamlTree("[".repeat(20_000));
  expect(tree).toBeUndefined();
  expect(faults.length).toBeLessThanOrEqual(10);
  expect(yamlTree(`a: ${"x".repeat(1_100_000)}`).faults[0]?.problem).toBe(
    "The file has more than 1,048,576 characters.",
  );
});

test("any text gives a tree or faults, never a throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const { tree, faults } = yamlTree(text);
      expect(tree === undefined).toBe(faults.length > 0);
    }),
  );
});
