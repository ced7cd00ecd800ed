import { checkMetersFile } from "@celadon/collector/meters-file";
import type { SentReading } from "@celadon/simulator";
import { expect, test } from "vitest";
import { deviceMessage, isOfSource } from "./device-message.ts";

const sourceOf = (text: string) => {
  const { meters, faults } = checkMetersFile(
    `mqtt:\n  hall:\n    url: mqtt://127.0.0.1\n    sources:\n      presses: { factory: mill, ${text} }\n`,
  );
  const entry = meters?.mqtt?.[0]?.value?.sources[0]?.value;
  if (entry === undefined) throw new Error(JSON.stringify(faults));
  return entry;
};
const reading: SentReading = {
  ...{ channel: "press 3/kWh", atMs: Date.parse("2026-03-01T00:00:00Z"), value: "12.5" },
  ...{ isBackfill: true, isDoubled: false, isKept: false },
};

test.each([
  [
    'topic: "hall/+line/state", time: { at: ts, form: epoch-ms }, backfill: old, readings: [{ channel: "{line}/kWh", value: data.0.kwh }]',
    "hall/press 3/state",
    '{"data":[{"kwh":12.5}],"ts":1772323200000,"old":true}',
  ],
  [
    'topic: "hall/+line", time: { at: $.at, form: iso }, each: list, readings: [{ channel: "{line}/{key}", keysOf: values }]',
    "hall/press 3",
    '{"at":"2026-03-01T00:00:00Z","list":[{"values":{"kWh":12.5}}]}',
  ],
])("a message is written the way its template reads it: %s", (text, topic, payload) => {
  const source = sourceOf(text);
  expect(isOfSource(source, "other")).toBe(false);
  expect(deviceMessage(source, reading)).toEqual({ topic, payload });
});

test("a message that is of its arrival cannot be simulated, and it is said why", () => {
  const source = sourceOf(
    'topic: "hall/+line", time: { form: received }, readings: [{ channel: "{line}/kWh", value: v }]',
  );
  expect(() => deviceMessage(source, reading)).toThrow("its messages carry no time");
});
