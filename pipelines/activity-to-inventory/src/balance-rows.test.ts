import { hourMs, readInstant } from "@celadon/quantity";
import { expect, test } from "vitest";
import { balanceRows, channelsBalanced } from "./balance-rows.ts";
import { checkPlantModel } from "./check-plant-model.ts";
import { readPlantModel } from "./read-plant-model.ts";

const fromMs = readInstant("2026-03-01T00:00Z") as number;

const hours = (...amounts: readonly (string | undefined)[]) =>
  amounts.flatMap((amount, i) =>
    amount === undefined ? [] : [{ hourMs: fromMs + i * hourMs, amount, measuredMs: hourMs, estimatedMs: 0 }],
  );

const plant = (more: string, accuracy = ""): string => `
factory: tannery
timeZone: UTC
place: CN
effectiveFrom: 2020-01-01
channels:
  mainKwh: { kind: counter, unit: kWh, period: 15min, ratedPerHour: 1000${accuracy} }
  dyeKwh: { kind: counter, unit: kWh, period: 15min, ratedPerHour: 1000${accuracy} }
  pvMWh: { kind: counter, unit: MWh, period: 15min, ratedPerHour: 10 }
  leatherM2: { kind: interval, unit: m2, period: 1h }
${more}
processes:
  dye:
    makes: { leather: leatherM2 }
products:
  leather: { declaredUnit: 1 m2, boundary: gate-to-gate, period: year }
`;
const simple = "balances: { power: { of: mainKwh, parts: [dyeKwh, pvMWh], atMost: 3 % } }";

function rows(yaml: string, windows: Readonly<Record<string, ReturnType<typeof hours>>>, count = 2) {
  const model = readPlantModel(yaml);
  if (model.kind !== "accept") throw new Error(model.evidence);
  return balanceRows({
    period: { fromMs, toMs: fromMs + count * hourMs },
    models: [{ model: model.value, fromMs: model.value.effectiveFromMs }],
    windows: new Map(Object.entries(windows)),
  });
}

test("200 kWh less 150 kWh and 0.04 MWh leave 10 kWh, 5 %, which is more than 3 %", () => {
  const told = rows(plant(simple), {
    mainKwh: hours("100", "100"),
    dyeKwh: hours("75", "75"),
    pvMWh: hours("0.02", "0.02"),
  });
  expect(told).toMatchObject([
    {
      ...{ balance: "power", unit: "kWh", sum: "190", unaccounted: "10", share: "0.05", verdict: "unaccounted" },
      of: { name: "mainKwh", amount: "200" },
      parts: [
        { name: "dyeKwh", amount: "150" },
        { name: "pvMWh", amount: "40" },
      ],
      exceeding: { hours: 0 },
      findings: ['5 % of "mainKwh" is unaccounted for, and the plant model allows 3 %.'],
    },
  ]);
});

test("parts that come to more than the whole stay below zero, and are told with their hours", () => {
  const told = rows(plant(simple), {
    mainKwh: hours("100", "100"),
    dyeKwh: hours("90", "130"),
    pvMWh: hours("0", "0"),
  });
  expect(told).toMatchObject([
    {
      unaccounted: "-20",
      share: "-0.1",
      verdict: "exceeded",
      exceeding: { hours: 1, firstMs: fromMs + hourMs, most: "30" },
    },
  ]);
});

test("an hour may exceed the whole while the period is balanced", () => {
  const told = rows(plant(simple), {
    mainKwh: hours("100", "100"),
    dyeKwh: hours("90", "108"),
    pvMWh: hours("0", "0"),
  });
  expect(told).toMatchObject([{ unaccounted: "2", verdict: "balanced", exceeding: { hours: 1, most: "8" } }]);
});

test("within what the meters may be off by, nothing is exceeded: 1 % of 100 and of 101.5 kWh are 2.015 kWh", () => {
  const windows = { mainKwh: hours("100"), dyeKwh: hours("101.5"), pvMWh: hours("0") };
  expect(rows(plant(simple), windows, 1)).toMatchObject([{ verdict: "exceeded", exceeding: { hours: 1 } }]);
  const told = rows(plant(simple, ", accuracy: { class: 1 % }"), windows, 1);
  expect(told).toMatchObject([{ unaccounted: "-1.5", verdict: "balanced", exceeding: { hours: 0 }, findings: [] }]);
});

test("time that any channel misses makes the balance unknown, and says where", () => {
  const told = rows(plant(simple), { mainKwh: hours("100", "100"), dyeKwh: hours("75"), pvMWh: hours("0", "0") });
  expect(told).toMatchObject([
    {
      ...{ sum: undefined, unaccounted: undefined, share: undefined, verdict: "unknown" },
      of: { amount: "200" },
      findings: ['Channel "dyeKwh" misses 1 h, the first at 2026-03-01T01:00:00+00:00: the balance is unknown.'],
    },
  ]);
});

test("a virtual name stands in balances and amounts for what it is written as, and turns with its sign", () => {
  const more = `virtual: { own: mainKwh - pvMWh, rest: mainKwh - own }
balances: { power: { of: own, parts: [rest, dyeKwh] } }`;
  const windows = { mainKwh: hours("100"), pvMWh: hours("0.03"), dyeKwh: hours("40") };
  // own = 100 - 30; rest = 100 - (100 - 30) = 30.
  expect(rows(plant(more), windows, 1)).toMatchObject([
    {
      of: { name: "own", amount: "70" },
      parts: [{ amount: "30" }, { amount: "40" }],
      unaccounted: "0",
      verdict: "balanced",
    },
  ]);
  const written = plant("").replace(
    "leather: leatherM2 }",
    "leather: leatherM2 }\n    takes: { power: { amount: mainKwh - pvMWh, factor: grid } }",
  );
  const named = written
    .replace("mainKwh - pvMWh", "own")
    .replace("processes:", "virtual: { own: mainKwh - pvMWh }\nprocesses:");
  const [a, b] = [readPlantModel(written), readPlantModel(named)];
  expect(a.kind === "accept" && b.kind === "accept" && a.value.processes).toEqual(
    b.kind === "accept" && b.value.processes,
  );
});

test("what a balance compares is no part of any footprint's digest", () => {
  const model = readPlantModel(plant(simple));
  expect(model.kind === "accept" && [...channelsBalanced(model.value)]).toEqual(["mainKwh", "dyeKwh", "pvMWh"]);
});

test.each([
  ["virtual: { a: b + mainKwh, b: a }", "is made of itself"],
  ["virtual: { mainKwh: dyeKwh }", "is a channel too"],
  ["virtual: { a: 12 t per year }", "stands for no sum or difference of channels"],
  [
    "balances: { power: { of: mainKwh, parts: [leatherM2] } }",
    "The part is in m2 (area), and the whole in kWh (energy)",
  ],
  ["balances: { power: { of: 12 kWh per year, parts: [dyeKwh] } }", "this is stated"],
  ["balances: { power: { of: manKwh, parts: [dyeKwh] } }", 'Did you mean "mainKwh"?'],
])("%s is a fault", (more, problem) => {
  expect(
    checkPlantModel(plant(more))
      .faults.map((fault) => fault.problem)
      .join("\n"),
  ).toContain(problem);
});

test("exactly what may be unaccounted for is not too much", () => {
  const of = (dye: string) =>
    rows(plant(simple), { mainKwh: hours("100"), dyeKwh: hours(dye), pvMWh: hours("0") }, 1)[0]?.verdict;
  expect([of("97"), of("96.999999")]).toEqual(["balanced", "unaccounted"]);
});

test("in single hours too a part is converted, and one that is known in part is compared with nothing", () => {
  const windows = { mainKwh: hours("100", "100"), dyeKwh: hours("10", "10"), pvMWh: hours("0.095", "0.01") };
  const of = (pvMWh: ReturnType<typeof hours>) => rows(plant(simple), { ...windows, pvMWh })[0]?.exceeding;
  expect(of(windows.pvMWh)).toMatchObject({ hours: 1, most: "5" });
  const [first, second] = windows.pvMWh;
  if (first === undefined || second === undefined) throw new Error("There are two hours.");
  expect(of([{ ...first, measuredMs: hourMs / 2 }, second])).toMatchObject({ hours: 0, most: "0" });
});

test("what a meter that counts backwards may be off by widens the balance as any other", () => {
  const yaml = plant(simple, ", accuracy: { class: 1 % }");
  const [row] = rows(yaml, { mainKwh: hours("-100"), dyeKwh: hours("-99"), pvMWh: hours("0") }, 1);
  expect(row?.verdict).toBe("balanced"); // 1 kWh too much, and 1.99 kWh may be off
});
