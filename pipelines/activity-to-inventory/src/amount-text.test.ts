import { expect, test } from "vitest";
import { readAmount } from "./amount-text.ts";

test("channels are added and subtracted; HJ 212 names keep their dashes", () => {
  expect(readAmount("mainKwh")).toEqual({
    value: { kind: "channels", terms: [{ channel: "mainKwh", isSubtracted: false }] },
  });
  expect(readAmount("w01018-Cou - out/w01018-Cou + press")).toEqual({
    value: {
      kind: "channels",
      terms: [
        { channel: "press", isSubtracted: false },
        { channel: "w01018-Cou", isSubtracted: false },
        { channel: "out/w01018-Cou", isSubtracted: true },
      ],
    },
  });
});

test("a stated amount says per what: a time, or a unit of another flow", () => {
  expect(readAmount("12.50 t per year")).toEqual({
    value: { kind: "stated", value: "12.5", unit: "t", per: "year" },
  });
  expect(readAmount("0.37 kg per m² of upper leather")).toEqual({
    value: { kind: "ratio", value: "0.37", unit: "kg", perUnit: "m2", of: "upper leather" },
  });
});

test("what is neither names the rule and a form that works", () => {
  const problem = (text: string): string => {
    const answer = readAmount(text);
    return "problem" in answer ? answer.problem : "accepted";
  };
  expect(problem("12 t")).toBe('"12 t" does not say per what.');
  expect(problem("12,5 t per year")).toBe('"12,5" is no plain decimal number.');
  expect(problem("-3 t per year")).toBe('"-3 t per year" is a negative amount.');
  expect(problem("3 t per shift")).toBe('"3 t per shift" is spread over "shift".');
  expect(problem("3 kWhh per year")).toBe('Unit "kWhh" is not known. Did you mean "kWh" or "GWh" or "MWh"?');
  expect(problem("a -  - b")).toBe('"a -  - b" is no amount.');
});
