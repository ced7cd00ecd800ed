import { IndicatorPart } from "@celadon/proto";
import { expect, test } from "vitest";
import { indicatorsOf } from "./indicators-of.ts";
import { energy, leather, line, row, source } from "./plant-in-test.ts";

const named = (name: string, ...footprint: Parameters<typeof leather>) =>
  indicatorsOf(leather(...footprint)).find((one) => one.name === name);

test("the footprint per unit is absolute over produced: 8,000 kg over 1,000 m2 are 8 kg per m2", () => {
  expect(named("footprint")).toMatchObject({
    amount: "8",
    absolute: "8000",
    produced: "1000",
    unit: "kgCO2e",
    declaredUnit: "m2",
    primaryDataShare: "0.5",
    reason: "",
  });
});

test("the figure is per one unit, whatever multiple the plant declares", () => {
  expect(named("footprint", { declaredAmount: "100", total: "800" })?.amount).toBe("8");
});

test("2 of 8 kg are stated in the model, so a quarter is assumed; a placeholder among it is not counted twice", () => {
  expect(named("footprint")?.assumedShare).toBe("0.25");
  const salt = {
    factors: [row("salt", { marks: ["placeholder: middle of a range from memory, no source was read"] })],
  };
  const lines = leather().inventory?.lines.map((one) => (one.id === "dyeing/salt" ? { ...one, ...salt } : one)) ?? [];
  expect(named("footprint", {}, { lines })?.assumedShare).toBe("0");
});

test("the rows from memory that a figure rests on are told apart from others, in any order", () => {
  const rowsOf = (...ids: readonly string[]) => {
    const factors = ids.map((id) => row(id, { confidence: "recalled" }));
    return named(
      "footprint",
      {},
      { lines: [line("dyeing/salt", { factors: [...factors, row("grid")] }), line("other")] },
    )?.placeholderRows;
  };
  expect(rowsOf()).toBe("");
  expect(rowsOf("salt", "lime")).toMatch(/^[0-9a-f]{8}$/);
  expect(rowsOf("lime", "salt", "lime")).toBe(rowsOf("salt", "lime"));
  expect(rowsOf("salt")).not.toBe(rowsOf("salt", "lime"));
});

test("500 kgce over 1,000 m2 are 0.5 kgce per m2, and the row an electricity equivalent rests on is a mark", () => {
  expect(named("energy", { marks: ["illustrative", "age 1 year"] }, { indicators: [energy()] })).toMatchObject({
    amount: "0.5",
    unit: "kgce",
    placeholderShare: "0",
    marks: ["electricity as standard coal: 0.1229 kgce/kWh (standard-coal-electricity-2020)", "illustrative"],
    footprint: leather().id,
  });
});

test("an indicator of another product is none of this one", () => {
  expect(named("energy", {}, { indicators: [energy({ product: "split" })] })).toBeUndefined();
});

test("shares of time are those of its own sources, each stretch once: 700 of 744 h measured, 40 estimated, 4 missing", () => {
  const sources = [source("mainKwh", { measured: 700, estimated: 40, missing: 4 })];
  const part = (flow: string) => IndicatorPart.fromPartial({ flow, amount: "250", basis: "primary", sources });
  const found = named("energy", { missingShare: "0" }, { indicators: [energy({ parts: [part("a"), part("b")] })] });
  expect([found?.measuredShare, found?.estimatedShare, found?.missingShare]).toEqual([
    "0.940860215053",
    "0.05376344086",
    "0.005376344087",
  ]);
});

test("placeholders and stated parts are shares of the amount", () => {
  const part = (amount: string, basis: string, marks: string[]) =>
    IndicatorPart.fromPartial({ amount, basis, factors: [row("r", { marks })] });
  const parts = [part("100", "primary", ["placeholder: x"]), part("-300", "assumed", []), part("600", "primary", [])];
  const found = named("energy", {}, { indicators: [energy({ amount: "400", parts })] });
  expect(found).toMatchObject({ placeholderShare: "0.1", assumedShare: "0.3", measuredShare: "" });
});

test("a running period has no figure per unit, and keeps what it came to so far", () => {
  const running = named("footprint", { status: "running", total: undefined });
  expect(running).toMatchObject({ amount: undefined, absolute: "8000", placeholderShare: undefined });
  expect(running?.reason).toContain("still running");
  expect(named("energy", { status: "incomplete" }, { reach: "running", indicators: [energy()] })?.reason).toContain(
    "still running",
  );
});

test("an incomplete footprint has no figure, and says what is missing", () => {
  const gaps = [
    { kind: "missing-time", where: "roof", reason: "8 h are cut off.", excused: true },
    { kind: "missing-time", where: "mainKwh", reason: "186 h are missing.", excused: false },
  ];
  const found = named("footprint", { status: "incomplete", total: undefined, absolute: undefined, gaps });
  expect(found).toMatchObject({ amount: undefined, absolute: undefined });
  expect(found?.reason).toBe('"upper" of "tannery" has no figure, mainKwh: 186 h are missing.');
});

test("an incomplete footprint takes no other indicator with it, and an unknown indicator no footprint", () => {
  expect(named("energy", { status: "incomplete" }, { indicators: [energy()] })?.amount).toBe("0.5");
  const gaps = [{ kind: "missing-amount", where: "water", reason: "No channel counts it.", excused: false }];
  const found = named("energy", {}, { indicators: [energy({ amount: "", gaps })] });
  expect(found).toMatchObject({ amount: undefined, reason: expect.stringContaining("water: No channel counts it.") });
});

test.each([
  [undefined, "is not known"],
  ["0", "Nothing of"],
])("produced %s divides nothing", (produced, sentence) => {
  expect(named("footprint", { produced })).toMatchObject({
    amount: undefined,
    reason: expect.stringContaining(sentence),
  });
});
