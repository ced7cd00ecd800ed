import type { Inventory } from "@celadon/proto";
import { accept, hourMs } from "@celadon/quantity";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ActivityHour } from "./activity-hour.ts";
import type { FactorSource } from "./chosen-factors.ts";
import { decimalText, fractionOf, minus, plus, times } from "./fraction.ts";
import { inventoryOf } from "./inventory-of.ts";
import type { PlantModel } from "./plant-model.ts";
import { readPlantModel } from "./read-plant-model.ts";

const factors: FactorSource = {
  rivals: () => undefined,
  release: "r1",
  choose: () =>
    accept({
      rows: [
        {
          id: "f",
          gas: "CO2e",
          value: "0.5",
          unit: "kgCO2e",
          perUnit: "kWh",
          document: "",
          edition: "",
          locator: "",
          confidence: "official",
          marks: [],
          gwpSet: "",
        },
      ],
    }),
};

const count = 6;
const period = { fromMs: 0, toMs: count * hourMs };

const modelOf = (channels: readonly string[], power: string): PlantModel => {
  const model = readPlantModel(`
factory: mill
timeZone: UTC
place: CN
effectiveFrom: 1970-01-01
channels:
  boardT: { kind: interval, unit: t, period: 1h }
  trimT: { kind: interval, unit: t, period: 1h }
${channels.map((name) => `  ${name}: { kind: interval, unit: kWh, period: 1h }`).join("\n")}
processes:
  machine:
    makes: { board: boardT, trim: trimT }
    uses: { heat: 0.3 t per t of board }
    takes:
      power: { amount: ${power}, factor: grid }
      starch: { amount: 0.035 kg per t of board, times: [{ value: 7/3, unit: kWh/kg }], factor: starch }
    allocation: mass
  boiler:
    makes: { heat: 2 t per hour }
products: { board: { declaredUnit: 1 t, boundary: gate-to-gate, period: year } }
`);
  if (model.kind !== "accept") throw new Error(model.evidence);
  return model.value;
};

/** Amounts as a ledger gives them: up to 12 decimals. */
const amount = fc
  .tuple(fc.nat({ max: 10_000 }), fc.nat({ max: 999_999_999_999 }))
  .map(([whole, parts]) => `${whole}.${String(parts).padStart(12, "0")}`);
const hour = fc.tuple(amount, fc.constantFrom(hourMs, hourMs, hourMs, 1_800_000));
const whole = fc.tuple(amount, fc.constant(hourMs));
const each = { minLength: count, maxLength: count };
const hours = fc
  .oneof(fc.array(whole, each), fc.array(whole, each), fc.array(fc.option(hour, { freq: 9, nil: undefined }), each))
  .map((all): readonly ActivityHour[] =>
    all.flatMap((one, i) =>
      one === undefined ? [] : [{ hourMs: i * hourMs, amount: one[0], measuredMs: one[1], estimatedMs: 0 }],
    ),
  );
/** The hour after the period: every channel has passed its end. */
const after: ActivityHour = { hourMs: period.toMs, amount: "1", measuredMs: hourMs, estimatedMs: 0 };

const done = (model: PlantModel, windows: Readonly<Record<string, readonly ActivityHour[]>>): Inventory => {
  const inventory = inventoryOf({
    period,
    models: [{ model, fromMs: 0 }],
    windows: new Map(Object.entries(windows).map(([channel, all]) => [channel, [...all, after]])),
    factors,
  });
  if (inventory.kind !== "accept") throw new Error(inventory.evidence);
  return inventory.value;
};

const amounts = ({ lines, processes }: Inventory): readonly string[] => [
  ...lines.map(({ id, amount: one }) => `${id} ${one}`),
  ...processes.flatMap(({ id, outputs, uses }) =>
    [...outputs, ...uses].map((flow) => `${id}/${flow.product} ${flow.amount}`),
  ),
  ...processes.map(({ id, allocation }) => `${id} ${allocation?.shares.map(({ share }) => share).join()}`),
];

const single = modelOf(["main"], "main");
const double = modelOf(["left", "right"], "left + right");

test("splitting a channel in two changes no total", () => {
  fc.assert(
    fc.property(hours, hours, fc.array(amount, each), (board, main, parts) => {
      const left = main.map((one, i) => ({ ...one, amount: parts[i] as string }));
      const right = main.map((one, i) => ({
        ...one,
        amount: decimalText(minus(fractionOf(one.amount as string), fractionOf(parts[i] as string))),
      }));
      const whole = done(single, { boardT: board, trimT: board, main });
      expect(amounts(done(double, { boardT: board, trimT: board, left, right }))).toEqual(amounts(whole));
    }),
  );
});

test("twice the activity is twice every amount and the same shares; with one hour missing, both are unknown", () => {
  const twice = (all: readonly ActivityHour[]): readonly ActivityHour[] =>
    all.map((one) => ({ ...one, amount: decimalText(times(fractionOf(one.amount as string), fractionOf("2"))) }));
  fc.assert(
    fc.property(hours, hours, hours, (board, trim, main) => {
      const once = done(single, { boardT: board, trimT: trim, main });
      const doubled = done(single, { boardT: twice(board), trimT: twice(trim), main: twice(main) });
      for (const [i, line] of once.lines.entries()) {
        const sum = line.amount === "" ? "" : decimalText(plus(fractionOf(line.amount), fractionOf(line.amount)));
        // An endless decimal is rounded once on each side, in its 30th place.
        expect(doubled.lines[i]?.amount.slice(0, 30)).toBe(sum.slice(0, 30));
      }
      expect(doubled.processes.map(({ allocation }) => allocation)).toEqual(
        once.processes.map(({ allocation }) => allocation),
      );
      expect(doubled.gaps).toEqual(once.gaps);
    }),
  );
});

test("the order of windows, channels and model versions changes nothing: the same inventory, the same digest", () => {
  const shuffled = hours.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, shuffled, shuffled, ([board, b], [trim, t], [main, m]) => {
      expect(done(single, { main: m, trimT: t, boardT: b })).toEqual(
        done(single, { boardT: board, trimT: trim, main }),
      );
    }),
  );
});

test("taking a reading away never raises the time that is known, and never lowers an amount to a number", () => {
  fc.assert(
    fc.property(hours, fc.nat({ max: count - 1 }), (main, gone) => {
      const less = main.filter((_, i) => i !== gone);
      const before = done(single, { boardT: main, trimT: main, main }).lines[0];
      const afterwards = done(single, { boardT: main, trimT: main, main: less }).lines[0];
      const missing = (line: typeof before): bigint =>
        (line as NonNullable<typeof before>).sources.reduce((sum, { missingMs }) => sum + missingMs, 0n);
      expect(missing(afterwards) >= missing(before)).toBe(true);
      if (less.length < main.length) expect(afterwards?.amount).toBe("");
    }),
  );
});
