import { expect, test } from "vitest";
import { told } from "./told.ts";

const readings = [
  ["10:15", "1"],
  ["10:30", "1"],
  ["10:45", "1"],
] as const;

test("what a person says of a stretch holds from its first instant, and not at its end", () => {
  const people = [{ from: "10:15", to: "10:45", said: "reject" }] as const;
  expect(told({ rule: { kind: "interval" }, readings, people }).refused).toEqual({
    "10:15": "rejected-by-person",
    "10:30": "rejected-by-person",
  });
});
