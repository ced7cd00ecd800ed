import { expect, test } from "vitest";
import { at, micro, ruleOf, told } from "./told.ts";

const rule = { kind: "interval", periodMs: 3_600_000, stamp: "start" } as const;

test("an amount whose instant is the start of its period belongs to the hour that begins there", () => {
  expect(
    told({
      rule,
      readings: [
        ["10:00", "5"],
        ["11:00", "7"],
      ],
    }).hours,
  ).toEqual({
    "10:00": "5 of 3600 s + 0 s",
    "11:00": "7 of 3600 s + 0 s",
  });
});

test("a stated stretch begins at the instant, too, and is divided over the hours it reaches", () => {
  expect(told({ rule, readings: [["10:30", "6", { coversSeconds: 5400 }]] }).hours).toEqual({
    "10:00": "2 of 1800 s + 0 s",
    "11:00": "4 of 3600 s + 0 s",
  });
});

test("an amount that begins before the one before it ends is kept apart", () => {
  const readings = [
    ["10:00", "5"],
    ["10:59:59", "7"],
    ["11:00", "9"],
  ] as const;
  expect(told({ rule, readings })).toEqual({
    total: "14",
    hours: { "10:00": "5 of 3600 s + 0 s", "11:00": "9 of 3600 s + 0 s" },
    refused: { "10:59:59": "overlap" },
  });
});

test("what a person says is of the reading's own instant, not of the time it covers", () => {
  const readings = [
    ["10:00", "5"],
    ["11:00", "7"],
  ] as const;
  const people = [{ from: "11:00", to: "11:01", said: "reject" }] as const;
  expect(told({ rule, readings, people }).hours).toEqual({ "10:00": "5 of 3600 s + 0 s" });
});

test("a meter of another kind that begins within a stretch counts only from its end on", () => {
  const counter = ruleOf({ kind: "counter" });
  const { hours, refused } = told({
    rule: { ...rule, periodMs: 7_200_000 },
    versions: [{ fromMs: at("11:00"), rule: counter }],
    readings: [
      ["10:00", "8"],
      ["11:30", "100"],
      ["12:00", "101"],
      ["12:30", "103"],
    ],
  });
  expect(hours).toEqual({ "10:00": "4 of 3600 s + 0 s", "11:00": "4 of 3600 s + 0 s", "12:00": "2 of 1800 s + 0 s" });
  expect(refused).toEqual({ "11:30": "overlap" });
});

test("an opening register of a time that is covered already opens nothing", () => {
  const { hours } = told({
    rule: { ...rule, periodMs: 7_200_000 },
    versions: [{ fromMs: at("11:00"), rule: ruleOf({ kind: "counter" }) }],
    facts: [{ kind: "reset", atMs: at("11:00"), openingMicro: micro("90") }],
    readings: [
      ["10:00", "8"],
      ["12:30", "103"],
    ],
  });
  expect(hours).toEqual({ "10:00": "4 of 3600 s + 0 s", "11:00": "4 of 3600 s + 0 s" });
});

test("an amount that begins before the border up to which a rate was held is kept apart", () => {
  const { hours, refused } = told({
    rule: { kind: "rate", unit: "kW" },
    versions: [{ fromMs: at("11:00"), rule: ruleOf({ kind: "interval" }) }],
    readings: [
      ["10:45", "100"],
      ["11:30", "7", { coversSeconds: 2400 }],
    ],
  });
  expect(hours).toEqual({ "10:00": "25 of 900 s + 0 s" });
  expect(refused).toEqual({ "11:30": "overlap" });
});
