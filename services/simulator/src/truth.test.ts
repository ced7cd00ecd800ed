import { expect, test } from "vitest";
import { shipped } from "../shipped.ts";
import type { Scenario } from "./scenario.ts";
import { sent } from "./sent.ts";
import { smallScenario } from "./small-scenario.ts";
import { truthOf } from "./truth-of.ts";

const micro = (text: string): bigint => {
  const [whole = "", decimals = ""] = text.replace("-", "").split(".");
  return BigInt(`${text.startsWith("-") ? "-" : ""}${whole}${decimals.padEnd(6, "0")}`);
};

const truths = (scenario: Scenario, from: string, to: string) =>
  new Map(
    truthOf(scenario, 3, { fromMs: Date.parse(from), toMs: Date.parse(to) }).channels.map((one) => [one.channel, one]),
  );
const total = (truth: ReturnType<typeof truths>, channel: string): bigint => micro(truth.get(channel)?.total ?? "");

const year2025 = ["2024-12-31T16:00:00Z", "2025-12-31T16:00:00Z"] as const;
const march = ["2026-02-28T16:00:00Z", "2026-03-31T16:00:00Z"] as const;

test("without chance a month is what a head can calculate", () => {
  const truth = truths(
    smallScenario({
      shifts: "- { days: Mon-Fri, hours: 8-18 }\n  - { days: Sat, hours: 8-13 }",
      channels: `kwh: { kind: counter, period: 1h, perUnit: 2 }
        rent: { kind: unmetered, perDay: 12 }
        both: { kind: unmetered, sumOf: [kwh, rent] }
        less: { kind: unmetered, sumOf: [kwh], less: [rent] }`,
    }),
    ...march,
  );
  // March 2026 has 22 weekdays of 240 and four Saturdays of half of it.
  expect(truth.get("made")?.total).toBe("5760");
  expect(truth.get("kwh")?.total).toBe("11520");
  expect(truth.get("rent")?.total).toBe("372");
  expect(truth.get("both")?.months).toEqual({ "2026-03": "11892" });
  expect(truth.get("less")?.total).toBe("11148");
  expect(truth.get("made")?.hours.slice(24, 36)).toEqual(
    [..."000000002222"].map((digit) => (digit === "0" ? "0" : "24")),
  );
});

test("a stop makes nothing, and production comes back in equal steps", () => {
  const truth = truths(
    smallScenario({ more: "stops:\n  - { name: Rest, begins: [03-10], days: 2, rampUp: 3 }" }),
    "2026-03-08T16:00:00Z",
    "2026-03-15T16:00:00Z",
  );
  const days = Array.from({ length: 7 }, (_, day) => truth.get("made")?.hours[day * 24]);
  expect(days).toEqual(["10", "0", "0", "2.5", "5", "7.5", "10"]);
});

test("what stands by goes on in the night, and the total stays what the intensity says", () => {
  const text = {
    shifts: "- { days: Mon-Sun, hours: 0-12 }",
    channels: "kwh: { kind: counter, period: 1h, perUnit: 2, standby: 25 % }",
  };
  const truth = truths(smallScenario(text), ...march);
  // 20 an hour for twelve hours; a quarter of the mean of 10 goes on, three quarters of 20 on top of it: 2 * 240 * 31.
  expect(truth.get("kwh")?.hours.slice(0, 24).join(" ")).toBe(`${"35 ".repeat(12)}${"5 ".repeat(12)}`.trim());
  expect(truth.get("kwh")?.total).toBe("14880");
});

test("daylight has all of a day between six and six, most at noon", () => {
  const truth = truths(
    smallScenario({ channels: "pv: { kind: unmetered, perDay: 289, daylight: true }" }),
    "2026-03-08T16:00:00Z",
    "2026-03-09T16:00:00Z",
  );
  expect(truth.get("pv")?.hours.join(" ")).toBe(
    "0 0 0 0 0 0 5.75 15.75 23.75 29.75 33.75 35.75 35.75 33.75 29.75 23.75 15.75 5.75 0 0 0 0 0 0",
  );
});

test.each(["tannery", "board-mill", "peer-tannery", "peer-board-mill"])(
  "a year of %s comes within 2 %% of every stated intensity",
  (name) => {
    const scenario = shipped(name);
    const truth = truths(scenario, ...year2025);
    for (const { name: channel, source, sumOf } of scenario.channels) {
      if (source.kind !== "perUnit" || sumOf.length > 0) continue;
      const found = Number(truth.get(channel)?.total) / Number(truth.get(source.of)?.total);
      expect(Math.abs(found / source.perUnit.mode - 1), channel).toBeLessThan(0.02);
    }
  },
);

test("the tannery's main meter is its shops and 0.18 kWh per m2, in every hour; together 2.5 kWh per m2", () => {
  const truth = truths(shipped("tannery"), ...year2025);
  const shops = ["beamhouse", "tanning", "chromeRecovery", "retanning", "drying", "finishing", "wastewater"];
  const [main, ...parts] = ["main", ...shops].map((shop) => truth.get(`${shop}Kwh`)?.hours.map(micro) ?? []);
  const rest = main?.map((amount, i) => amount - parts.reduce((sum, hours) => sum + (hours[i] as bigint), 0n)) ?? [];
  expect(rest.every((amount) => amount > 0n)).toBe(true);
  const area = Number(truth.get("areaM2")?.total);
  expect(Number(rest.reduce((sum, amount) => sum + amount, 0n)) / 1e6 / area).toBeCloseTo(0.18, 2);
  expect(Number(truth.get("mainKwh")?.total) / area).toBeCloseTo(2.5, 1);
  expect(Number(truth.get("pvKwh")?.total) / Number(truth.get("mainKwh")?.total)).toBeCloseTo(0.06, 2);
});

test("the mill's shops take what grid and turbine give, to the last digit, and neither register falls", () => {
  const truth = truths(shipped("board-mill"), ...year2025);
  const shops = ["pulping", "stockPrep", "machine", "coating", "winder", "effluent", "powerStation"];
  const used = shops.reduce((sum, shop) => sum + total(truth, `${shop}Kwh`), 0n);
  expect(total(truth, "gridKwh") + total(truth, "ownKwh")).toBe(used);
  expect(truth.get("gridKwh")?.hours.every((amount) => Number(amount) > 0)).toBe(true);
});

test.each([
  ["tannery", "chromeKg", "chromeReceiptsKg", "chromeStockDropKg", 5000],
  ["board-mill", "coalT", "coalReceiptsT", "coalStockDropT", 3000],
] as const)(
  "in the %s, receipts and drop of the stock are what is used; whole loads come",
  (name, used, receipts, drop, load) => {
    const truth = truths(shipped(name), ...year2025);
    expect(total(truth, receipts) + total(truth, drop)).toBe(total(truth, used));
    expect(total(truth, receipts) % BigInt(load * 1_000_000)).toBe(0n);
    expect(Math.abs(Number(truth.get(drop)?.total))).toBeLessThan(4 * load);
  },
);

test.each(["tannery", "board-mill"])("registers of the %s never fall, and rise by the truth", (name) => {
  const scenario = { ...shipped(name), faults: {} };
  const [from, to] = ["2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"];
  const readings = sent(scenario, { from, to: "2026-03-01T00:00:01Z", seed: 3 });
  const truth = truths(scenario, from, to);
  for (const { name: channel, meter } of scenario.channels) {
    const values = readings.filter((reading) => reading.channel === channel).map(({ value }) => micro(value));
    if (meter.kind === "counter") {
      expect(
        values.every((value, i) => i === 0 || value >= (values[i - 1] as bigint)),
        channel,
      ).toBe(true);
      expect((values.at(-1) as bigint) - (values[0] as bigint), channel).toBe(total(truth, channel));
    } else if (meter.kind === "interval") {
      expect(
        values.slice(1).reduce((sum, value) => sum + value, 0n),
        channel,
      ).toBe(total(truth, channel));
    }
  }
});

test("the amounts of calendar days add up to the truth", () => {
  const scenario = { ...shipped("tannery"), faults: {} };
  const [from, to] = ["2026-01-31T16:00:00Z", "2026-02-28T16:00:00Z"];
  const readings = sent(scenario, { from: "2026-01-31T16:00:01Z", to: "2026-02-28T16:00:01Z", seed: 3 });
  const truth = truths(scenario, from, to);
  for (const { name: channel, meter } of scenario.channels) {
    if (meter.kind !== "calendar-day") continue;
    const values = readings.filter((reading) => reading.channel === channel).map(({ value }) => micro(value));
    expect(values).toHaveLength(28);
    expect(
      values.reduce((sum, value) => sum + value, 0n),
      channel,
    ).toBe(total(truth, channel));
  }
});
