import type { Inventory, LotMade } from "@celadon/proto";
import { hourMs, type Period, readInstant, reject } from "@celadon/quantity";
import { expect, test } from "vitest";
import type { ActivityHour } from "./activity-hour.ts";
import { checkPlantModel } from "./check-plant-model.ts";
import { type InventoryInput, inventoryOf } from "./inventory-of.ts";
import type { PlantModel } from "./plant-model.ts";
import { readPlantModel } from "./read-plant-model.ts";
import { sharedMonths } from "./shared-months.ts";

/** A mill on Indian time, half an hour off the UTC hours, with a side product that is weighed on one day of the month. */
const yamlOf = (allocation: string, ofPower = ""): string => `factory: mill
timeZone: Asia/Kolkata
place: CN
effectiveFrom: 2020-01-01T00:00Z
channels:
  mainKwh: { kind: counter, unit: kWh, period: 15min, ratedPerHour: 1000 }
  machineKwh: { kind: counter, unit: kWh, period: 15min, ratedPerHour: 1000 }
  boardT: { kind: interval, unit: t, period: 1h }
  trimT: { kind: interval, unit: t, period: 1h }
processes:
  power:
    makes: { power: mainKwh }
    takes: { grid: { amount: mainKwh, factor: grid } }${ofPower}
  machine:
    makes: { board: boardT, trim: trimT }
    uses: { power: machineKwh }
    allocation: ${allocation}
  offices: { makes: { desk: boardT }, uses: { power: mainKwh - machineKwh } }
products:
  board: { declaredUnit: 1 t, boundary: gate-to-gate, period: month }
  trim: { declaredUnit: 1 t, boundary: gate-to-gate, period: month }
  desk: { declaredUnit: 1 t, boundary: gate-to-gate, period: month }
`;

const at = (text: string): number => readInstant(text) as number;
const march: Period = { fromMs: at("2026-03-01T00:00+05:30"), toMs: at("2026-04-01T00:00+05:30") };
const firstHour = Math.ceil(march.fromMs / hourMs) * hourMs;
const hoursInMarch = 744;

/** An hour of a channel each, from the first hour of March on; where it says nothing the hour is missing. */
const hourly = (amount: (hour: number) => string | undefined, count = hoursInMarch + 800): readonly ActivityHour[] =>
  Array.from({ length: count }, (_, i) => amount(i)).flatMap((text, i) =>
    text === undefined ? [] : [{ hourMs: firstHour + i * hourMs, amount: text, measuredMs: hourMs, estimatedMs: 0 }],
  );

/** 10 kWh an hour, 5 of them for the machine at night and 8 by day; 3 t of board; 744 t of trim, all on the tenth day. */
const full = new Map([
  ["mainKwh", hourly(() => "10")],
  ["machineKwh", hourly((i) => (i % 24 < 12 ? "5" : "8"))],
  ["boardT", hourly(() => "3")],
  ["trimT", hourly((i) => (Math.floor(i / 24) === 9 ? "31" : "0"))],
]);

const lot: LotMade = { key: "k", name: "roll 7", product: "board", quantity: "36", unit: "t" };
const day: Period = { fromMs: firstHour, toMs: firstHour + 12 * hourMs };

const modelOf = (yaml: string): PlantModel => {
  const model = readPlantModel(yaml);
  if (model.kind !== "accept") throw new Error(model.evidence);
  return model.value;
};

function lotInventory(yaml: string, more: Partial<InventoryInput> = {}): Inventory {
  const model = modelOf(yaml);
  const period = more.period ?? day;
  const outcome = inventoryOf({
    ...{ period, lot, models: [{ model, fromMs: model.effectiveFromMs }], monthWindows: full },
    windows: new Map(
      [...full].map(([channel, hours]) => [
        channel,
        hours.filter(
          ({ hourMs: begin }, i) => (begin >= period.fromMs && begin < period.toMs) || i === hours.length - 1,
        ),
      ]),
    ),
    factors: { release: "r", rivals: () => undefined, choose: () => reject("missing-factor", "none") },
    ...more,
  });
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  return outcome.value;
}

const processOf = (inventory: Inventory, id: string) => inventory.processes.find((one) => one.id === id);

test("a lot shares by its own hours where nothing is said: what is weighed on another day is nothing of it", () => {
  for (const rule of ["mass", "{ method: mass, over: period }"]) {
    expect(processOf(lotInventory(yamlOf(rule)), "machine")?.allocation).toEqual({
      method: "mass",
      shares: [
        { product: "board", share: "1" },
        { product: "trim", share: "0" },
      ],
    });
  }
});

test("over the month its shares are those of the calendar month it lies in, by the plant's clock, among users too", () => {
  const inventory = lotInventory(yamlOf("{ method: mass, over: month }", "\n    allocation: { over: month }"));
  const over = { fromMs: BigInt(march.fromMs), toMs: BigInt(march.toMs), reachedMs: BigInt(march.toMs) };
  expect(processOf(inventory, "machine")).toMatchObject({
    outputs: [
      { product: "board", amount: "2232", amountOfLot: "36", unit: "t" },
      { product: "trim", amount: "744", amountOfLot: "0" },
    ],
    uses: [{ product: "power", amount: "4836", amountOfLot: "60" }],
    allocation: { shares: [{ share: "0.75" }, { share: "0.25" }], over },
  });
  expect(processOf(inventory, "offices")).toMatchObject({
    outputs: [{ product: "desk", amount: "36" }],
    uses: [{ product: "power", amount: "2604", amountOfLot: "60" }],
  });
  expect(processOf(inventory, "power")?.allocation).toEqual({ method: "none", shares: [], over });
  // What was taken is the lot's own, and its sources say which stretch each amount is of.
  expect(inventory.lines.map(({ amount }) => amount)).toEqual(["120"]);
  expect(processOf(inventory, "machine")?.outputs[0]?.sources).toMatchObject([
    { fromMs: BigInt(firstHour), toMs: BigInt(firstHour + hoursInMarch * hourMs) },
  ]);
  expect(processOf(inventory, "offices")?.outputs[0]?.amountOfLot).toBeUndefined();
});

test("a choice of one process leaves the others as they are", () => {
  const inventory = lotInventory(yamlOf("{ method: mass, over: month }"));
  expect(processOf(inventory, "machine")?.uses).toMatchObject([{ product: "power", amount: "60" }]);
  expect(processOf(inventory, "power")?.allocation?.over).toBeUndefined();
});

test("a month that runs shares by what there is so far", () => {
  const until = (count: number) => new Map([...full].map(([name, hours]) => [name, hours.slice(0, count)]));
  const running = lotInventory(yamlOf("{ method: mass, over: month }"), { monthWindows: until(240) });
  expect(processOf(running, "machine")).toMatchObject({
    outputs: [{ amount: "720" }, { amount: "744" }],
    allocation: { over: { toMs: BigInt(march.toMs), reachedMs: BigInt(firstHour + 240 * hourMs) } },
  });
  expect(running.reach).toBe("complete");
});

test("a month without a whole hour yet has nothing to share by: the lot waits for it", () => {
  const model = modelOf(yamlOf("{ method: mass, over: month }"));
  const monthWindows = new Map([...full].map(([name, [hour]]) => [name, [{ ...hour, measuredMs: 1 } as ActivityHour]]));
  const outcome = inventoryOf({
    ...{ period: day, lot, models: [{ model, fromMs: 0 }], windows: full, monthWindows },
    factors: { release: "r", rivals: () => undefined, choose: () => reject("missing-factor", "none") },
  });
  expect(outcome).toMatchObject({ kind: "reject", reason: "no-activity" });
});

test("a lot over two months shares by both together", () => {
  const period = { fromMs: march.toMs - 3 * hourMs, toMs: march.toMs + 3 * hourMs };
  const april = at("2026-05-01T00:00+05:30");
  const over = processOf(lotInventory(yamlOf("{ method: mass, over: month }"), { period }), "machine")?.allocation
    ?.over;
  expect(over).toMatchObject({ fromMs: BigInt(march.fromMs), toMs: BigInt(april) });
});

test("a co-product that misses an hour of the month has no shares, as in the footprint of the month", () => {
  const holed = new Map(full).set(
    "trimT",
    hourly((i) => (i === 500 ? undefined : "1")),
  );
  const inventory = lotInventory(yamlOf("{ method: mass, over: month }"), { monthWindows: holed });
  expect(processOf(inventory, "machine")?.allocation?.shares).toEqual([]);
  expect(inventory.gaps).toContainEqual(
    expect.objectContaining({ kind: "missing-time", where: "machine/trim", excused: false }),
  );
});

test("what the shares rest on is in the digest of the activity, and nothing else of the month", () => {
  const digestOf = (channel: string, yaml = yamlOf("{ method: mass, over: month }")): string => {
    const hours = (full.get(channel) ?? []).map((hour, i) => (i === 600 ? { ...hour, amount: "2" } : hour));
    return lotInventory(yaml, { monthWindows: new Map(full).set(channel, hours) }).activityDigest;
  };
  const digest = lotInventory(yamlOf("{ method: mass, over: month }")).activityDigest;
  expect(digestOf("trimT")).not.toBe(digest);
  expect(digestOf("machineKwh")).toBe(digest);
  const own = lotInventory(yamlOf("mass")).activityDigest;
  expect(digestOf("trimT", yamlOf("mass"))).toBe(own);
  expect(own).not.toBe(digest);
});

test("the months of a lot are asked for where a process shares by them, and of nothing else", () => {
  const [own, shared] = ["mass", "{ method: mass, over: month }"].map((rule) => {
    const model = modelOf(yamlOf(rule));
    return [{ model, fromMs: model.effectiveFromMs }];
  });
  expect(sharedMonths(day, own ?? [])).toBeUndefined();
  expect(sharedMonths(day, shared ?? [])).toEqual(march);
  expect(sharedMonths({ fromMs: march.fromMs, toMs: march.toMs + 1 }, shared ?? [])?.toMs).toBeGreaterThan(march.toMs);
});

test("the choice is part of the model and of its hash; the default said in words is not", () => {
  const hashOf = (rule: string): string => modelOf(yamlOf(rule)).hash;
  expect(hashOf("{ method: mass, over: period }")).toBe(hashOf("mass"));
  expect(hashOf("{ method: mass, over: month }")).not.toBe(hashOf("mass"));
});

test.each([
  ["{ method: mass, over: week }", "", '"week" is none of: period, month. Take one of them.'],
  [
    "{ over: month }",
    "",
    '"machine" makes 2 products (board, trim) and does not say by what they share its burden. Add `method`: mass, energy, price, efficiency or shares.',
  ],
  [
    "mass",
    "\n    allocation: { method: mass, over: month }",
    '"power" makes one product: there is nothing to share among products. Leave only `over` there.',
  ],
  [
    "mass",
    "\n    allocation: { over: period }",
    '"power" makes one product: there is nothing to share among products. Take the allocation out.',
  ],
  ["mass", "\n    allocation: { over: month, why: Shifts meter it together }", ""],
])("allocation: %s %s", (allocation, ofPower, sentence) => {
  const { faults } = checkPlantModel(yamlOf(allocation, ofPower));
  expect(faults.map(({ problem, fix }) => `${problem} ${fix}`).join("\n")).toContain(sentence);
  if (sentence === "") expect(faults).toEqual([]);
});
