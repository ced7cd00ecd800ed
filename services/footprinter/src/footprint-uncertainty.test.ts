import { expect, test } from "vitest";
import { footprintInTest, storeInTest } from "./footprint-in-test.ts";
import { footprintUncertainty } from "./footprint-uncertainty.ts";
import { plantBalances } from "./plant-balances.ts";

/** Class 1.7320508 % is a standard uncertainty of 1 %. */
const tannery = (ofKwh: string, ofGrain = "") => `factory: tannery
timeZone: UTC
place: CN
effectiveFrom: 2026-01-01
channels:
  grainT: { kind: interval, unit: t, period: 1h${ofGrain} }
  kwh: { kind: interval, unit: kWh, period: 1h${ofKwh} }
  dyeKwh: { kind: interval, unit: kWh, period: 1h }
balances: { power: { of: kwh, parts: [dyeKwh], atMost: 30 % } }
processes:
  splitting:
    makes: { grain: grainT }
    takes: { power: { amount: kwh, factor: electricity/grid } }
products:
  grain: { declaredUnit: 1 t, boundary: gate-to-gate, period: year }
`;
const amounts = { grainT: "100", kwh: "1000", dyeKwh: "750" };

const storeWith = (yaml: string) => storeInTest(yaml, amounts);
const footprintBy = (yaml: string) => footprintInTest(yaml, amounts);

const onePercent = ", accuracy: { class: 1.7320508 % }";

test("a meter that is off by 1 % in all hours moves the figure by 1 %: its error does not average out", async () => {
  const { footprint, ports } = await footprintBy(tannery(onePercent));
  expect(footprint.status).toBe("complete");
  expect(await footprintUncertainty(footprint, ports)).toMatchObject({
    figure: footprint.total,
    share: "0.01",
    meters: [{ channel: "kwh", class: "0.017320508" }],
    unstated: ["grainT"],
    leftOut: 0,
  });
});

test("two meters that know nothing of each other add up in squares: 1 % of what is used and 1 % of what is made are 1.414 %", async () => {
  const { footprint, ports } = await footprintBy(tannery(onePercent, onePercent));
  const { share, meters } = await footprintUncertainty(footprint, ports);
  expect(Number(share)).toBeCloseTo(Math.SQRT2 / 100, 5);
  // More leather by the meter, less for each tonne.
  expect(meters.map(({ channel, effect }) => [channel, Math.sign(Number(effect))])).toEqual([
    ["grainT", -1],
    ["kwh", 1],
  ]);
});

test("without a stated accuracy there is no uncertainty, rather than none to speak of", async () => {
  const { footprint, ports } = await footprintBy(tannery(""));
  expect(await footprintUncertainty(footprint, ports)).toMatchObject({
    standardUncertainty: undefined,
    share: undefined,
    meters: [],
    unstated: ["grainT", "kwh"],
  });
});

test("a meter beyond its verification counts as it did, and the footprint tells it", async () => {
  const verified = (until: string) => `, accuracy: { class: 1 %, verifiedUntil: ${until} }`;
  const plain = await footprintBy(tannery(""));
  const { footprint: before } = await footprintBy(tannery(verified("2026-03-01")));
  const { footprint } = await footprintBy(tannery(verified("2026-02-28")));
  expect(before).toMatchObject({ status: "complete", total: plain.footprint.total, gaps: [] });
  expect(footprint).toMatchObject({ status: "complete", total: plain.footprint.total });
  expect(footprint.gaps).toMatchObject([{ kind: "unverified", where: "splitting/power", excused: true }]);
  expect(footprint.gaps[0]?.reason).toContain("verified until 2026-02-28, and 1 h lie behind that");
});

test("a balance is told with the plant's own clock, of all its activity where no period is asked for", async () => {
  const asked = { factory: "tannery", from: undefined, to: undefined };
  expect(await plantBalances(storeWith(tannery("")), asked)).toMatchObject([
    {
      balance: "power",
      localFrom: "2026-03-01T00:00:00+00:00",
      unaccounted: "250",
      share: "0.25",
      verdict: "balanced",
    },
  ]);
});
