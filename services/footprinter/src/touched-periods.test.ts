import { readPlantModel } from "@celadon/activity-to-inventory";
import { ActivityEvent } from "@celadon/proto";
import type { Period } from "@celadon/quantity";
import { expect, test } from "vitest";
import type { ActivitySpan } from "./activity-span.ts";
import { touchedPeriods } from "./touched-periods.ts";
import { touchedPlants } from "./touched-plants.ts";

function modelOf(factory: string, timeZone: string, lengths: readonly string[]) {
  const products = lengths.map(
    (length, i) => `  p${i}: { declaredUnit: 1 t, boundary: gate-to-gate, period: ${length} }`,
  );
  const makes = lengths.map((_, i) => `p${i}: 1 t per year`).join(", ");
  const model = readPlantModel(`factory: ${factory}
timeZone: ${timeZone}
place: CN
effectiveFrom: 2026-01-01T00:00Z
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
const textOf = ({ fromMs, toMs }: Period): string =>
  `${new Date(fromMs).toISOString()} ${new Date(toMs).toISOString()}`;
const shown = (
  events: readonly ActivityEvent[],
  models: readonly ReturnType<typeof modelOf>[],
  span?: ActivitySpan,
): readonly string[] =>
  touchedPlants(events, models)
    .flatMap((plant) => touchedPeriods(plant, span))
    .map((period) => `${textOf(period)}${period.isGone ? " gone" : ""}`);

test("an hour lies in one month of the plant's own clock", () => {
  const models = [modelOf("mill", "Asia/Shanghai", ["month"])];
  expect(shown([touched("mill", "2026-01-31T16:00:00Z", "2026-01-31T17:00:00Z")], models)).toEqual([
    "2026-01-31T16:00:00.000Z 2026-02-28T16:00:00.000Z",
  ]);
});

test("a stretch over a border touches both periods, in every length the products ask for, each once", () => {
  const models = [modelOf("mill", "UTC", ["month", "year"])];
  const events = [
    touched("mill", "2026-01-31T23:00:00Z", "2026-02-01T01:00:00Z"),
    touched("mill", "2026-01-31T22:00:00Z", "2026-01-31T23:00:00Z"),
  ];
  expect([...shown(events, models)].sort()).toEqual([
    "2026-01-01T00:00:00.000Z 2026-02-01T00:00:00.000Z",
    "2026-01-01T00:00:00.000Z 2027-01-01T00:00:00.000Z",
    "2026-02-01T00:00:00.000Z 2026-03-01T00:00:00.000Z",
  ]);
});

test("a factory without a model has no periods", () => {
  expect(touchedPlants([touched("other", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z")], [])).toEqual([]);
});

const span = (from: string, to: string): Period => ({ fromMs: Date.parse(from), toMs: Date.parse(to) });
const rolling = [modelOf("mill", "UTC", ["twelve-months"])];

test("a late hour renews the twelve months that hold it, and no others that lie in the activity", () => {
  const all = span("2025-01-01T00:00:00Z", "2026-03-15T08:00:00Z"); // windows end on 1 January, February and March
  const event = touched("mill", "2025-01-31T23:00:00Z", "2025-02-01T00:00:00Z");
  expect(shown([event], rolling, { all, untouched: all })).toEqual([
    "2025-01-01T00:00:00.000Z 2026-01-01T00:00:00.000Z",
  ]);
  const running = touched("mill", "2026-03-15T07:00:00Z", "2026-03-15T08:00:00Z");
  expect(shown([running], rolling, { all, untouched: all })).toEqual([]);
});

test("twelve months come to be when their last hour has activity, also where the hour that tells it is not in them", () => {
  const untouched = span("2025-01-01T00:00:00Z", "2025-12-31T22:00:00Z");
  const last = touched("mill", "2025-12-31T23:00:00Z", "2026-01-01T00:00:00Z");
  const first = "2025-01-01T00:00:00.000Z 2026-01-01T00:00:00.000Z";
  expect(shown([last], rolling, { all: span("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"), untouched })).toEqual([
    first,
  ]);
  const behind = touched("mill", "2026-01-01T05:00:00Z", "2026-01-01T06:00:00Z");
  const all = span("2025-01-01T00:00:00Z", "2026-01-01T06:00:00Z");
  expect(shown([behind], rolling, { all, untouched })).toEqual([first]);
  const early = touched("mill", "2024-11-20T00:00:00Z", "2024-11-20T01:00:00Z");
  expect(shown([early], rolling, { all: span("2024-11-20T00:00:00Z", "2025-12-31T22:00:00Z"), untouched })).toEqual([
    "2024-12-01T00:00:00.000Z 2025-12-01T00:00:00.000Z",
  ]);
  expect(shown([behind], rolling, { all, untouched: undefined })).toEqual([first]);
});

test("twelve months whose last activity was retracted are gone, unless another product asks for that year", () => {
  const all = span("2025-01-01T00:00:00Z", "2025-12-31T20:00:00Z");
  const event = touched("mill", "2025-12-31T22:00:00Z", "2026-01-01T00:00:00Z");
  const year = "2025-01-01T00:00:00.000Z 2026-01-01T00:00:00.000Z";
  expect(shown([event], rolling, { all, untouched: all })).toEqual([`${year} gone`]);
  const both = [modelOf("mill", "UTC", ["[year, twelve-months]"])];
  expect(shown([event], both, { all, untouched: all })).toEqual([year]);
  const whole = touched("mill", "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
  expect(shown([whole], rolling, { all: undefined, untouched: undefined })).toEqual([`${year} gone`]);
});

test("in a zone that is off by 45 minutes an hour touches the month that it begins in", () => {
  const models = [modelOf("mill", "Asia/Kathmandu", ["month"])];
  expect(shown([touched("mill", "2026-01-31T18:00:00Z", "2026-01-31T19:00:00Z")], models)).toEqual([
    "2025-12-31T18:15:00.000Z 2026-01-31T18:15:00.000Z",
  ]);
});
