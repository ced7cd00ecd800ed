import { hourMs } from "@celadon/quantity";
import { expect, test } from "vitest";
import { erasOf } from "./era.ts";
import { mark } from "./reading.ts";
import { windowMark } from "./step.ts";
import { at, micro, reading, ruleOf } from "./told.ts";
import { windowsOf } from "./windows.ts";

const manual = { marks: mark.timely | mark.manual };
const backfill = { marks: mark.timely | mark.backfill };
const hours = { kind: "interval", periodMs: hourMs } as const;

/** The marks of each hour from 10:00 on. */
const marksOf = (
  rule: Parameters<typeof ruleOf>[0],
  readings: readonly (readonly [string, string, { readonly marks: number }?])[],
  facts: Parameters<typeof erasOf>[1] = [],
): readonly number[] =>
  windowsOf(
    readings.map((one) => reading(...one)),
    erasOf([{ fromMs: 0, rule: ruleOf(rule) }], facts),
    [],
  ).hours.map(({ marks }) => marks);

test("an hour says that what it rests on was sent after the fact, or entered by hand; its neighbour does not", () => {
  expect(
    marksOf(hours, [
      ["11:00", "1", backfill],
      ["12:00", "1"],
      ["13:00", "1", manual],
    ]),
  ).toEqual([windowMark.backfill, 0, windowMark.manual]);
  const both = { marks: backfill.marks | manual.marks };
  expect(
    marksOf({ maxGapMs: hourMs }, [
      ["10:00", "1"],
      ["11:00", "2", both],
    ]),
  ).toEqual([windowMark.backfill | windowMark.manual]);
});

test("an amount that a border of hours cuts is marked as spread, one that ends on it is not", () => {
  expect(marksOf(hours, [["11:00", "1"]])).toEqual([0]);
  expect(marksOf(hours, [["11:00:00.001", "1"]])).toEqual([windowMark.spread, windowMark.spread]);
});

test("what a declared closing register adds is marked", () => {
  const facts = [{ kind: "reset", atMs: at("10:30"), closingMicro: micro("2"), openingMicro: 0n }] as const;
  expect(marksOf({}, [["10:00", "1"]], facts)).toEqual([windowMark.declared]);
  expect(new Set(Object.values(windowMark)).size).toBe(Object.keys(windowMark).length);
});
