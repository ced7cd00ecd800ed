import { unitOf } from "@celadon/quantity";
import { expect, test } from "vitest";
import { rateOf } from "./rate.ts";
import { at, told } from "./told.ts";

const fiveMinutes = { kind: "rate", unit: "kW", periodMs: 300_000, maxGapMs: 300_000 } as const;
const clock = (minutes: number): string =>
  `${String(10 + Math.floor(minutes / 60))}:${String(minutes % 60).padStart(2, "0")}`;

test("100 kW in twelve samples of five minutes are 100 kWh, not 1200", () => {
  const readings = Array.from({ length: 13 }, (_, i) => [clock(5 * i), "100"] as const);
  for (const method of ["step", "trapezoid"] as const) {
    // Twelve times 100 / 12, each rounded once: 12 * 8.333333333333.
    const hours = { "10:00": "99.999999999996 of 3600 s + 0 s" };
    expect(told({ rule: { ...fiveMinutes, method }, readings })).toMatchObject({ hours, refused: {} });
  }
});

test("312.40 kW in 180 polls of a minute are 937.2 kWh in three hours", () => {
  const readings = Array.from({ length: 181 }, (_, i) => [clock(i), "312.40"] as const);
  const hour = "312.40000000002 of 3600 s + 0 s"; // 60 * 5.206666666667
  expect(told({ rule: { ...fiveMinutes, periodMs: 60_000 }, readings }).hours).toEqual({
    "10:00": hour,
    "11:00": hour,
    "12:00": hour,
  });
});

test("a step holds a rate until the next reading, a trapezoid joins them: 60 to 120 kW in an hour are 60 or 90 kWh", () => {
  const readings = [
    ["10:00", "60"],
    ["11:00", "120"],
  ] as const;
  const rule = { ...fiveMinutes, maxGapMs: 3_600_000 };
  expect(told({ rule: { ...rule, method: "step" }, readings }).total).toBe("60");
  expect(told({ rule: { ...rule, method: "trapezoid" }, readings }).total).toBe("90");
});

test("a trapezoid cut by an hour has more in its steeper half", () => {
  const rule = { ...fiveMinutes, maxGapMs: 3_600_000, method: "trapezoid" } as const;
  const readings = [
    ["10:30", "0"],
    ["11:30", "100"],
  ] as const;
  // Triangles: half an hour up to 50 kW is 12.5; from 50 to 100 kW it is 37.5.
  expect(told({ rule, readings }).hours).toEqual({ "10:00": "12.5 of 1800 s + 0 s", "11:00": "37.5 of 1800 s + 0 s" });
});

test("a rate is never bridged beyond maxGap: that time is missing", () => {
  const readings = [
    ["10:00", "100"],
    ["10:05", "100"],
    ["10:10:00.001", "100"],
    ["10:12", "100"],
  ] as const;
  expect(told({ rule: fiveMinutes, readings }).hours).toEqual({
    "10:00": "11.666638888889 of 419.999 s + 0 s", // 300 s and 119.999 s of 100 kW
  });
});

test("what flows back is negative, and rounds away from zero as what flows in", () => {
  const rule = { ...fiveMinutes, maxGapMs: 3_600_000 };
  const readings = (sign: string) =>
    [
      ["10:00", `${sign}0.000001`],
      ["10:00:00.001", "0"],
    ] as const;
  // 10^-6 kW over 1 ms are 2.78 * 10^-13 kWh, which no 12 decimals show; 2 ms are 5.6 * 10^-13, rounded to 10^-12.
  expect(told({ rule, readings: readings("") }).total).toBe("0");
  const twice = (sign: string) =>
    told({
      rule,
      readings: [
        ["10:00", `${sign}0.000001`],
        ["10:00:00.002", "0"],
      ],
    }).total;
  expect([twice(""), twice("-")]).toEqual(["0.000000000001", "-0.000000000001"]);
});

test("a rate is measured or estimated as its reading is", () => {
  const readings = [
    ["10:00", "100", { quality: 1 }],
    ["10:05", "100"],
    ["10:10", "100"],
  ] as const;
  const hours = (method: "step" | "trapezoid") => told({ rule: { ...fiveMinutes, method }, readings }).hours;
  expect(hours("step")).toEqual({ "10:00": "16.666666666666 of 300 s + 300 s" });
  expect(hours("trapezoid")).toEqual({ "10:00": "16.666666666666 of 300 s + 300 s" });
});

test("each rate adds up to its own unit: 5 L/s for a minute are 300 L", () => {
  const rule = { kind: "rate", unit: "L/s", periodMs: 60_000, maxGapMs: 60_000 } as const;
  expect(
    told({
      rule,
      readings: [
        ["10:00", "5"],
        ["10:01", "5"],
      ],
    }).total,
  ).toBe("300");
  const integral = (symbol: string) => {
    const unit = unitOf(symbol);
    return unit.kind === "accept" ? rateOf(unit.value) : undefined;
  };
  expect(integral("L/s")).toEqual({ unit: "L", perMs: 1_000 });
  expect(integral("m3/s")).toEqual({ unit: "m3", perMs: 1_000 });
  expect(integral("kW")).toEqual({ unit: "kWh", perMs: 3_600_000 });
  expect(integral("degC")).toEqual({ unit: "degC", perMs: 3_600_000 });
});

test("a state is observed and adds nothing", () => {
  const rule = { kind: "state", unit: "degC", periodMs: 300_000, maxGapMs: 300_000 } as const;
  const readings = [
    ["10:00", "20.5"],
    ["10:05", "21"],
    ["10:15", "22"],
    ["10:20", "23", { quality: 1 }],
  ] as const;
  expect(told({ rule, readings }).hours).toEqual({ "10:00": "0 of 300 s + 300 s" });
});

test("up to a border a rate is held no longer than maxGap; an estimate at either end of a straight line makes it one", () => {
  const versions = (clock: string) => [{ fromMs: at(clock), rule: undefined }];
  const held = (clock: string) =>
    told({ rule: fiveMinutes, readings: [["10:00", "60"]], versions: versions(clock) }).hours;
  expect(held("10:05")).toEqual({ "10:00": "5 of 300 s + 0 s" });
  expect(held("10:05:00.001")).toEqual({});
  const readings = [
    ["10:00", "60"],
    ["10:05", "60", { quality: 1 }],
  ] as const;
  expect(told({ rule: { ...fiveMinutes, method: "trapezoid" }, readings }).hours).toEqual({
    "10:00": "5 of 0 s + 300 s",
  });
});
