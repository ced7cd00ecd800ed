import {
  type ActivityHour,
  channelRulesOf,
  type FactorSource,
  type HourCut,
  inventoryOf,
  lotHours,
  type PlantModel,
  readPlantModel,
} from "@celadon/activity-to-inventory";
import { footprintsOf, type GwpLookUp, sumOfLots } from "@celadon/inventory-to-footprint";
import type { Footprint, Inventory, LotMade } from "@celadon/proto";
import { accept, calendarPeriod, Decimal, hourFrom, hourMs, hourOf, type Period, reject } from "@celadon/quantity";
import {
  channelFold,
  compileRule,
  type Era,
  erasOf,
  hourCuts,
  mark,
  quality,
  type Reading,
  windowsOf,
} from "@celadon/telemetry-to-activity";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dayMs } from "./life.ts";
import { runs } from "./runs.ts";

const head = `factory: works
timeZone: Asia/Kolkata
place: CN
effectiveFrom: 2025-01-01T00:00Z
channels:
  mainKwh: { kind: counter, unit: kWh, period: 15min, ratedPerHour: 9000 }
  pumpKw: { kind: rate, unit: kW, period: 15min, maxGap: 2h, method: trapezoid }
  coalT: { kind: interval, unit: t, period: 15min, minimum: 0 }
  boardT: { kind: interval, unit: t, period: 15min, minimum: 0 }
  sideT: { kind: interval, unit: t, period: 15min, minimum: 0 }
`;

const products = `products:
  board: { declaredUnit: 1 t, boundary: cradle-to-gate, period: month }
`;

/** Everything is a sum over time, and what the machine uses of the others is all they make: each share is 1 in any stretch. */
const linear = `${head}processes:
  power: { makes: { power: mainKwh }, takes: { grid: { amount: mainKwh, factor: a } } }
  machine:
    makes: { board: boardT }
    uses: { power: mainKwh }
    takes:
      coal: { amount: coalT, factor: b }
      pumping: { amount: pumpKw, factor: a }
      roads: { amount: 12 t per year, basis: assumed, factor: b }
      shift: { amount: 3 kg per day, basis: assumed, factor: b }
      lime: { amount: 0.07 kg per t of boardT, basis: assumed, factor: b }
${products}`;

/** A side product shares the burden by its mass: shares are of each stretch by itself. */
const shared = `${head}processes:
  machine:
    makes: { board: boardT, side: sideT }
    uses: { steam: coalT }
    takes: { grid: { amount: mainKwh, factor: a } }
    allocation: { method: mass }
  boiler:
    makes: { steam: coalT }
    takes: { coal: { amount: coalT, factor: b }, pumping: { amount: pumpKw, factor: a } }
${products}`;

const factors: FactorSource = {
  rivals: () => undefined,
  release: "law",
  choose: ({ activity }) => {
    const [value, perUnit] = activity === "a" ? ["0.5703", "kWh"] : ["1.9137", "kg"];
    const papers = { document: "A law", edition: "1", locator: "1", confidence: "official", marks: [], gwpSet: "AR6" };
    return accept({ rows: [{ id: activity, gas: "CO2e", value, unit: "kgCO2e", perUnit, ...papers }] });
  },
};
const gwp: GwpLookUp = (gas) => reject("factor-missing", `The law has no ${gas}.`);

const modelOf = (yaml: string): PlantModel => {
  const model = readPlantModel(yaml);
  if (model.kind !== "accept") throw new Error(model.evidence);
  return model.value;
};

const quarter = 900_000;
const quarters = 120; // 30 h
const days = { fromMs: dayMs, toMs: dayMs + quarters * quarter };

/** What each channel does in each quarter of an hour, in micro, and how far its clock is off. */
const life = fc.record({
  rises: fc.array(fc.nat(2_000_000_000), { minLength: quarters, maxLength: quarters }),
  skewMs: fc.constantFrom(0, 0, 1, 61_007, 899_999),
});

/** Readings from before the days until behind them. */
function readingsOf(
  kind: string,
  { rises, skewMs }: { readonly rises: readonly number[]; readonly skewMs: number },
  { of, stepMs }: Pick<Asked, "of" | "stepMs">,
) {
  let register = 0n;
  const at = (i: number): number => of.fromMs + i * stepMs + skewMs;
  const count = (of.toMs - of.fromMs) / stepMs;
  return Array.from({ length: count + 3 }, (_, i) => i - 1).map((i): Reading => {
    const rise = BigInt(rises[Math.max(i, 0) % quarters] as number) + 1_000n;
    register += rise;
    const valueMicro = kind === "counter" ? register : rise;
    return { atMs: at(i), valueMicro, quality: quality.measured, revision: 0, coversSeconds: 0, marks: mark.timely };
  });
}

interface Told {
  readonly hours: readonly ActivityHour[];
  readonly cuts: ReadonlyMap<number, HourCut>;
}

const text = (pico: bigint): string => new Decimal(String(pico)).times("1e-12").toFixed();

/** The hours of a channel and its cuts, as the ledger would keep them. */
function toldOf(readings: readonly Reading[], eras: readonly Era[], borders: readonly number[]): Told {
  const { hours } = windowsOf(readings, eras, []);
  const cuts = hourCuts(borders.filter((atMs) => hourOf(atMs) !== atMs));
  const fold = channelFold(eras, []);
  for (const reading of readings) for (const step of fold.next(reading).steps) cuts.add(step);
  const part = ({ pico, ...time }: { pico: bigint; measuredMs: number; estimatedMs: number; marks?: number }) => ({
    ...time,
    amount: text(pico),
  });
  return {
    hours: hours.map(({ startMs, ...cell }) => ({ hourMs: startMs, ...part(cell) })),
    cuts: new Map(
      cuts.cuts.map(({ atMs, hour, before }) => [
        atMs,
        { hour: { hourMs: hourOf(atMs), ...part(hour) }, before: part(before) },
      ]),
    ),
  };
}

function inventoryFor(model: PlantModel, told: ReadonlyMap<string, Told>, period: Period, lot?: LotMade): Inventory {
  const windows = new Map(
    [...told].map(([channel, { hours, cuts }]) => [
      channel,
      lot === undefined ? hours : lotHours(hours, (atMs) => cuts.get(atMs), period),
    ]),
  );
  const models = [{ model, fromMs: model.effectiveFromMs }];
  const monthWindows = new Map([...told].map(([channel, { hours }]) => [channel, hours]));
  const outcome = inventoryOf({ period, lot, models, windows, monthWindows, factors });
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  return outcome.value;
}

function footprintFor(inventory: Inventory, product: string): Footprint {
  const outcome = footprintsOf(inventory, { gwp, products: [product] });
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  const [footprint] = outcome.value.footprints;
  if (footprint === undefined) throw new Error(outcome.value.refusals.map(({ evidence }) => evidence).join());
  return footprint;
}

/** A period of whole hours, and instants to the millisecond that part it in lots. */
const parted = fc
  .tuple(
    fc.record({ mainKwh: life, pumpKw: life, coalT: life, boardT: life, sideT: life }),
    fc.uniqueArray(fc.integer({ min: 1, max: quarters * quarter - 1 }), { minLength: 1, maxLength: 6 }),
    fc.boolean(),
  )
  .map(([lives, cuts, isCrowded]) => {
    // Several borders within one hour are what is rare by chance.
    const near = isCrowded ? cuts.map((one) => days.fromMs + 7 * hourMs + (one % hourMs)) : [];
    const inner = [...cuts.map((one) => days.fromMs + one), ...near];
    return { lives, borders: [...new Set([days.fromMs, ...inner, days.toMs])].sort((a, b) => a - b) };
  });

type Parted = typeof parted extends fc.Arbitrary<infer T> ? T : never;

/** Shares of every kind: two processes share by mass, and power and steam go to several users. What comes off beside the board is weighed seldom. */
const branched = (rule: string, single: string): string => `${head
  .replaceAll("15min", "1h")
  .replace("Asia/Kolkata", "America/New_York")}processes:
  power: { makes: { power: mainKwh }, takes: { grid: { amount: mainKwh, factor: a } }${single} }
  boiler:
    makes: { steam: coalT, ash: 0.04 t per t of sideT }
    uses: { power: 90 kWh per t of boardT }
    takes: { coal: { amount: coalT, factor: b } }
    allocation: ${rule}
  machine:
    makes: { board: boardT, side: sideT }
    uses: { steam: 0.8 t per t of coalT, power: pumpKw }
    takes: { lime: { amount: 0.07 kg per t of boardT, basis: assumed, factor: b } }
    allocation: ${rule}
  offices: { makes: { desks: boardT }, uses: { steam: 0.2 t per t of coalT, power: 3 kWh per t of coalT } }
products:
  board: { declaredUnit: 1 t, boundary: cradle-to-gate, period: month }
  side: { declaredUnit: 1 t, boundary: cradle-to-gate, period: month }
  ash: { declaredUnit: 1 t, boundary: cradle-to-gate, period: month }
  desks: { declaredUnit: 1 t, boundary: cradle-to-gate, period: month }
`;
const overMonth = branched("{ method: mass, over: month }", ", allocation: { over: month }");
const ownHours = branched("mass", "");

/** March with its short day. */
const march = calendarPeriod(Date.parse("2026-03-15T00:00Z"), "America/New_York", "month");

/** Cuts of a month anywhere, and what the plant does in it: what is weighed beside the board falls in a few of its hours. */
const partedMonth = fc
  .tuple(
    fc.record({ mainKwh: life, pumpKw: life, coalT: life, boardT: life, sideT: life }),
    fc.uniqueArray(fc.integer({ min: hourMs, max: march.toMs - march.fromMs - 1 }), { minLength: 1, maxLength: 8 }),
    fc.integer({ min: 1, max: 119 }),
  )
  .map(([lives, cuts, every]) => ({
    lives: {
      ...lives,
      sideT: { ...lives.sideT, rises: lives.sideT.rises.map((rise, i) => (i % every === 0 ? rise : 0)) },
    },
    borders: [march.fromMs, ...cuts.map((one) => march.fromMs + one), march.toMs].sort((a, b) => a - b),
  }));

/** The boiler burns some of the board, so that machine and boiler feed each other. */
const looped = overMonth.replace("uses: { power: 90 kWh", "uses: { board: 0.02 t per t of boardT, power: 90 kWh");

test.each([
  ["board", overMonth],
  ["side", overMonth],
  ["ash", overMonth],
  ["desks", overMonth],
  ["board", looped],
])(
  "where shares are over the month the lots of any cut of it add up exactly, of each product alone: %s",
  (product, yaml) => {
    fc.assert(
      fc.property(partedMonth, (given) => {
        const { period, lots } = footprintsFor(yaml, given, { product, of: march, stepMs: hourMs });
        const { carried, plant, apart } = sumOfLots(period, lots, gwp);
        expect({ apart, plant: plant.difference }).toEqual({ apart: [], plant: "0" });
        expect(carried).toMatchObject({ difference: "0", lots: carried.period, moved: [], rest: "0" });
        for (const lot of lots) expect(lot).toMatchObject({ status: "complete" });
      }),
      { numRuns: runs(15), endOnFailure: true },
    );
  },
  600_000,
);

test("where each lot shares by its own hours the difference is told by process, and adds up with it exactly", () => {
  fc.assert(
    fc.property(partedMonth, (given) => {
      const { period, lots } = footprintsFor(ownHours, given, { product: "board", of: march, stepMs: hourMs });
      const { carried } = sumOfLots(period, lots, gwp);
      const moved = Decimal.sum(0, ...carried.moved.map(({ amount }) => amount));
      expect(carried.rest).toBe("0");
      expect(moved.toFixed()).toBe(carried.difference);
      expect(carried.moved.map(({ process }) => process)).not.toContain("offices");
    }),
    { numRuns: runs(15), endOnFailure: true },
  );
}, 600_000);

interface Asked {
  readonly product: string;
  readonly of: Period;
  /** Between two readings. */
  readonly stepMs: number;
}

function footprintsFor(
  yaml: string,
  { lives, borders }: Parted,
  { product, of, stepMs }: Asked = { product: "board", of: days, stepMs: quarter },
) {
  const model = modelOf(yaml);
  const told = new Map(
    channelRulesOf(model).map((stated) => {
      const rule = compileRule(stated);
      if (rule.kind !== "accept") throw new Error(rule.evidence);
      const eras = erasOf([{ fromMs: 0, rule: rule.value }], []);
      const readings = readingsOf(stated.kind, lives[stated.channel as keyof Parted["lives"]], { of, stepMs });
      return [stated.channel, toldOf(readings, eras, borders)] as const;
    }),
  );
  const lots = borders.slice(1).map((toMs, i) => {
    const lot = { key: `${i}`, name: `lot ${i}`, product, quantity: "7.5", unit: "t" };
    return footprintFor(inventoryFor(model, told, { fromMs: borders[i] as number, toMs }, lot), product);
  });
  return { period: footprintFor(inventoryFor(model, told, of), product), lots };
}

test("lots that part a period anywhere add up to it: every line and the plant exactly, the product within the bound", () => {
  fc.assert(
    fc.property(parted, (given) => {
      const { period, lots } = footprintsFor(linear, given);
      const sums = sumOfLots(period, lots, gwp);
      expect(sums).toMatchObject({ free: [], unknown: [], apart: [], lines: 6 });
      expect(sums.plant.difference).toBe("0");
      expect(sums.produced.difference).toBe("0");
      const { difference, bound } = sums.carried;
      expect(new Decimal(difference ?? Number.NaN).abs().toNumber()).toBeLessThanOrEqual(Number(bound));
      for (const lot of lots) {
        // Per declared unit of the declared quantity, whatever was metered.
        const total = new Decimal(lot.absolute ?? Number.NaN).dividedBy("7.5");
        expect(
          total
            .minus(lot.total ?? Number.NaN)
            .dividedBy(total)
            .abs()
            .toNumber(),
        ).toBeLessThan(1e-11);
      }
    }),
    { numRuns: runs(60), endOnFailure: true },
  );
}, 600_000);

test("where products share a process, lines and plant still add up exactly, and what all products carry does within the bound", () => {
  fc.assert(
    fc.property(parted, (given) => {
      const { period, lots } = footprintsFor(shared, given);
      const sums = sumOfLots(period, lots, gwp);
      expect(sums).toMatchObject({ free: [], unknown: [], apart: [] });
      expect(sums.plant.difference).toBe("0");
      // Each lot lies wholly under its own plant's impact.
      for (const lot of lots) {
        expect(lot.status).toBe("complete");
        const inventory = { ...(lot.inventory as Inventory), lot: undefined };
        const side = { ...(inventory.products[0] as Inventory["products"][number]), product: "side" };
        const both = footprintsOf({ ...inventory, products: [...inventory.products, side] }, { gwp });
        if (both.kind !== "accept") throw new Error(both.evidence);
        const carried = both.value.footprints.reduce(
          (sum, one) => sum.plus(one.absolute ?? Number.NaN),
          new Decimal(0),
        );
        const whole = new Decimal(sumOfLots(period, [lot], gwp).plant.lots ?? Number.NaN);
        expect(carried.minus(whole).dividedBy(whole).abs().toNumber()).toBeLessThan(1e-9);
      }
    }),
    { numRuns: runs(30), endOnFailure: true },
  );
}, 600_000);

test("a lot is what its hours are where it begins and ends on whole hours", () => {
  fc.assert(
    fc.property(parted, ({ lives, borders }) => {
      const whole = [...new Set(borders.map(hourFrom))];
      const { lots } = footprintsFor(linear, { lives, borders: whole });
      const periods = whole.slice(1).map((toMs, i) => ({ fromMs: whole[i] as number, toMs }));
      const { period } = footprintsFor(linear, { lives, borders: [days.fromMs, days.toMs] });
      expect(sumOfLots(period, lots, gwp).apart).toEqual([]);
      expect(lots.map(({ fromMs, toMs }) => ({ fromMs: Number(fromMs), toMs: Number(toMs) }))).toEqual(periods);
    }),
    { numRuns: runs(20), endOnFailure: true },
  );
}, 600_000);
