import { expect, test } from "vitest";
import { type PrimaryPart, primaryShare } from "../index.ts";

test("6 kg measured, 3 kg of a supplier whose own share is a third, 1 kg of a database: 70 % is primary", () => {
  const parts = [
    { id: "own plant", direct: 6, primary: 1 },
    { id: "supplier", direct: 3, primary: 1 / 3 },
    { id: "database", direct: 1, primary: 0 },
  ];
  expect(primaryShare(parts)).toEqual({ kind: "accept", value: { percent: 70, unknownPercent: 0, of: "total" } });
  expect(primaryShare(parts.toReversed())).toEqual(primaryShare(parts));
});

test("with a credit the share is of the sum of sizes, and says so: 100 p d / h would be 125 %", () => {
  const parts = [
    { id: "own plant", direct: 10, primary: 1 },
    { id: "credit", direct: -2, primary: 0 },
  ];
  const share = primaryShare(parts);
  expect(share).toMatchObject({ value: { of: "gross" } });
  expect(share.kind === "accept" && share.value.percent).toBeCloseTo(1000 / 12, 12);
});

test("what nobody stated counts as not primary, and stands beside the share", () => {
  const parts = [
    { id: "own plant", direct: 3, primary: 1 },
    { id: "bought", direct: 1, primary: undefined },
  ];
  expect(primaryShare(parts)).toMatchObject({ value: { percent: 75, unknownPercent: 25 } });
});

test.each<readonly [string, readonly PrimaryPart[]]>([
  ["Nothing contributes", []],
  ["Nothing contributes", [{ id: "a", direct: 0, primary: 1 }]],
  ['from 0 to 1, and these are not: "a". Write 35 % as 0.35', [{ id: "a", direct: 1, primary: 35 }]],
  ['from 0 to 1, and these are not: "a"', [{ id: "a", direct: 1, primary: Number.NaN }]],
  ['is a number, and these have none: "a"', [{ id: "a", direct: Number.NaN, primary: 1 }]],
])("refused: %s", (sentence, parts) => {
  expect(primaryShare(parts)).toMatchObject({ reason: "quality", evidence: expect.stringContaining(sentence) });
});
