import type { LotMade } from "@celadon/proto";
import { expect, test } from "vitest";
import { footprintsOf } from "./footprints-of.ts";
import { co2e, gwpOfTests, plantBuilder } from "./plant-builder.ts";
import { sumOfLots } from "./sum-of-lots.ts";

/** 5 t of board and 1 t of trim with 12 kWh; the impact of a kWh is 2. */
const mill = plantBuilder()
  .makes("machine", "board", "5")
  .makes("machine", "trim", "1")
  .shares("machine", { board: "0.75", trim: "0.25" })
  .takes("machine", "power", "12", co2e("2"))
  .declares("board")
  .declares("trim");
const lot: LotMade = { key: "k", name: "roll 7", product: "board", quantity: "4.5", unit: "t" };

function boardOf(changes: Parameters<typeof mill.with>[0]) {
  const outcome = footprintsOf(mill.with(changes).inventory, { gwp: gwpOfTests });
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  const [board, ...others] = outcome.value.footprints;
  if (board === undefined) throw new Error(outcome.value.refusals.map(({ evidence }) => evidence).join());
  return { board, others };
}

test("a lot's figure is its whole impact over the declared quantity; what was metered stands beside it", () => {
  const { board, others } = boardOf({ lot });
  expect(board).toMatchObject({ total: "4", absolute: "18", produced: "5", lot });
  expect(board.contributions.map(({ amount }) => amount)).toEqual(["4"]);
  expect(others).toEqual([]);
});

test("the quantity is converted to the declared unit, and one that does not convert is refused", () => {
  expect(boardOf({ lot: { ...lot, quantity: "4500", unit: "kg" } }).board.total).toBe("4");
  expect(() => boardOf({ lot: { ...lot, unit: "kWh" } })).toThrow('Lot "roll 7"');
  expect(() => boardOf({ lot: { ...lot, quantity: "0" } })).toThrow("has to be above 0");
});

test("metered far from declared is a finding, near it is none", () => {
  expect(boardOf({ lot }).board.marks).toEqual(["lot: 5 t metered, 11.1 % more than the 4.5 t declared"]);
  expect(boardOf({ lot: { ...lot, quantity: "5.1" } }).board.marks).toEqual([]);
});

test("an id is of the lot too, and a period's stands as it was", () => {
  const period = boardOf({}).board.id;
  const ids = [lot, { ...lot, quantity: "4.6" }, { ...lot, name: "roll 8" }].map(
    (one) => boardOf({ lot: one }).board.id,
  );
  expect(new Set([period, ...ids]).size).toBe(4);
  expect(boardOf({ lot: undefined }).board.id).toBe(period);
});

test("a lot that runs has the whole so far and no figure per unit", () => {
  expect(boardOf({ lot, reach: "running" }).board).toMatchObject({
    ...{ status: "running", total: undefined, absolute: "18", marks: [] },
  });
});

test("sums tell what belongs to no lot, what differs, and that an unknown lot has no sum", () => {
  const period = boardOf({ fromMs: 0n, toMs: 30n }).board;
  const half = boardOf({ fromMs: 0n, toMs: 15n, lot }).board;
  const sums = sumOfLots(period, [half], gwpOfTests);
  expect(sums).toMatchObject({
    free: [{ fromMs: 15, toMs: 30 }],
    carried: { lots: "18", period: "18", difference: "0" },
    plant: { lots: "24", period: "24", difference: "0" },
    apart: [],
  });
  const gap = { kind: "missing-time", where: "machine/power", reason: "some", excused: false };
  const unknown = boardOf({ fromMs: 15n, toMs: 30n, lot, gaps: [gap], lines: [] }).board;
  const line = period.inventory?.lines[0];
  const both = sumOfLots(period, [half, { ...unknown, absolute: undefined }], gwpOfTests);
  expect(both).toMatchObject({ free: [], unknown: ["roll 7"], carried: { lots: undefined, difference: undefined } });
  expect(sumOfLots(period, [half, half], gwpOfTests).apart).toEqual([
    { line: `machine/power: ${line?.activity}, kWh`, unit: "kWh", lots: "24", period: "12", difference: "12" },
  ]);
});
