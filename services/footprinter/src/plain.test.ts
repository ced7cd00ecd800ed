import { expect, test } from "vitest";
import { plain } from "./plain.ts";

test("instants become ISO 8601 under their name, durations stay numbers, absent ones are null under the same name", () => {
  expect(plain({ fromMs: 1_514_733_300_000n, toMs: undefined, measuredMs: 3_600_000n, count: 7n })).toEqual({
    from: "2017-12-31T15:15:00Z",
    to: null,
    measuredMs: "3600000",
    count: "7",
  });
});

test("what is absent is null, and nothing is left out", () => {
  expect(plain({ total: undefined, marks: [], name: "", children: [{ amount: undefined }] })).toEqual({
    total: null,
    marks: [],
    name: "",
    children: [{ amount: null }],
  });
});
