import type { Inventory } from "@celadon/proto";
import { hourMs, readInstant, reject } from "@celadon/quantity";
import { expect, test } from "vitest";
import type { ActivityHour } from "./activity-hour.ts";
import { checkPlantModel } from "./check-plant-model.ts";
import { inventoryOf } from "./inventory-of.ts";
import { readPlantModel } from "./read-plant-model.ts";

const fromMs = readInstant("2026-03-01T00:00Z") as number;

/** Amounts of the hours from 0:00 on, fully measured; `undefined`: nothing is known of the hour. */
const hours = (...amounts: readonly (string | undefined)[]): readonly ActivityHour[] =>
  amounts.flatMap((amount, i) =>
    amount === undefined ? [] : [{ hourMs: fromMs + i * hourMs, amount, measuredMs: hourMs, estimatedMs: 0 }],
  );

/** Hours of a mean: value times milliseconds, over the minutes observed. */
const means = (
  ...values: readonly (string | readonly [value: string, minutes: number] | undefined)[]
): readonly ActivityHour[] =>
  values.flatMap((given, i) => {
    if (given === undefined) return [];
    const [value, minutes] = typeof given === "string" ? [given, 60] : given;
    const measuredMs = minutes * 60_000;
    const amount = String((BigInt(Math.round(Number(value) * 1000)) * BigInt(measuredMs)) / 1000n);
    return [{ hourMs: fromMs + i * hourMs, amount, measuredMs, estimatedMs: 0 }];
  });

const plant = (flow: string, channels: string): string => `
factory: tannery
timeZone: UTC
place: CN
effectiveFrom: 2020-01-01
channels:
  waterM3: { kind: counter, unit: m3, period: 10min, ratedPerHour: 1000 }
  leatherM2: { kind: interval, unit: m2, period: 1h }
${channels}
processes:
  outfall:
    makes: { leather: leatherM2 }
    emits:
      gas: ${flow}
products:
  leather: { declaredUnit: 1 m2, boundary: gate-to-gate, period: year }
`;
const cod = "  codMgL: { kind: state, unit: mg/L, period: 10min }";
const massOfCod = "{ gas: CO2-fossil, amount: waterM3, times: [{ channel: codMgL }] }";

function inventory(yaml: string, windows: Readonly<Record<string, readonly ActivityHour[]>>, count: number): Inventory {
  const model = readPlantModel(yaml);
  if (model.kind !== "accept") throw new Error(model.evidence);
  const made = hours(...new Array<string>(count + 1).fill("1"));
  const behind = (list: readonly ActivityHour[]): readonly ActivityHour[] => [
    ...list.filter((hour) => hour.hourMs < fromMs + count * hourMs),
    { hourMs: fromMs + count * hourMs, amount: "0", measuredMs: hourMs, estimatedMs: 0 },
  ];
  const found = inventoryOf({
    period: { fromMs, toMs: fromMs + count * hourMs },
    models: [{ model: model.value, fromMs: model.value.effectiveFromMs }],
    windows: new Map(
      Object.entries({ leatherM2: made, ...windows }).map(([name, list]) => [name, behind(list)] as const),
    ),
    factors: { release: "r", rivals: () => undefined, choose: () => reject("missing-factor", "none") },
  });
  if (found.kind !== "accept") throw new Error(found.evidence);
  return found.value;
}

const massOf = ({ lines }: Inventory) => lines[0]?.amount;

test("100 m3 at 40 mg/L and 300 m3 at 80 mg/L are 28 kg, at a weighted mean of 70 mg/L and not 60", () => {
  const told = inventory(plant(massOfCod, cod), { waterM3: hours("100", "300"), codMgL: means("40", "80") }, 2);
  expect(told.gaps).toEqual([]);
  expect(told.lines).toMatchObject([{ amount: "28", unit: "kg", direct: [{ gas: "CO2-fossil", massKg: "28" }] }]);
  expect(told.lines[0]?.sources).toMatchObject([
    {
      channel: "waterM3",
      amount: "400",
      coefficient: "0.07", // kg per m3: G / D of annex D
      measuredMs: 7_200_000n,
      means: { of: [{ channel: "codMgL", mean: "60", unit: "mg/L", measuredMs: 7_200_000n }] },
    },
  ]);
});

test("as annex D of HJ 212 has it: 10 L/s for ten minutes are 6 m3, and at 40.1 mg/L 0.2406 kg", () => {
  // D = 10 * 600 * 1e-3 m3; G = D * C * 1e-3 kg.
  const told = inventory(plant(massOfCod, cod), { waterM3: hours("6"), codMgL: means(["40.1", 10]) }, 1);
  expect(massOf(told)).toBe("0.2406");
});

test("a stack of 68,680.5 m3 an hour at 35 mg/m3 gives off 2.4038 kg an hour", () => {
  const stack = plant("{ gas: CO2-fossil, amount: gasM3, times: [{ channel: soMgM3 }] }", "").replace(
    "  waterM3: { kind: counter, unit: m3, period: 10min, ratedPerHour: 1000 }",
    "  gasM3: { kind: rate, unit: m3/h, period: 1min }\n  soMgM3: { kind: state, unit: mg/m3, period: 1min }",
  );
  const told = inventory(stack, { gasM3: hours("68680.5"), soMgM3: means("35") }, 1);
  expect(massOf(told)).toBe("2.4038175");
});

test("an hour with flow and without a mean is missing, and told by both names; one without flow needs no mean", () => {
  const windows = { waterM3: hours("100", "50", "0", "100"), codMgL: means("40", undefined, undefined, "40") };
  const { lines, gaps } = inventory(plant(massOfCod, cod), windows, 4);
  expect(lines[0]).toMatchObject({ amount: "", sources: [{ measuredMs: 10_800_000n, missingMs: 3_600_000n }] });
  expect(gaps).toMatchObject([
    {
      kind: "missing-time",
      excused: false,
      reason:
        'Channel "codMgL" has no mean for 1 h in which "waterM3" has an amount, the first at 2026-03-01T01:00:00+00:00. Send its readings, or name an estimate under channels.codMgL.whenMissing.',
    },
  ]);
});

test("its own mean stands in only where the model names it, for no more than it allows, and the line says so", () => {
  const estimated = (atMost: string): string =>
    cod.replace(" }", `, whenMissing: { method: mean, atMost: ${atMost}, why: The analyser is washed } }`);
  const windows = { waterM3: hours("100", "100", "100", "100"), codMgL: means("40", undefined, "60", "50") };
  const filled = inventory(plant(massOfCod, estimated("25 %")), windows, 4);
  expect(massOf(filled)).toBe("20"); // 4 + 5 + 6 + 5: the mean of 40, 60 and 50 is 50
  expect(filled.lines[0]?.sources[0]).toMatchObject({ measuredMs: 10_800_000n, estimatedMs: 3_600_000n });
  expect(filled.gaps).toMatchObject([{ excused: true, reason: expect.stringContaining("The analyser is washed") }]);
  expect(massOf(inventory(plant(massOfCod, estimated("24 %")), windows, 4))).toBe("");
});

test("flow that the model lets be filled comes at the weighted mean", () => {
  const yaml = plant(massOfCod, cod).replace(
    "ratedPerHour: 1000 }",
    "ratedPerHour: 1000, whenMissing: { method: rate, perHour: 200, atMost: 50 %, why: The pump runs on } }",
  );
  const told = inventory(yaml, { waterM3: hours("100", undefined, "300"), codMgL: means("40", "999", "80") }, 3);
  expect(massOf(told)).toBe("42"); // 4 + 24, and 200 m3 at 70 mg/L
});

test("half an hour of 60 mg/L stands for its hour, which is measured by half", () => {
  const told = inventory(plant(massOfCod, cod), { waterM3: hours("100"), codMgL: means(["60", 30]) }, 1);
  expect(massOf(told)).toBe("6");
  expect(told.lines[0]?.sources[0]).toMatchObject({ measuredMs: 1_800_000n, estimatedMs: 1_800_000n });
});

test("two means multiply, and % is a pure number: 10 t of 20 % moisture at 5 GJ/t", () => {
  const yaml = plant(
    "{ gas: CO2-fossil, amount: coalT, times: [{ channel: dry }, { channel: ncv }, { value: 0.1, unit: kg/GJ }] }",
    "  dry: { kind: sample, unit: '%', period: 1d, validFor: 2d }\n  ncv: { kind: sample, unit: GJ/t, period: 30d, validFor: 35d }",
  ).replace(
    "waterM3: { kind: counter, unit: m3, period: 10min, ratedPerHour: 1000 }",
    "coalT: { kind: interval, unit: t, period: 1h }",
  );
  const told = inventory(yaml, { coalT: hours("10", "10"), dry: means("80", "50"), ncv: means("5", "5") }, 2);
  expect(massOf(told)).toBe("6.5"); // (10 * 0.8 + 10 * 0.5) * 5 GJ at 0.1 kg/GJ
});

test("gas at 0 degC becomes gas at 20 degC by a stated quotient, exactly, and never by itself", () => {
  const gas = (times: string): string =>
    plant(`{ gas: CO2-fossil, amount: gasNm3, times: [${times}{ value: 1, unit: kg/Sm3 }] }`, "").replace(
      "waterM3: { kind: counter, unit: m3, period: 10min, ratedPerHour: 1000 }",
      "gasNm3: { kind: interval, unit: Nm3, period: 1h }",
    );
  const told = inventory(gas("{ value: 293.15/273.15, unit: Sm3/Nm3 }, "), { gasNm3: hours("100") }, 1);
  expect(massOf(told)).toMatch(/^107\.3219\d+$/);
  const { faults } = checkPlantModel(gas(""));
  expect(faults).toMatchObject([
    { problem: expect.stringContaining("per Sm3 (volume), and the amount before it is in Nm3") },
  ]);
});

test.each([
  ["codMgL", "amount: 12 m3 per day", "this amount has no hours of its own"],
  ["waterM3", "amount: waterM3", "is a counter, and its amounts have no mean"],
  ["heat", "amount: waterM3", "is in degC, which turns no amount into another"],
  ["codMgl", "amount: waterM3", 'Did you mean "codMgL"?'],
])("the mean of %s in %s is refused", (channel, amount, problem) => {
  const yaml = plant(
    `{ gas: CO2-fossil, ${amount}, times: [{ channel: ${channel} }] }`,
    `${cod}\n  heat: { kind: state, unit: degC, period: 1min }`,
  );
  expect(
    checkPlantModel(yaml)
      .faults.map((fault) => fault.problem)
      .join(),
  ).toContain(problem);
});

test("a sample without validFor is a fault, and so is validFor on anything else", () => {
  const { faults } = checkPlantModel(
    plant(massOfCod, "  codMgL: { kind: sample, unit: mg/L, period: 30d }").replace(
      "10min, rated",
      "10min, validFor: 1d, rated",
    ),
  );
  expect(faults.map(({ problem }) => problem)).toEqual([
    '"validFor" is for a sample, and this is a counter.',
    'Sample "codMgL" has no validFor: no value holds for ever.',
  ]);
});
