import { expect, test } from "vitest";
import { told } from "./told.ts";

const rule = { kind: "rate", unit: "kW", largestStep: "50", maxGapMs: 3_600_000 } as const;

test("a value further from the last that counts than the channel ever steps is kept apart, and its neighbours join", () => {
  const readings = [
    ["10:00", "100"],
    ["10:15", "9999"],
    ["10:30", "104"],
    ["10:45", "100"],
  ] as const;
  expect(told({ rule, readings })).toEqual({
    total: "76", // 100 kW for half an hour, 104 kW for a quarter
    hours: { "10:00": "76 of 2700 s + 0 s" },
    refused: { "10:15": "spike" },
  });
});

test("a step of exactly the largest size is none too large, up or down, before the multiplier", () => {
  const readings = [
    ["10:00", "100"],
    ["10:15", "150"],
    ["10:30", "100"],
  ] as const;
  expect(told({ rule: { ...rule, multiplier: "40" }, readings }).refused).toEqual({});
  const further = [
    ["10:00", "100"],
    ["10:15", "49.999999"],
    ["10:30", "100"],
  ] as const;
  expect(told({ rule: { ...rule, multiplier: "40" }, readings: further }).refused).toEqual({ "10:15": "spike" });
});

test("three in a row that agree are a new level: it counts from the last of them on, and the stretch before is missing", () => {
  const readings = [
    ["10:00", "100"],
    ["10:10", "300"],
    ["10:20", "310"],
    ["10:30", "290"],
    ["10:45", "290"],
  ] as const;
  expect(told({ rule, readings })).toEqual({
    total: "72.5",
    hours: { "10:00": "72.5 of 900 s + 0 s" },
    refused: { "10:10": "spike", "10:20": "spike" },
  });
});

test("three that do not agree among themselves are three spikes", () => {
  const readings = [
    ["10:00", "100"],
    ["10:10", "300"],
    ["10:20", "400"],
    ["10:30", "500"],
    ["10:45", "100"],
  ] as const;
  expect(Object.keys(told({ rule, readings }).refused)).toEqual(["10:10", "10:20", "10:30"]);
});

test("behind a gap a value is compared with nothing", () => {
  const readings = [
    ["10:00", "100"],
    ["12:00", "900"],
    ["12:15", "900"],
  ] as const;
  expect(told({ rule, readings })).toMatchObject({ total: "225", refused: {} });
});

test("a state has spikes too, and a person can say that one was real", () => {
  const readings = [
    ["10:00", "7"],
    ["10:15", "70"],
    ["10:30", "70"],
  ] as const;
  const state = { ...rule, kind: "state", unit: "degC" } as const;
  expect(told({ rule: state, readings }).refused).toEqual({ "10:15": "spike", "10:30": "spike" });
  const people = [{ from: "10:15", to: "10:16", said: "accept" }] as const;
  expect(told({ rule: state, readings, people }).refused).toEqual({});
});

test("three of which each is near the one before, and the last far from the first, do not agree", () => {
  const readings = [
    ["10:00", "100"],
    ["10:10", "300"],
    ["10:20", "340"],
    ["10:30", "380"],
  ] as const;
  expect(Object.keys(told({ rule, readings }).refused)).toEqual(["10:10", "10:20", "10:30"]);
});
