import { expect, test } from "vitest";
import { erasOf } from "./era.ts";
import { channelFold } from "./fold.ts";
import { mark, quality } from "./reading.ts";
import { at, reading, ruleOf, told } from "./told.ts";

const hour = 3_600_000;
/** A laboratory's COD, which holds for three hours. Amounts are mg/L times milliseconds: 80 mg/L for an hour are 288,000,000. */
const cod = { kind: "sample", unit: "mg/L", periodMs: 3 * hour, validForMs: 3 * hour } as const;

test("a sample holds from its instant on, before the next one is there, and no longer than it is said to", () => {
  expect(told({ rule: cod, readings: [["10:30", "80"]] }).hours).toEqual({
    "10:00": "144000000 of 1800 s + 0 s",
    "11:00": "288000000 of 3600 s + 0 s",
    "12:00": "288000000 of 3600 s + 0 s",
    "13:00": "144000000 of 1800 s + 0 s",
  });
});

test("the next sample ends the one before; behind its time there is a hole, not the last value", () => {
  const readings = [
    ["10:00", "80"],
    ["11:00", "100"],
    ["15:00", "60"],
  ] as const;
  expect(told({ rule: cod, readings }).hours).toEqual({
    "10:00": "288000000 of 3600 s + 0 s",
    "11:00": "360000000 of 3600 s + 0 s",
    "12:00": "360000000 of 3600 s + 0 s",
    "13:00": "360000000 of 3600 s + 0 s",
    "15:00": "216000000 of 3600 s + 0 s",
    "16:00": "216000000 of 3600 s + 0 s",
    "17:00": "216000000 of 3600 s + 0 s",
  });
});

test("a sample that comes late changes the stretch from it to the next one, and nothing else", () => {
  const early = [
    ["10:00", "80"],
    ["12:00", "100"],
  ] as const;
  const before = told({ rule: cod, readings: early }).hours;
  const after = told({ rule: cod, readings: [...early, ["11:00", "70"]] }).hours;
  expect(after).toEqual({ ...before, "11:00": "252000000 of 3600 s + 0 s" });
});

test("a sample taken back has never been there: the one before holds again, for its own time", () => {
  const first = ["10:00", "80"] as const;
  const taken = ["11:00", "100", { quality: quality.retracted }] as const;
  expect(told({ rule: cod, readings: [first, taken] })).toEqual(told({ rule: cod, readings: [first] }));
});

test("a sample out of limits, and one a person refuses, end nothing", () => {
  const readings = [
    ["10:00", "80"],
    ["11:00", "9000"],
  ] as const;
  const alone = told({ rule: { ...cod, maximum: "1000" }, readings: [["10:00", "80"]] }).hours;
  expect(told({ rule: { ...cod, maximum: "1000" }, readings })).toMatchObject({
    hours: alone,
    refused: { "11:00": "out-of-range" },
  });
});

test("an estimated sample makes estimated time, one that was written down by hand is measured", () => {
  const guess = ["10:00", "80", { quality: quality.estimated }] as const;
  expect(told({ rule: cod, readings: [guess] }).hours["10:00"]).toBe("288000000 of 0 s + 3600 s");
  const written = ["10:00", "80", { marks: mark.timely | mark.manual }] as const;
  expect(told({ rule: cod, readings: [written] }).hours["10:00"]).toBe("288000000 of 3600 s + 0 s");
});

test("a sample ends where the model no longer declares its channel, and goes on where another version says the same", () => {
  const readings = [["10:00", "80"]] as const;
  const gone = told({ rule: cod, readings, versions: [{ fromMs: at("12:00"), rule: undefined }] }).hours;
  expect(Object.keys(gone)).toEqual(["10:00", "11:00"]);
  const same = told({ rule: cod, readings, versions: [{ fromMs: at("12:00"), rule: ruleOf(cod) }] }).hours;
  expect(Object.keys(same)).toEqual(["10:00", "11:00", "12:00"]);
});

test("a fold that begins at any sample goes on like the whole", () => {
  const eras = erasOf([{ fromMs: 0, rule: ruleOf(cod) }], []);
  const [first, second, third] = [reading("10:00", "80"), reading("11:00", "90"), reading("16:00", "70")];
  const whole = channelFold(eras, []);
  const steps = [first, second, third].map((one) => whole.next(one).steps);
  const part = channelFold(eras, [], { reading: second, sameSinceMs: second.atMs });
  expect(part.next(third).steps).toEqual(steps[2]);
  expect(part.end()).toEqual(whole.end());
});

test("a sample taken at the very instant from which a version holds is held by that version", () => {
  const versions = [{ fromMs: at("10:00"), rule: ruleOf({ ...cod, validForMs: hour }) }];
  expect(Object.keys(told({ rule: cod, readings: [["10:00", "80"]], versions }).hours)).toEqual(["10:00"]);
});
