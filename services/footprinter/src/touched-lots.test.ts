import { Lot } from "@celadon/proto";
import { expect, test } from "vitest";
import { touchedLots } from "./touched-lots.ts";

const lot = (key: string, fromMs: number, toMs: number, more: Partial<Lot> = {}): Lot =>
  Lot.fromPartial({ factory: "mill", key, product: "paper", fromMs: BigInt(fromMs), toMs: BigInt(toMs), ...more });

test("a lot is touched by what shares time with it, to the millisecond; one that was taken back loses its footprint", () => {
  const lots = [
    lot("a", 0, 10),
    lot("b", 10, 20),
    lot("c", 15, 20, { withdrawn: true }),
    lot("d", 0, 99, { factory: "x" }),
  ];
  const touched = touchedLots(lots, "mill", [{ fromMs: 10, toMs: 16 }]);
  expect(touched.map(({ lot: one, isGone }) => [one?.key, isGone])).toEqual([
    ["b", false],
    ["c", true],
  ]);
  expect(touchedLots(lots, "mill", [{ fromMs: 20, toMs: 30 }])).toEqual([]);
});
