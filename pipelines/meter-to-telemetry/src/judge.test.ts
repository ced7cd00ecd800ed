import { qualityCodes, readingMarks } from "@celadon/proto";
import { unitOf } from "@celadon/quantity";
import { expect, test } from "vitest";
import { type JudgedReading, type JudgingRule, judge } from "./judge.ts";

const rule: JudgingRule = { channel: "main", unit: "kWh", multiplier: "40", minimum: "0", maximum: "1000" };

function reading(over: { valueMicro?: bigint; unit?: string; quality?: number; timely?: boolean } = {}): JudgedReading {
  const unit = over.unit === undefined ? undefined : unitOf(over.unit);
  const code = unit?.kind === "accept" ? unit.value.code : 0;
  return {
    channel: "main",
    atMs: Date.parse("2026-01-01T00:00:00Z"),
    valueMicro: over.valueMicro ?? 12_500_000n,
    quality: over.quality ?? qualityCodes.measured,
    marks: code | (over.timely === false ? 0 : readingMarks.timely),
  };
}

test("a reading within its limits is accepted, in whatever unit converts exactly", () => {
  expect(judge(reading(), rule)).toEqual({ kind: "accept", value: reading() });
  expect(judge(reading({ unit: "MWh", valueMicro: 1_000_000n }), rule).kind).toBe("accept");
  expect(judge(reading({ valueMicro: 0n }), rule).kind).toBe("accept");
});

test.each([
  [
    reading(),
    undefined,
    "unknown-channel",
    'Channel "main" at 2026-01-01T00:00:00Z: no plant model in force declares it. Declare it under "channels" and apply the model.',
  ],
  [
    reading({ timely: false }),
    rule,
    "from-the-future",
    'Channel "main" at 2026-01-01T00:00:00Z: it arrived more than 5 minutes before its instant. Set the meter\'s clock and send it again.',
  ],
  [
    reading({ unit: "m3" }),
    rule,
    "wrong-dimension",
    'Channel "main" at 2026-01-01T00:00:00Z: sent in m3 (volume), declared in kWh (energy). Correct one of the two.',
  ],
  [
    reading({ unit: "MJ" }),
    rule,
    "inexact-unit",
    'Channel "main" at 2026-01-01T00:00:00Z: sent in MJ, which times 40 is not exact in kWh. Declare the channel in MJ.',
  ],
  [
    reading({ unit: "Nm3" }),
    { ...rule, unit: "Sm3" },
    "inexact-unit",
    'Channel "main" at 2026-01-01T00:00:00Z: sent in Nm3, which times 40 is not exact in Sm3. Declare the channel in Nm3.',
  ],
  [
    reading({ valueMicro: -1n }),
    rule,
    "out-of-range",
    'Channel "main" at 2026-01-01T00:00:00Z: -0.000001 kWh lies beyond 0 kWh. Correct the reading or the limit.',
  ],
  [
    reading({ unit: "MWh", valueMicro: 1_000_001n }),
    rule,
    "out-of-range",
    'Channel "main" at 2026-01-01T00:00:00Z: 1000.001 kWh lies beyond 1000 kWh. Correct the reading or the limit.',
  ],
])("%o is kept and not counted: %s", (judged, by, reason, evidence) => {
  expect(judge(judged, by)).toEqual({ kind: "quarantine", reason, evidence });
});

test("a factor that the multiplier makes exact is exact", () => {
  expect(judge(reading({ unit: "MJ", valueMicro: 1_000_000n }), { ...rule, multiplier: "3.6" }).kind).toBe("accept");
});

test("a retraction has no value to judge", () => {
  expect(judge(reading({ valueMicro: -1n, unit: "m3", quality: qualityCodes.retracted }), rule).kind).toBe("accept");
});

test.each([
  ["stopped", "instrument-stopped"],
  ["maintained", "instrument-maintained"],
  ["calibrating", "instrument-calibrating"],
  ["faulty", "instrument-faulty"],
  ["above-range", "above-range"],
  ["power-failed", "power-failed"],
  ["unknown-flag", "unknown-flag"],
  ["doubted", "doubted"],
] as const)("a value whose own quality is %s is kept and not counted", (word, reason) => {
  expect(judge(reading({ quality: qualityCodes[word] }), rule)).toEqual({
    kind: "quarantine",
    reason,
    evidence: `Channel "main" at 2026-01-01T00:00:00Z: its quality is "${word}". Where the value is right all the same, declare it accepted.`,
  });
});
