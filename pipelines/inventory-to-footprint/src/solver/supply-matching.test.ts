import { expect, test } from "vitest";
import { matrixOf } from "../uncertainty/example-system.ts";
import { supplyMatching } from "./supply-matching.ts";

const makers = (rows: readonly (readonly number[])[]): readonly number[] => [
  ...supplyMatching(matrixOf(rows, rows.length)).columnOf,
];

test("a product comes from what makes it, also where its place in the list is that of a consumer", () => {
  expect(
    makers([
      [-0.5, 1],
      [1, -0.2],
    ]),
  ).toEqual([1, 0]);
});

test("an avoided product is not what a process answers for", () => {
  expect(
    makers([
      [0.3, 1],
      [1, 0],
    ]),
  ).toEqual([1, 0]);
});

test("a treatment answers for the waste that it takes in, where rows are written by nature", () => {
  expect(
    makers([
      [1, 0, 0],
      [0.25, -1, 0],
      [-2, -0.1, 1],
    ]),
  ).toEqual([0, 1, 2]);
});

test("where outputs give no full matching, any is taken", () => {
  expect(
    makers([
      [1, 1],
      [-1, -2],
    ]),
  ).toEqual([0, 1]);
});
