import { type FactorSource, factorSourceOf, readPlantModel } from "@celadon/activity-to-inventory";
import { type Footprint, PlantModel } from "@celadon/proto";
import { channelIdOf, hourMs, readInstant } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import { expect, test } from "vitest";
import { type CalculationPorts, footprintPeriods } from "./footprint-periods.ts";
import { footprintSensitivities } from "./footprint-sensitivities.ts";
import { lifecycleDirect } from "./lifecycle-direct.ts";
import { loadRelease } from "./load-release.ts";

const release = loadRelease();
const factors = factorSourceOf(release);
const fromMs = readInstant("2026-03-01T00:00Z") ?? Number.NaN;
const period = { fromMs, toMs: fromMs + hourMs };

/** An hour of a tannery: 65 t of grain leather and 35 t of split, 1,000 kWh, 1,000 kg of COD into a reactor. */
const tannery = (allocation: string) => `factory: tannery
timeZone: UTC
place: CN
effectiveFrom: 2026-01-01
channels:
  grainT: { kind: interval, unit: t, period: 1h }
  splitT: { kind: interval, unit: t, period: 1h }
  cod: { kind: interval, unit: kg, period: 1h }
  kwh: { kind: interval, unit: kWh, period: 1h }
processes:
  splitting:
    makes: { grain: grainT, split: splitT }
    uses: { water treatment: cod }
    takes:
      power: { amount: kwh, factor: electricity/grid }
    allocation: ${allocation}
  effluent plant:
    makes: { water treatment: cod }
    emits:
      methane:
        gas: CH4-biogenic
        amount: cod
        times:
          - { factor: wastewater/methane-capacity, place: world }
          - { factor: wastewater/correction/anaerobic-reactor, place: world, row: wastewater-mcf-anaerobic-reactor-ipcc2006 }
products:
  split: { declaredUnit: 1 t, boundary: gate-to-gate, period: year }
`;
const amounts = { grainT: "65", splitT: "35", cod: "1000", kwh: "1000" };

/** A store that holds one plant model and one hour, and takes nothing in. */
function storeWith(yaml: string, hour: Readonly<Record<string, string>> = amounts): Store {
  const model = readPlantModel(yaml);
  if (model.kind !== "accept") throw new Error(model.evidence);
  const { hash, factory, effectiveFromMs } = model.value;
  const version = PlantModel.fromPartial({ yaml, hash, factory, effectiveFromMs: BigInt(effectiveFromMs) });
  const content = Buffer.from(PlantModel.encode(version).finish()).toString("base64");
  const windows = Object.entries(hour).map(([channel, amount]) => ({
    channelId: String(channelIdOf("tannery", channel)),
    ...{ hours: [fromMs / hourMs], amounts: [amount], measured: [hourMs], estimated: [0], marks: [0] },
  }));
  const never = async () => {
    throw new TypeError("Sensitivities store nothing.");
  };
  return {
    rows: async <Row>({ text }: { readonly text: string }) =>
      (text.includes("plantModels") ? [{ content }] : windows) as Row[], // what the two queries ask for
    run: never,
    insert: never,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

const ports = (yaml: string, more: Partial<CalculationPorts> = {}): CalculationPorts => ({
  store: storeWith(yaml),
  factors,
  lifecycle: lifecycleDirect(release),
  ...more,
});

async function footprintBy(given: CalculationPorts): Promise<Footprint> {
  const [calculated] = await footprintPeriods([{ factory: "tannery", periods: [period] }], given);
  const [footprint] = calculated?.outcome.kind === "accept" ? calculated.outcome.value.footprints : [];
  if (footprint === undefined) throw new Error("The tannery has no footprint.");
  return footprint;
}

const all = async (given: CalculationPorts) => footprintSensitivities(await footprintBy(given), given);

test("the split of a tannery by hand: 59.777 kg a tonne, by price 15.486, in an overloaded plant 26.027", async () => {
  const given = ports(tannery("{ method: mass, prices: { grain: 27, split: 5 } }"));
  // By mass 0.35 of (1,000 kWh * 0.5777 + 1,000 kg COD * 0.25 * 0.8 * 27) = 5,977.7 kg, over 35 t.
  expect((await footprintBy(given)).total).toBe("59.777");
  const { sensitivities, leftOut } = await all(given);
  expect(leftOut).toBe(0);
  const said = sensitivities.map(({ instead, total, difference }) => [instead, Number(total), Number(difference)]);
  const byHand = [
    ["price", 15.4862694301, -44.2907305699], // 5,977.7 * 175 / 1,930 / 35
    ["wastewater-mcf-aerobic-managed-ipcc2006", 5.777, -54],
    ["wastewater-mcf-aerobic-overloaded-ipcc2006", 26.027, -33.75], // (577.7 + 75 * 27) * 0.35 / 35
    ["wastewater-mcf-anaerobic-deep-lagoon-ipcc2006", 59.777, 0],
    ["wastewater-mcf-anaerobic-shallow-lagoon-ipcc2006", 19.277, -40.5],
    ["wastewater-mcf-sludge-digester-ipcc2006", 59.777, 0],
    ["wastewater-mcf-untreated-ipcc2006", 12.527, -47.25],
    ["grid-cn-footprint-2023", 60.205, 0.428], // 1,000 kWh * 0.6205 instead
  ];
  expect(said).toEqual(expect.arrayContaining(byHand));
  const others = said.filter(([instead]) => !byHand.some(([known]) => known === instead));
  expect(others.every(([instead]) => String(instead).startsWith("wastewater-mcf-"))).toBe(true);
  expect(sensitivities[0]).toEqual({
    kind: "allocation",
    where: "splitting",
    chosen: "mass",
    instead: "price",
    total: "15.4862694301",
    unit: "kgCO2e per 1 t",
    difference: "-44.2907305699",
    share: "-0.7409326425",
    reason: "",
  });
});

test("an alternative equal to what was chosen gives the same total, to the last digit", async () => {
  const same: FactorSource = {
    ...factors,
    rivals: (asked) => {
      const rivals = factors.rivals(asked);
      return rivals && { ...rivals, instead: [rivals.chosen] };
    },
  };
  const given = ports(tannery("{ method: shares, shares: { grain: 0.65, split: 0.35 } }"), { factors: same });
  const { total } = await footprintBy(given);
  const { sensitivities } = await all(given);
  expect(sensitivities.map(({ kind, chosen, instead }) => [kind, chosen, instead])).toEqual([
    ["allocation", "shares", "mass"],
    ["factor", "wastewater-mcf-anaerobic-reactor-ipcc2006", "wastewater-mcf-anaerobic-reactor-ipcc2006"],
    ["factor", "wastewater-bo-ipcc2006", "wastewater-bo-ipcc2006"],
    ["factor", "grid-cn-footprint-2024", "grid-cn-footprint-2024"],
  ]);
  for (const one of sensitivities) expect(one).toMatchObject({ total, difference: "0", share: "0", reason: "" });
});

test("an alternative without an answer is listed with its reason", async () => {
  const rivals: FactorSource["rivals"] = ({ activity }) =>
    activity === "electricity/grid"
      ? { chosen: "grid-cn-footprint-2024", instead: ["wastewater-bo-ipcc2006"] }
      : undefined;
  const { sensitivities } = await all(ports(tannery("mass"), { factors: { ...factors, rivals } }));
  expect(sensitivities).toMatchObject([
    {
      total: undefined,
      difference: undefined,
      share: undefined,
      reason: expect.stringContaining("splitting/power: Factor"),
    },
  ]);
});

test("more than 24 choices are told, not worked out", async () => {
  const instead = Array.from({ length: 30 }, (_, i) => `row-${i}`);
  const rivals: FactorSource["rivals"] = ({ activity }) =>
    activity === "electricity/grid" ? { chosen: "grid", instead } : undefined;
  const { sensitivities, leftOut } = await all(ports(tannery("mass"), { factors: { ...factors, rivals } }));
  expect([sensitivities.length, leftOut]).toEqual([24, 6]);
});

test("an incomplete footprint has no difference; an alternative may still be known", async () => {
  const yaml = tannery("mass").replace("factor: electricity/grid", "factor: electricity/wind");
  const { sensitivities } = await all(ports(yaml));
  expect(sensitivities[0]).toMatchObject({ total: undefined, difference: undefined, share: undefined });
  expect(sensitivities[0]?.reason).toContain('No table has a row for activity "electricity/wind"');
});

test("a footprint whose hours have changed since is refused, because both figures must rest on the same", async () => {
  const yaml = tannery("mass");
  const footprint = await footprintBy(ports(yaml));
  const later = ports(yaml, { store: storeWith(yaml, { ...amounts, kwh: "1001" }) });
  await expect(footprintSensitivities(footprint, later)).rejects.toMatchObject({
    refusal: { status: 409, code: "footprint-outdated" },
  });
});
