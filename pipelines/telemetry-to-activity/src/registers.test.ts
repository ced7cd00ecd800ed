import { expect, test } from "vitest";
import { at, micro, ruleOf, told } from "./told.ts";

const rule = { ratedPerHour: "200" };

test("a register that starts again from zero adds up to its modulus, not to the last number it showed", () => {
  const readings = [
    ["10:00", "999984.0625"],
    ["10:15", "20"],
  ] as const;
  expect(told({ rule: { ...rule, modulus: "1000000" }, readings }).total).toBe("35.9375");
});

test("a fall is a rollover only with a modulus and a rated bound, and only within that bound", () => {
  const readings = [
    ["10:00", "999984.0625"],
    ["10:15", "20"],
  ] as const;
  const fell = { total: "0", hours: {}, refused: { "10:15": "counter-fell" } };
  expect(told({ rule, readings })).toEqual(fell);
  expect(told({ rule: { modulus: "1000000" }, readings })).toEqual(fell);
  expect(told({ rule: { ratedPerHour: "100", modulus: "1000000" }, readings })).toEqual(fell); // at most 27.5 in 15 min
});

test("a replaced meter adds what the old one showed last and the new one first, and nothing across", () => {
  const readings = [
    ["10:00", "84210.5"],
    ["10:30", "3.6"],
  ] as const;
  const facts = [
    { kind: "replacement", atMs: at("10:15"), closingMicro: micro("84212.0"), openingMicro: micro("3.0") },
  ] as const;
  expect(told({ rule, readings, facts })).toEqual({
    total: "2.1", // 1.5 + 0.6, not -84,206.9
    hours: { "10:00": "2.1 of 1800 s + 0 s" },
    refused: {},
  });
});

test("without a closing register the stretch up to the new meter is missing, not zero", () => {
  const readings = [
    ["10:00", "84210.5"],
    ["10:30", "3.6"],
  ] as const;
  const facts = [{ kind: "replacement", atMs: at("10:15"), openingMicro: micro("3.0") }] as const;
  expect(told({ rule, readings, facts }).hours).toEqual({ "10:00": "0.6 of 900 s + 0 s" });
});

test("a closing register behind the last reading counts up to the replacement", () => {
  const readings = [["10:00", "100"]] as const;
  const facts = [
    { kind: "replacement", atMs: at("10:30"), closingMicro: micro("101"), openingMicro: micro("0") },
  ] as const;
  expect(told({ rule, readings, facts }).hours).toEqual({ "10:00": "1 of 1800 s + 0 s" });
});

test("a reading of the old meter at the very instant of the replacement belongs to the new one, and is refused", () => {
  const facts = [
    { kind: "replacement", atMs: at("10:15"), closingMicro: micro("101"), openingMicro: micro("3") },
  ] as const;
  const readings = [
    ["10:00", "100"],
    ["10:15", "101"],
    ["10:30", "4"],
  ] as const;
  for (const bound of [rule, {}]) {
    expect(told({ rule: bound, readings, facts })).toMatchObject({ total: "2", refused: { "10:15": "above-rated" } });
  }
});

test("a declared closing register is believed whatever the bound, unless it lies below the last reading", () => {
  const closing = (text: string) =>
    [{ kind: "reset", atMs: at("10:15"), closingMicro: micro(text), openingMicro: 0n }] as const;
  const readings = [
    ["10:00", "100"],
    ["10:30", "1"],
  ] as const;
  expect(told({ rule, readings, facts: closing("5100") }).total).toBe("5001");
  expect(told({ rule, readings, facts: closing("99") }).total).toBe("1");
});

test("a reset counts on from its opening register", () => {
  const readings = [
    ["10:00", "100"],
    ["10:15", "101"],
    ["10:45", "2"],
  ] as const;
  const facts = [{ kind: "reset", atMs: at("10:30"), closingMicro: micro("102"), openingMicro: 0n }] as const;
  expect(told({ rule, readings, facts }).total).toBe("4");
});

test("CT 200/5 multiplies once, on the difference: 12.5 are 500 kWh", () => {
  const readings = [
    ["10:00", "87.5"],
    ["10:15", "100"],
  ] as const;
  expect(told({ rule: { multiplier: "40", ratedPerHour: "2000" }, readings }).total).toBe("500");
});

test("rollover is judged on the raw side, the rated bound on the primary side", () => {
  const readings = [
    ["10:00", "9990"],
    ["10:15", "2.5"],
  ] as const;
  const of = (ratedPerHour: string) => told({ rule: { multiplier: "40", modulus: "10000", ratedPerHour }, readings });
  expect(of("2000").total).toBe("500"); // (10,000 - 9,990 + 2.5) * 40
  expect(of("1800").refused).toEqual({ "10:15": "counter-fell" }); // 1800 / 4 * 1.1 = 495
});

test("another ratio applies from its instant on, and no difference is taken across it", () => {
  const readings = [
    ["10:00", "10"],
    ["10:15", "11"],
    ["10:30", "12"],
    ["10:45", "13"],
  ] as const;
  const facts = [{ kind: "multiplier", atMs: at("10:30"), multiplierMicro: micro("60") }] as const;
  expect(told({ rule: { multiplier: "40" }, readings, facts }).hours).toEqual({ "10:00": "100 of 1800 s + 0 s" });
});

test("a replacement with another ratio and modulus: each side counts under its own", () => {
  const readings = [
    ["10:00", "10"],
    ["10:30", "9999"],
    ["10:45", "1"],
  ] as const;
  const facts = [
    {
      kind: "replacement",
      atMs: at("10:15"),
      closingMicro: micro("11"),
      openingMicro: micro("9998"),
      multiplierMicro: micro("60"),
      modulusMicro: micro("10000"),
    },
  ] as const;
  // 1 * 40 + 1 * 60 + 2 * 60
  expect(told({ rule: { multiplier: "40", ratedPerHour: "1000" }, readings, facts }).total).toBe("220");
});

test("a model version of the very instant of a replacement does not swallow the closing register of the old meter", () => {
  const readings = [
    ["10:30", "10"],
    ["11:30", "4"],
  ] as const;
  const replaced = {
    kind: "replacement",
    atMs: at("11:00"),
    closingMicro: micro("11"),
    openingMicro: micro("3"),
  } as const;
  const versions = [{ fromMs: at("11:00"), rule: ruleOf({ multiplier: "60" }) }];
  const one = told({ rule: { multiplier: "40" }, readings, facts: [replaced], versions });
  expect(one.hours).toEqual({ "10:00": "40 of 1800 s + 0 s", "11:00": "60 of 1800 s + 0 s" });
  const two = [replaced, { kind: "multiplier", atMs: at("11:00"), multiplierMicro: micro("60") }] as const;
  expect(told({ rule: { multiplier: "40" }, readings, facts: two })).toEqual(one);
});

test("a closing register behind a rollover is counted over it", () => {
  const facts = [{ kind: "reset", atMs: at("10:30"), closingMicro: micro("5"), openingMicro: 0n }] as const;
  const { total } = told({ rule: { ...rule, modulus: "1000" }, readings: [["10:00", "990"]], facts });
  expect(total).toBe("15");
});

test("behind a number above the modulus, which a person has accepted, no rollover runs backwards", () => {
  const readings = [
    ["10:00", "900"],
    ["10:15", "5000"],
    ["10:30", "10"],
  ] as const;
  const people = [{ from: "10:15", to: "10:16", said: "accept" }] as const;
  expect(told({ rule: { ...rule, modulus: "1000" }, readings, people })).toMatchObject({
    total: "4100",
    refused: { "10:30": "counter-fell" },
  });
});

test("under another declared ratio the register still starts again at the number it shows", () => {
  const facts = [{ kind: "multiplier", atMs: at("10:10"), multiplierMicro: micro("2") }] as const;
  const readings = [
    ["10:00", "80"],
    ["10:15", "90"],
    ["10:30", "5"],
  ] as const;
  expect(told({ rule: { ...rule, modulus: "100" }, readings, facts })).toMatchObject({ total: "30", refused: {} });
});
