import type { Footprint, Inventory, LotMade } from "@celadon/proto";
import { expect, test } from "vitest";
import { explainTree } from "./explain-tree.ts";
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

/** The mill in a lot of its own hours, 2 t of board and no trim, that shares over a month of 30 t and 10 t. */
const overMonth = (reachedMs: bigint) =>
  boardOf({
    lot,
    processes: mill.inventory.processes.map((process) => ({
      ...process,
      outputs: process.outputs.map((output) => ({
        ...output,
        ...(output.product === "board" ? { amount: "30", amountOfLot: "2" } : { amount: "10", amountOfLot: "0" }),
      })),
      allocation: {
        ...{ method: "mass", over: { fromMs: 0n, toMs: 864_000_000n, reachedMs } },
        shares: [
          { product: "board", share: "0.75" },
          { product: "trim", share: "0.25" },
        ],
      },
    })),
  }).board;

test("a lot that shares over a month carries that share of its own hours, over its quantity; what it made stays its own", () => {
  // 12 kWh * 2 * 0.75 = 18, over 4.5 t.
  const board = overMonth(864_000_000n);
  expect(board).toMatchObject({ status: "complete", total: "4", absolute: "18", produced: "2" });
  expect(board.marks).toEqual(["lot: 2 t metered, 55.6 % less than the 4.5 t declared"]);
});

test("until the month is over the figure is marked provisional", () => {
  const early = overMonth(432_000_000n);
  expect(early.marks).toContain("provisional: the month that shares are taken over has not ended");
  expect(early.status).toBe("complete");
});

test("the explanation names the months, and what the lot itself made", () => {
  const scaleOf = (reachedMs: bigint) => explainTree(overMonth(reachedMs)).children[0]?.children.at(-1);
  const whole = scaleOf(864_000_000n);
  expect(whole?.details).toContainEqual({ name: "over", value: "1970-01-01 to 1970-01-11" });
  expect(whole?.children.map(({ label }) => label)).toEqual([
    "makes board, over the month (the lot itself: 2 t)",
    "makes trim, over the month (the lot itself: 0 t)",
  ]);
  const { value } = scaleOf(432_000_000n)?.details.find(({ name }) => name === "over") ?? {};
  expect(value).toContain("so far to 1970-01-06");
});

test("what own shares move is told of the process that shares, not of those behind it, and adds up", () => {
  // 10 kWh go into the steam and 2 into the machine, of which the board carries 0.9 in one half and 0.5 in the other, 0.75 in the whole.
  const half = (board: string, trim: string) =>
    plantBuilder()
      .makes("boiler", "steam", "1")
      .takes("boiler", "gas", "10", co2e("2"))
      .makes("machine", "board", board)
      .makes("machine", "trim", trim)
      .uses("machine", "steam", "1")
      .shares("machine", { board, trim })
      .takes("machine", "power", "2", co2e("2"))
      .declares("board");
  const figure = (plant: ReturnType<typeof half>, changes: Partial<Inventory>): Footprint => {
    const outcome = footprintsOf(plant.with(changes).inventory, { gwp: gwpOfTests });
    if (outcome.kind !== "accept") throw new Error(outcome.evidence);
    return outcome.value.footprints[0] as Footprint;
  };
  const whole = figure(half("0.75", "0.25"), { fromMs: 0n, toMs: 30n });
  const lots = [
    figure(half("0.9", "0.1"), { fromMs: 0n, toMs: 15n, lot }),
    figure(half("0.5", "0.5"), { fromMs: 15n, toMs: 30n, lot }),
  ];
  const { carried } = sumOfLots(whole, lots, gwpOfTests);
  // 24 * (0.9 - 0.75) + 24 * (0.5 - 0.75); beside it the lots take twice what the whole has, of which 24 * 0.75 is the board's.
  expect(carried).toMatchObject({ period: "18", lots: "33.6", difference: "15.6", rest: "18" });
  expect(carried.moved).toEqual([{ process: "machine", amount: "-2.4" }]);
});
