import { readdirSync, readFileSync } from "node:fs";
import { releaseOf } from "@celadon/factors";
import type { Inventory } from "@celadon/proto";
import { calendarPeriod, hourMs, readInstant } from "@celadon/quantity";
import { expect, test } from "vitest";
import type { ActivityHour } from "./activity-hour.ts";
import { picoOf } from "./amount-sums.ts";
import { checkPlantModel } from "./check-plant-model.ts";
import { factorSourceOf } from "./chosen-factors.ts";
import { inventoryOf } from "./inventory-of.ts";
import { knownFactorsOf } from "./known-factors.ts";
import type { PlantModel } from "./plant-model.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const tables = new URL("../../../factors/tables/", import.meta.url);
const release = releaseOf(
  readdirSync(tables)
    .filter((name) => name.endsWith(".csv"))
    .map((name) => ({ name, text: readFileSync(new URL(name, tables), "utf8") })),
);
if (release.kind !== "accept") throw new Error(release.evidence);
const factors = factorSourceOf(release.value);

const plant = (name: string): PlantModel => {
  const { model, faults } = checkPlantModel(read(`../../../test/data/plants/${name}`), knownFactorsOf(release.value));
  expect(faults).toEqual([]);
  if (model === undefined) throw new Error(`${name} is not read.`);
  return model;
};

const cells = (file: string): readonly (readonly string[])[] =>
  read(`../../../test/data/${file}`)
    .replace("\uFEFF", "")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));

const text = (pico: bigint): string => {
  const digits = pico.toString().padStart(13, "0");
  return `${digits.slice(0, -12)}.${digits.slice(-12)}`;
};

/** Hours from amounts that cover [from, to): a plain reading of the rules the plant files declare, to judge the models alone. */
function hoursOf(
  spans: readonly { readonly fromMs: number; readonly toMs: number; readonly amount: string }[],
): readonly ActivityHour[] {
  const sums = new Map<number, { pico: bigint; ms: number }>();
  for (const { fromMs, toMs, amount } of spans) {
    let given = 0n;
    for (let at = fromMs; at < toMs; ) {
      const end = Math.min(toMs, Math.floor(at / hourMs) * hourMs + hourMs);
      const until = (picoOf(amount) * BigInt(end - fromMs)) / BigInt(toMs - fromMs);
      const start = Math.floor(at / hourMs) * hourMs;
      const before = sums.get(start) ?? { pico: 0n, ms: 0 };
      sums.set(start, { pico: before.pico + until - given, ms: before.ms + end - at });
      given = until;
      at = end;
    }
  }
  return [...sums].map(([start, { pico, ms }]) => ({
    hourMs: start,
    amount: text(pico),
    measuredMs: ms,
    estimatedMs: 0,
  }));
}

const korea = 9 * hourMs;
const steelHours = hoursOf(
  cells("Steel_industry_data.csv").map(([stamp = "", amount = ""]) => {
    const [, day, month, year, time] = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d:\d\d)$/.exec(stamp) ?? [];
    const local = Temporal.PlainDateTime.from(`${year}-${month}-${day}T${time}`).add({
      days: time === "00:00" ? 1 : 0,
    });
    const toMs = local.toZonedDateTime("UTC").epochMilliseconds - korea;
    return { fromMs: toMs - 900_000, toMs, amount };
  }),
);

const done = (model: PlantModel, windows: ReadonlyMap<string, readonly ActivityHour[]>, year: string): Inventory => {
  const period = calendarPeriod(readInstant(`${year}-06-01T00:00Z`) as number, model.timeZone, "year");
  const inventory = inventoryOf({ period, models: [{ model, fromMs: model.effectiveFromMs }], windows, factors });
  if (inventory.kind !== "accept") throw new Error(inventory.evidence);
  return inventory.value;
};

test("the steel plant's year is 8,760 whole hours, 959,636.71 kWh, one year made, and a factor that says it is later", () => {
  expect(steelHours.length).toBe(8760);
  const at = (start: string) => steelHours.find((one) => one.hourMs === readInstant(start))?.amount;
  expect(at("2018-01-01T14:00Z")).toBe("13.860000000000");
  expect(at("2018-12-31T14:00Z")).toBe("14.970000000000");
  const { reach, gaps, lines, processes, products } = done(
    plant("steel-2018.yaml"),
    new Map([["mainKwh", steelHours]]),
    "2018",
  );
  expect({ reach, gaps }).toEqual({ reach: "complete", gaps: [] });
  expect(processes[0]?.outputs).toMatchObject([{ product: "operation year", amount: "1", unit: "year" }]);
  expect(products).toMatchObject([
    { declaredAmount: "1", declaredUnit: "year", name: "One year of operation", nameZh: "一年运行" },
  ]);
  expect(lines).toMatchObject([
    {
      id: "operation/grid electricity",
      amount: "959636.71",
      unit: "kWh",
      scope: 2,
      basis: "primary",
      factors: [
        {
          id: "grid-kr-ember-2023",
          value: "0.430567",
          perUnit: "kWh",
          marks: ["named in the plant model: later year: data of 2023 for 2018"],
          gwpSet: "AR5",
        },
      ],
    },
  ]);
});

test("without the named row the Korean grid of 2018 is missing, and the gap proposes the rows there are", () => {
  const yaml = read("../../../test/data/plants/steel-2018.yaml").replace(/\n *row: .*/, "");
  const { model } = checkPlantModel(yaml);
  if (model === undefined) throw new Error("The steel plant is not read.");
  const { gaps, lines } = done(model, new Map([["mainKwh", steelHours]]), "2018");
  expect(lines[0]).toMatchObject({ amount: "959636.71", factors: [] });
  expect(gaps).toMatchObject([{ kind: "missing-factor", where: "operation/grid electricity", excused: false }]);
  expect(gaps[0]?.reason).toContain("grid-kr-ember-2023 (later year: data of 2023 for 2018)");
});

const melbourne = "Australia/Melbourne";
const sewageHours = hoursOf(
  cells("wwtp_melbourne_daily_energy_cod.csv").map((row) => {
    const [year = 0, month = 0, day = 0] = row.slice(-3).map(Number);
    const start = Temporal.PlainDate.from({ year, month, day }).toZonedDateTime(melbourne);
    const toMs = start.add({ days: 1 }).epochMilliseconds;
    return { fromMs: start.epochMilliseconds, toMs, amount: row[3] ?? "" };
  }),
);

test("the wastewater plant's 2016 misses 106 days, so its electricity is unknown, and what nobody measured is told", () => {
  const { reach, lines, gaps } = done(plant("wwtp-melbourne.yaml"), new Map([["gridKwh", sewageHours]]), "2016");
  expect(reach).toBe("complete");
  expect(lines).toMatchObject([{ id: "treatment/grid electricity", amount: "", stage: "wastewater" }]);
  expect(lines[0]?.sources).toMatchObject([{ amount: "70166540", missingMs: BigInt(106 * 24 * hourMs) }]);
  expect(gaps.map(({ kind, where, excused }) => `${kind} ${where} ${excused}`)).toEqual([
    "missing-time treatment/grid electricity false",
    "not-modelled Methane of the aerobic treatment false",
    "not-modelled Nitrous oxide of nitrification and of the outlet false",
    "not-modelled Biogas, fuels, chemicals and sludge false",
  ]);
  expect(gaps[0]?.reason).toMatch(/^Channel "gridKwh" misses 2544 h of 8784 h, the first at 2016-/);
});

test("its 2019 ends in June, so the year is running and reaches to the last day there is", () => {
  const { reach, reachedMs } = done(plant("wwtp-melbourne.yaml"), new Map([["gridKwh", sewageHours]]), "2019");
  expect({ reach, reachedMs }).toEqual({
    reach: "running",
    reachedMs: BigInt(readInstant("2019-06-27T14:00Z") as number),
  });
});
