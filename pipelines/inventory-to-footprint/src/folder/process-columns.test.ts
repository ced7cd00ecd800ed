import { expect, test } from "vitest";
import { processColumns } from "./process-columns.ts";

const read = (cells: Readonly<Record<string, string>>) => processColumns((name) => cells[name]);

test("a column that is not there, or an empty cell, says nothing", () => {
  expect(read({})).toEqual({});
  expect(read({ left_out: "0", unknown_for: "", primary: "", scores: "" })).toEqual({});
});

test("shares, scores and methods are read as they are written", () => {
  const cells = { left_out: "3", unknown_for: "water; land", primary: "0.25", scores: "2;1;-;1;5" };
  expect(read(cells)).toEqual({
    leftOut: 3,
    unknownFor: ["water", "land"],
    primary: 0.25,
    scores: [2, 1, null, 1, 5],
  });
  expect(read({ left_out: "3", credits_left_out: "2" })).toEqual({ leftOut: 3, creditsLeftOut: 2 });
  expect(read({ left_out: "3", credits_left_out: "0" })).toEqual({ leftOut: 3 });
  expect(read({ primary: "0" })).toEqual({ primary: 0 });
  expect(read({ left_out: "00", unknown_for: "water;water; land" })).toEqual({ unknownFor: ["water", "land"] });
});

test.each([
  [{ left_out: "some" }, "whole number"],
  [{ left_out: "1", credits_left_out: "2" }, "at most that of left_out"],
  [{ credits_left_out: "1" }, "at most that of left_out"],
  [{ left_out: "1", credits_left_out: "one" }, "whole number"],
  [{ primary: "1.2" }, "from 0 to 1"],
  [{ primary: "half" }, "from 0 to 1"],
  [{ primary: "-0.1" }, "from 0 to 1"],
  [{ scores: "1;2;3;4" }, "five scores"],
  [{ scores: "1;2;3;4;6" }, "five scores"],
  [{ scores: "1;2;;4;5" }, "five scores"],
])("%j is refused", (cells, words) => {
  expect(read(cells)).toContain(words);
});
