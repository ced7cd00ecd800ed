import { readPlantModel } from "@celadon/activity-to-inventory";
import { Lot } from "@celadon/proto";
import { expect, test } from "vitest";
import type { ModelVersion } from "./stored-models.ts";
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
  const touched = touchedLots(lots, "mill", [{ fromMs: 10, toMs: 16 }], []);
  expect(touched.map(({ lot: one, isGone }) => [one?.key, isGone])).toEqual([
    ["b", false],
    ["c", true],
  ]);
  expect(touchedLots(lots, "mill", [{ fromMs: 20, toMs: 30 }], [])).toEqual([]);
});

/** A mill in Shanghai whose machine shares its burden over the time of the rule. */
function versionsOf(over: string): readonly ModelVersion[] {
  const outcome = readPlantModel(`factory: mill
timeZone: Asia/Shanghai
place: CN
effectiveFrom: 1970-01-01T00:00Z
channels:
  paperT: { kind: interval, unit: t, period: 1h }
  fibreT: { kind: interval, unit: t, period: 1h }
processes:
  machine: { makes: { paper: paperT, fibre: fibreT }, allocation: { method: mass, over: ${over} } }
products:
  paper: { declaredUnit: 1 t, boundary: gate-to-gate, period: month }
`);
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  return [{ model: outcome.value, fromMs: outcome.value.effectiveFromMs }];
}

test("a lot that shares over the month is touched by every hour of it, by the plant's clock, and by none outside", () => {
  const at = (text: string): number => Date.parse(`${text}+08:00`);
  const lots = [lot("a", at("2026-03-10T06:20"), at("2026-03-10T18:40"))];
  const hour = (text: string) => ({ fromMs: at(text), toMs: at(text) + 3_600_000 });
  const touchedBy = (over: string, text: string) => touchedLots(lots, "mill", [hour(text)], versionsOf(over)).length;
  expect(["2026-03-01T00:00", "2026-03-31T23:00"].map((text) => touchedBy("month", text))).toEqual([1, 1]);
  expect(["2026-02-28T23:00", "2026-04-01T00:00"].map((text) => touchedBy("month", text))).toEqual([0, 0]);
  expect(["2026-03-01T00:00", "2026-03-10T18:00"].map((text) => touchedBy("period", text))).toEqual([0, 1]);
});
