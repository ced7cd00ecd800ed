import { readPlantModel } from "@celadon/activity-to-inventory";
import { ActivityEvent } from "@celadon/proto";
import { expect, test } from "vitest";
import { touchedPeriods } from "./touched-periods.ts";

function modelOf(factory: string, timeZone: string, lengths: readonly string[]) {
  const products = lengths.map(
    (length, i) => `  p${i}: { declaredUnit: 1 t, boundary: gate-to-gate, period: ${length} }`,
  );
  const makes = lengths.map((length, i) => `p${i}: 1 t per ${length}`).join(", ");
  const model = readPlantModel(`factory: ${factory}
timeZone: ${timeZone}
place: CN
effectiveFrom: 2026-01-01
processes:
  one: { makes: { ${makes} }${lengths.length > 1 ? ", allocation: { method: mass }" : ""} }
products:
${products.join("\n")}
`);
  if (model.kind !== "accept") throw new Error(model.evidence);
  return { model: model.value, fromMs: 0 };
}

const touched = (factory: string, from: string, to: string) =>
  ActivityEvent.fromPartial({
    factory,
    touched: [{ channel: "main", fromMs: BigInt(Date.parse(from)), toMs: BigInt(Date.parse(to)) }],
  });
const shown = (periods: ReturnType<typeof touchedPeriods>) =>
  periods.map(({ fromMs, toMs }) => `${new Date(fromMs).toISOString()} ${new Date(toMs).toISOString()}`);

test("an hour lies in one month of the plant's own clock", () => {
  const models = [modelOf("mill", "Asia/Shanghai", ["month"])];
  expect(shown(touchedPeriods([touched("mill", "2026-01-31T16:00:00Z", "2026-01-31T17:00:00Z")], models))).toEqual([
    "2026-01-31T16:00:00.000Z 2026-02-28T16:00:00.000Z",
  ]);
});

test("a stretch over a border touches both periods, in every length the products ask for, each once", () => {
  const models = [modelOf("mill", "UTC", ["month", "year"])];
  const events = [
    touched("mill", "2026-01-31T23:00:00Z", "2026-02-01T01:00:00Z"),
    touched("mill", "2026-01-31T22:00:00Z", "2026-01-31T23:00:00Z"),
  ];
  expect(shown(touchedPeriods(events, models)).sort()).toEqual([
    "2026-01-01T00:00:00.000Z 2026-02-01T00:00:00.000Z",
    "2026-01-01T00:00:00.000Z 2027-01-01T00:00:00.000Z",
    "2026-02-01T00:00:00.000Z 2026-03-01T00:00:00.000Z",
  ]);
});

test("a factory without a model has no periods", () => {
  expect(touchedPeriods([touched("other", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z")], [])).toEqual([]);
});
