import { hourMs, readInstant } from "@celadon/quantity";
import { expect, test } from "vitest";
import { channelHours } from "./channel-hours.ts";
import { reachedBy } from "./reached.ts";
import { readPlantModel } from "./read-plant-model.ts";
import { versionsIn } from "./versions.ts";

const yaml = `factory: mill
timeZone: UTC
place: CN
effectiveFrom: 2026-01-01
channels:
  coalT: { kind: interval, unit: t, period: 1h }
  coalGJt: { kind: sample, unit: GJ/t, period: 30d, validFor: 35d }
processes:
  boiler:
    makes: { heat: 1 GJ per t of coalT }
    takes: { coal: { amount: coalT, times: [{ channel: coalGJt }], factor: fuel/bituminous-coal } }
products:
  heat: { declaredUnit: 1 GJ, boundary: gate-to-gate, period: month }
`;
const fromMs = readInstant("2026-03-01T00:00Z") ?? Number.NaN;
const period = { fromMs, toMs: fromMs + 24 * hourMs };

/** The hours since the beginning that all channels have reached, each with so many hours. */
function reached(hours: Readonly<Record<string, number>>): number | undefined {
  const model = readPlantModel(yaml);
  if (model.kind !== "accept") throw new Error(model.evidence);
  const hoursOf = (channel: string) =>
    channelHours(
      channel,
      Array.from({ length: hours[channel] as number }, (_, i) => {
        return { hourMs: fromMs + i * hourMs, amount: "1", measuredMs: hourMs, estimatedMs: 0 };
      }),
    );
  const versions = versionsIn(period, [{ model: model.value, fromMs: model.value.effectiveFromMs }]);
  const atMs = reachedBy(versions, hoursOf, period);
  return atMs === undefined ? undefined : (atMs - fromMs) / hourMs;
}

test("a sample, which holds on into time that has not come yet, begins no period by itself, and holds up one that it ends in", () => {
  expect(reached({ coalT: 0, coalGJt: 24 })).toBeUndefined();
  expect(reached({ coalT: 5, coalGJt: 24 })).toBe(5);
  expect(reached({ coalT: 5, coalGJt: 3 })).toBe(3);
});
