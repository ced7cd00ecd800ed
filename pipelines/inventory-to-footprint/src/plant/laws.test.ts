import type {
  DeclaredProduct,
  FactorUse,
  Footprint,
  Gap,
  IndicatorAmount,
  Inventory,
  Line,
  Part,
} from "@celadon/proto";
import { canonicalJson, Decimal } from "@celadon/quantity";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { differenceInTest } from "../joined/difference-in-test.ts";
import { plantSystem } from "../joined/plant-system.ts";
import { columnsOf } from "./columns-of.ts";
import { noContradictions } from "./contradiction.ts";
import { footprintBytes } from "./footprint-bytes.ts";
import { footprintsOf } from "./footprints-of.ts";
import { co2e, gwpOfTests, type PlantBuilder, plantBuilder, source } from "./plant-builder.ts";
import { stable } from "./stable.ts";

// Whole plants in decimals take their time where other suites run beside them.
vi.setConfig({ testTimeout: 60_000 });

const amount = fc.integer({ min: 1, max: 9_999_999 }).map((digits) => new Decimal(digits).dividedBy(1000).toFixed());
const signedAmount = fc.tuple(amount, fc.constantFrom("", "", "", "-")).map(([text, sign]) => `${sign}${text}`);
const process = fc.record({
  made: amount,
  byProduct: fc.option(fc.tuple(amount, fc.integer({ min: 0, max: 1000 })), { nil: undefined }),
  lines: fc.array(fc.tuple(signedAmount, amount, fc.constantFrom("CO2e", "CH4-fossil", "N2O", "CO2-biogenic")), {
    maxLength: 3,
  }),
  /** How much of each product's output it takes, in 1/100 of an eighth: less than is made, whatever the loops. */
  uses: fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 8, maxLength: 8 }),
});
const processes = fc.array(process, { minLength: 1, maxLength: 7 });
type Drawn = readonly (typeof process extends fc.Arbitrary<infer T> ? T : never)[];

/** Process i makes x<i>, and maybe z<i> by a given share; with loops it takes from all, without only from earlier ones. */
const plantFrom = (drawn: Drawn, loops: boolean): PlantBuilder => {
  let plant = plantBuilder();
  for (const [i, { made, byProduct, lines, uses }] of drawn.entries()) {
    plant = plant.makes(`p${i}`, `x${i}`, made);
    if (byProduct !== undefined) {
      const share = new Decimal(byProduct[1]).dividedBy(1000);
      plant = plant
        .makes(`p${i}`, `z${i}`, byProduct[0])
        .shares(`p${i}`, { [`x${i}`]: new Decimal(1).minus(share).toFixed(), [`z${i}`]: share.toFixed() })
        .declares(`z${i}`, "kg");
    }
    for (const [k, [quantity, value, gas]] of lines.entries()) {
      const row = gas === "CO2e" ? co2e(value) : [{ gas, value }];
      plant = plant.takes(`p${i}`, `flow${k}`, quantity, row, { scope: 1 + (k % 3), stage: k === 2 ? "waste" : "" });
    }
    for (const [k, { made: all }] of drawn.entries()) {
      if (!loops && k >= i) continue;
      const part = new Decimal(uses[k] as number).dividedBy(800).times(all);
      plant = plant.uses(`p${i}`, `x${k}`, part.toFixed());
    }
    plant = plant.declares(`x${i}`);
  }
  return plant;
};

const calculate = (inventory: Inventory): readonly Footprint[] => {
  const outcome = footprintsOf(inventory, { gwp: gwpOfTests });
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  expect(outcome.value.refusals).toEqual([]);
  return outcome.value.footprints;
};
const withLines = ({ inventory }: PlantBuilder, change: (line: Line) => Line): Inventory => ({
  ...inventory,
  lines: inventory.lines.map(change),
});
const sum = (parts: readonly { readonly amount: string }[]): string =>
  parts.reduce((total, part) => total.plus(part.amount), new Decimal(0)).toFixed();
const anyPlant = fc.tuple(processes, fc.boolean()).map(([drawn, loops]) => plantFrom(drawn, loops));

test("with production fixed, twice the activity gives twice the footprint within the bound and the last place", () => {
  fc.assert(
    fc.property(anyPlant, (plant) => {
      const once = calculate(plant.inventory);
      const twice = calculate(
        withLines(plant, (line) => ({ ...line, amount: new Decimal(line.amount).times(2).toFixed() })),
      );
      once.forEach(({ total, contributions, solve }, i) => {
        const gross = contributions.reduce((size, part) => size.plus(new Decimal(part.amount).abs()), new Decimal(0));
        const expected = new Decimal(total as string).times(2);
        const allowed = gross.times(2 * (solve?.errorBound as number) + 2e-11).plus("1e-30");
        expect(new Decimal(twice[i]?.total as string).minus(expected).abs().lessThanOrEqualTo(allowed)).toBe(true);
      });
    }),
  );
});

const recalledRow = (id: string): FactorUse => ({
  id,
  gas: "kgce",
  value: "1",
  unit: "kgce",
  perUnit: "m3",
  document: "Memory",
  edition: "1",
  locator: "row 1",
  confidence: "recalled",
  marks: ["recalled"],
  gwpSet: "",
});
const gapAt = (where: string): Gap => ({ kind: "missing-time", where, reason: "An hour.", excused: false });
const someIndicators: readonly IndicatorAmount[] = ["water-intake", "energy"].map((name) => ({
  name,
  product: "p0",
  amount: "",
  unit: "m3",
  parts: ["well", "city"].map((flow) => ({
    flow,
    amount: "5",
    sources: [source(flow, "5")],
    factors: [recalledRow("b"), recalledRow("a")],
    basis: "primary",
  })),
  gaps: [gapAt(`${name}/well`), gapAt(`${name}/city`)],
}));
const withKeys = (product: DeclaredProduct): DeclaredProduct => ({
  ...product,
  group: "board",
  keys: [
    { name: "grade", value: "GD2" },
    { name: "colour", value: "grey" },
  ],
});

test("indicators change no figure, no status, no gap, no mark and no coverage of any footprint", () => {
  fc.assert(
    fc.property(anyPlant, (plant) => {
      const figures = (inventory: Inventory) =>
        calculate(inventory).map(({ id: _id, inventory: _inventory, ...figure }) => figure);
      expect(figures(plant.with({ indicators: someIndicators }).inventory)).toEqual(figures(plant.inventory));
    }),
    { numRuns: 50 },
  );
});

test("any order of processes, lines, uses, outputs, factors and products: the same bytes", () => {
  fc.assert(
    fc.property(anyPlant, fc.infiniteStream(fc.nat()), (bare, keys) => {
      const plant = bare.with({ indicators: someIndicators, products: bare.inventory.products.map(withKeys) });
      const shuffle = <T>(list: readonly T[]): T[] =>
        list
          .map((item) => ({ item, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
      const { inventory } = plant;
      const shuffled: Inventory = {
        ...inventory,
        processes: shuffle(inventory.processes).map((one) => ({
          ...one,
          outputs: shuffle(one.outputs),
          uses: shuffle(one.uses),
          allocation: one.allocation && { ...one.allocation, shares: shuffle(one.allocation.shares) },
        })),
        lines: shuffle(inventory.lines).map((line) => ({ ...line, factors: shuffle(line.factors) })),
        products: shuffle(inventory.products).map((one) => ({ ...one, keys: shuffle(one.keys) })),
        indicators: shuffle(inventory.indicators).map((one) => ({
          ...one,
          parts: shuffle(one.parts).map((part) => ({ ...part, factors: shuffle(part.factors) })),
          gaps: shuffle(one.gaps),
        })),
      };
      const bytes = (list: readonly Footprint[]) =>
        new Map(list.map((footprint) => [footprint.product, footprintBytes(footprint)]));
      expect(bytes(calculate(shuffled))).toEqual(bytes(calculate(inventory)));
    }),
    { numRuns: 50 },
  );
});

test("every list adds up to the total, to the last digit, and every share list to 1", () => {
  fc.assert(
    fc.property(anyPlant, (plant) => {
      for (const footprint of calculate(plant.inventory)) {
        const lists: readonly (readonly Pick<Part, "amount" | "share">[])[] = [
          footprint.byProcess,
          footprint.byGas,
          footprint.byScope,
          footprint.byStage,
          footprint.contributions,
        ];
        for (const list of lists) {
          expect(sum(list)).toBe(footprint.total);
          if (footprint.total === "0") continue;
          expect(sum(list.map(({ share }) => ({ amount: share })))).toBe("1");
        }
      }
    }),
  );
});

test("where nothing feeds back, the total is that of exact decimal arithmetic, in all its digits", () => {
  fc.assert(
    fc.property(processes, (drawn) => {
      const plant = plantFrom(drawn, false);
      // The adjoint by hand: output times value = own impact + value of the inputs, product by product.
      const values: Decimal[] = [];
      const gwp: Readonly<Record<string, number>> = { CO2e: 1, "CH4-fossil": 29.8, N2O: 273, "CO2-biogenic": 0 };
      const total = (value: (parts: readonly Decimal[]) => Decimal): readonly Decimal[] => {
        values.length = 0;
        for (const { made, byProduct, lines, uses } of drawn) {
          const own = lines.map(([quantity, factor, gas]) =>
            new Decimal(quantity).times(factor).times(gwp[gas] as number),
          );
          const inputs = values.map((y, k) =>
            y.times(new Decimal(uses[k] as number).dividedBy(800).times((drawn[k] as Drawn[number]).made)),
          );
          const share = new Decimal(1).minus(new Decimal(byProduct?.[1] ?? new Decimal(0)).dividedBy(1000));
          values.push(
            value([...own, ...inputs])
              .times(share)
              .dividedBy(made),
          );
        }
        return values.slice();
      };
      const add = (parts: readonly Decimal[]) => parts.reduce((a, b) => a.plus(b), new Decimal(0));
      const exact = total(add);
      const gross = total((parts) => add(parts.map((part) => part.abs())));
      for (const { product, total: shown } of calculate(plant.inventory)) {
        if (!product.startsWith("x")) continue;
        const i = Number(product.slice(1));
        const size = gross[i] as Decimal;
        const places = size.isZero() ? 0 : 11 - size.e;
        const digits = (exact[i] as Decimal)
          .toSignificantDigits(60)
          .times(new Decimal(10).pow(places))
          .toDecimalPlaces(0);
        expect(shown).toBe(digits.dividedBy(new Decimal(10).pow(places)).toFixed());
      }
    }),
  );
});

test("allocation conserves: the columns add up to the raw process, exchange by exchange, exactly", () => {
  fc.assert(
    fc.property(anyPlant, ({ inventory }) => {
      const columns = columnsOf(inventory, new Set(), noContradictions());
      for (const { id, uses } of inventory.processes) {
        const own = columns.filter((column) => column.process === id);
        expect(own.reduce((total, { share }) => total.plus(share as Decimal), new Decimal(0)).toFixed()).toBe("1");
        for (const { product, amount: raw } of uses) {
          const split = own.map((column) => column.uses.get(product) as Decimal);
          expect(split.reduce((a, b) => a.plus(b), new Decimal(0)).toFixed()).toBe(new Decimal(raw).toFixed());
        }
      }
    }),
  );
});

test("what the products of a process carry over the period is the impact of its lines", () => {
  const shares = fc
    .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 4 })
    .filter((parts) => parts.some((part) => part > 0));
  fc.assert(
    fc.property(shares, amount, amount, (parts, quantity, value) => {
      const whole = parts.reduce((a, b) => a + b, 0);
      let plant = plantBuilder().takes("p", "power", quantity, co2e(value));
      const given = parts.map((part) => new Decimal(part).dividedBy(whole).toDecimalPlaces(20));
      const rest = new Decimal(1).minus(given.slice(1).reduce((a, b) => a.plus(b), new Decimal(0)));
      parts.forEach((_, i) => {
        plant = plant.makes("p", `x${i}`, `${i + 1}`).declares(`x${i}`);
      });
      const names = parts.map((_, i) => [`x${i}`, (i === 0 ? rest : (given[i] as Decimal)).toFixed()]);
      fc.pre(!rest.isNegative());
      const footprints = calculate(plant.shares("p", Object.fromEntries(names)).inventory);
      const carried = new Decimal(sum(footprints.map(({ absolute }) => ({ amount: absolute as string }))));
      const impact = new Decimal(quantity).times(value);
      // Each of up to four figures is rounded to 12 digits: off by at most 5e-12 of itself.
      expect(carried.minus(impact).abs().lessThanOrEqualTo(impact.times("2e-11"))).toBe(true);
    }),
  );
});

test("a missing factor, amount or hour never ends in a number, and touches no product that does not need it", () => {
  const holes = fc.constantFrom<(line: Line) => Line>(
    (line) => ({ ...line, factors: [] }),
    (line) => ({ ...line, amount: "" }),
    (line) => ({ ...line, factors: line.factors.map((row) => ({ ...row, gas: "SF6", unit: "kg" })) }),
    (line) => ({ ...line, sources: line.sources.map((one) => ({ ...one, missingMs: 1n })) }),
  );
  fc.assert(
    fc.property(anyPlant, holes, fc.nat(), (plant, hole, pick) => {
      const { lines } = plant.inventory;
      fc.pre(lines.length > 0);
      const victim = lines[pick % lines.length] as Line;
      const whole = calculate(plant.inventory);
      calculate(withLines(plant, (line) => (line === victim ? hole(line) : line))).forEach((footprint, i) => {
        const before = whole[i] as Footprint;
        const needsIt = before.contributions.some(({ line }) => line === victim.id);
        expect([footprint.product, footprint.status]).toEqual([before.product, needsIt ? "incomplete" : "complete"]);
        expect(footprint.total).toBe(needsIt ? undefined : before.total);
        expect(footprint.absolute).toBe(needsIt ? undefined : before.absolute);
      });
    }),
  );
});

test("units there and back: amounts in MJ, kg and mg change no figure", () => {
  fc.assert(
    fc.property(processes, (drawn) => {
      const plant = plantFrom(drawn, false);
      const times = (text: string, by: string) => (text === "" ? "" : new Decimal(text).times(by).toFixed());
      const restated: Inventory = {
        ...withLines(plant, (line) => ({ ...line, amount: times(line.amount, "3.6"), unit: "MJ" })),
        processes: plant.inventory.processes.map((one) => ({
          ...one,
          outputs: one.outputs.map((output) => ({ ...output, amount: times(output.amount, "1000"), unit: "kg" })),
          uses: one.uses.map((use) => ({ ...use, amount: times(use.amount, "1000000000"), unit: "mg" })),
        })),
      };
      const figures = (list: readonly Footprint[]) =>
        list.map(({ total, absolute, byGas, byProcess, biogenic }) => ({
          total,
          absolute,
          byGas,
          byProcess,
          biogenic,
        }));
      expect(figures(calculate(restated))).toEqual(figures(calculate(plant.inventory)));
    }),
  );
});

test("asked for alone or with others, a product has the same bytes, and the same call gives them again", () => {
  fc.assert(
    fc.property(anyPlant, fc.nat(), (plant, pick) => {
      const all = calculate(plant.inventory);
      const one = all[pick % all.length] as Footprint;
      const alone = footprintsOf(plant.inventory, { gwp: gwpOfTests, products: [one.product] });
      if (alone.kind !== "accept") throw new Error(alone.evidence);
      expect(alone.value.footprints.map(footprintBytes)).toEqual([footprintBytes(one)]);
    }),
    { numRuns: 50 },
  );
});

test("a process that has nothing to do with a product changes none of its figures", () => {
  fc.assert(
    fc.property(anyPlant, (plant) => {
      const beside = plant.makes("beside", "other", "3").takes("beside", "power", "5", co2e("7")).declares("other");
      const figures = (list: readonly Footprint[]) =>
        list
          .filter(({ product }) => product !== "other")
          .map(({ product, total, contributions, solve }) =>
            canonicalJson(stable({ product, total, contributions, solve })),
          );
      expect(figures(calculate(beside.inventory))).toEqual(figures(calculate(plant.inventory)));
    }),
    { numRuns: 50 },
  );
});

/** Rows of one id are one row: what was drawn with other values gets an id of its own. */
const rowsApart = (line: Line): Line => ({
  ...line,
  factors: line.factors.map((row) => ({ ...row, id: `${row.id}-${row.value}` })),
});

test("a plant as a process system has its own footprints, in all, by stage, by scope and by gas", () => {
  fc.assert(
    fc.property(anyPlant, (plant) => {
      const inventory = withLines(plant, rowsApart);
      const joined = plantSystem(inventory, { gwp: gwpOfTests });
      if (joined.kind !== "accept") throw new Error(joined.message);
      for (const footprint of calculate(inventory)) {
        const { total, parts } = differenceInTest(joined.value, footprint);
        expect(total).toBeLessThan(1e-12);
        expect(parts).toBeLessThan(1e-9);
      }
    }),
  );
});
