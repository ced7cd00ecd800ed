import { expect, test } from "vitest";
import { moved } from "./moved.ts";

test("every value that moved is told by its place, and nothing else", () => {
  expect(moved('[{"id":"a","total":"1.5","marks":[]}]', '[{"id":"b","total":"1.5","marks":["age"]}]')).toEqual([
    { where: "0.id", before: '"a"', after: '"b"' },
    { where: "0.marks.0", before: undefined, after: '"age"' },
  ]);
});

test("lines are read as one value each", () => {
  const before = '{"steam 2026-03-01":{"00:00":"1"}}\n{"steam 2026-03-02":{"00:00":"1"}}\n';
  const after = '{"steam 2026-03-01":{"00:00":"1"}}\n{"steam 2026-03-02":{"00:00":null}}\n';
  expect(moved(before, after)).toEqual([{ where: "steam 2026-03-02.00:00", before: '"1"', after: "null" }]);
});
