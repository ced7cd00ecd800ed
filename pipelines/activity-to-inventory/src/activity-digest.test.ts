import { hourMs } from "@celadon/quantity";
import fc from "fast-check";
import { expect, test } from "vitest";
import { activityDigest } from "./activity-digest.ts";
import type { ActivityHour } from "./activity-hour.ts";
import { channelHours } from "./channel-hours.ts";
import type { PlantModel } from "./plant-model.ts";
import { readPlantModel } from "./read-plant-model.ts";
import { versionsIn } from "./versions.ts";

const yaml = `
factory: mill
timeZone: UTC
place: CN
effectiveFrom: 1970-01-01
channels:
  a: { kind: interval, unit: kWh, period: 1h }
  b: { kind: interval, unit: kWh, period: 1h }
processes: { run: { makes: { board: 1 t per hour }, takes: { power: { amount: a, factor: grid } } } }
products: { board: { declaredUnit: 1 t, boundary: gate-to-gate, period: year } }
`;
const modelOf = (text: string): PlantModel => {
  const model = readPlantModel(text);
  if (model.kind !== "accept") throw new Error(model.evidence);
  return model.value;
};
const versions = versionsIn({ fromMs: 0, toMs: 10 * hourMs }, [{ model: modelOf(yaml), fromMs: 0 }]);
const digest = (windows: Readonly<Record<string, readonly ActivityHour[]>>): string =>
  activityDigest(versions, (channel) => channelHours(channel, windows[channel] ?? []));

const hour = (at: number, amount: string, measuredMs = hourMs, estimatedMs = 0): ActivityHour => ({
  hourMs: at * hourMs,
  amount,
  measuredMs,
  estimatedMs,
});

test("the text under the hash is stated here: whoever changes it changes every footprint's id", () => {
  expect(digest({ a: [hour(0, "1.500"), hour(2, "-0", 1000, 59_000)] })).toBe(
    // printf 'celadon-activity-1\\n"a"\\n0 1.5 3600000 0 0\\n7200000 0 1000 59000 0\\n' | sha256sum
    "50f87774448f688dcc61d8ee88346bbaa4e48ba8f537218ae23959c2fdbbb48d",
  );
});

test("an hour without covered time is one that is not there, and trailing zeros say nothing", () => {
  const plain = digest({ a: [hour(0, "1.5"), hour(3, "20")] });
  expect(digest({ a: [hour(0, "1.500000000000"), hour(1, "0", 0), hour(3, "20")] })).toBe(plain);
});

test("a hundredth, a second, a class or a mark more is another digest", () => {
  const all = [
    [hour(0, "1.5")],
    [hour(0, "1.51")],
    [hour(1, "1.5")],
    [hour(0, "1.5", hourMs - 1000)],
    [hour(0, "1.5", hourMs - 1000, 1000)],
    [{ ...hour(0, "1.5"), marks: 1 }],
  ];
  expect(new Set(all.map((a) => digest({ a }))).size).toBe(all.length);
});

test("channels no amount uses, and hours outside the period, are not in it", () => {
  expect(digest({ a: [hour(0, "1")], b: [hour(0, "7")] })).toBe(digest({ a: [hour(0, "1")] }));
  expect(digest({ a: [hour(0, "1"), hour(10, "1"), hour(-1, "1")] })).toBe(digest({ a: [hour(0, "1")] }));
});

test("the order of windows changes nothing", () => {
  const hours = fc.uniqueArray(fc.nat({ max: 9 })).map((ats) => ats.map((at) => hour(at, String(at * 7))));
  const both = hours.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
  );
  fc.assert(
    fc.property(both, ([one, other]) => {
      expect(digest({ a: one })).toBe(digest({ a: other }));
    }),
  );
});
