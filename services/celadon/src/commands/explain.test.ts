import { expect, test } from "vitest";
import { runInTest } from "../run-in-test.ts";

const id = "83094d1a-69c7-57fc-8363-5b4df55235b5";
const node = (kind: string, label: string, more: object = {}) => ({
  kind,
  label,
  unit: "",
  rule: "",
  marks: [],
  details: [],
  children: [],
  leftOut: 0,
  ...more,
});
const reading = node("reading", "2018-01-01T00:15:00+09:00", { amount: "3.17" });
const window = node("window", "2018-01-01T00:00:00+09:00", { amount: "14.86", unit: "kWh", children: [reading] });
const channel = node("channel", "mainKwh", {
  amount: "959636.71",
  unit: "kWh",
  details: [{ name: "measuredMs", value: "31536000000" }],
  children: [window],
  leftOut: 8759,
});
const source = node("source", "Ember, 2024, KOR 2023");
const factor = node("factor", "grid-kr", {
  amount: "0.430567",
  unit: "kgCO2e/kWh",
  marks: ["later year: data of 2023 for 2018"],
  children: [source],
});
const gas = node("gas", "CO2e", {
  amount: "413187.89931457",
  unit: "kgCO2e",
  rule: "amount x factor",
  children: [factor],
});
const line = node("line", "grid electricity", {
  amount: "413187.89931457",
  unit: "kgCO2e",
  details: [{ name: "scope", value: "2" }],
  children: [channel, gas],
});
const other = node("line", "diesel", { amount: null, unit: "kgCO2e" });
const tree = node("footprint", "One year", {
  amount: null,
  unit: "kgCO2e",
  rule: "sum",
  children: [node("process", "operation", { children: [line, other] })],
});

const answers = {
  [`GET /v1/footprints/${id}`]: { factory: "steel" },
  [`GET /v1/footprints/${id}/explain`]: tree,
  "GET /v1/factors/grid-kr": { licence: "CC BY 4.0", url: "https://ember-energy.org" },
  "GET /v1/plants": [{ factory: "steel", timeZone: "Asia/Seoul" }],
  "GET /v1/footprints": [{ id, product: "year", localFrom: "2018-01-01T00:00:00+09:00" }],
};

test("a footprint is a tree down to readings, and to document, locator and licence of its factor", async () => {
  const { code, printed, asked } = await runInTest(["explain", id, "--readings"], answers);
  expect(code).toBe(0);
  expect(asked[0]?.query).toEqual({ readings: "true", limit: "24" });
  expect(printed).toMatchInlineSnapshot(`
    "footprint One year  unknown  = sum
    └─ process operation
       ├─ line grid electricity  413,187.8993 kgCO2e  [scope 2]
       │  ├─ channel mainKwh  959,636.71 kWh  [measured 8,760 h]
       │  │  ├─ window 2018-01-01T00:00:00+09:00  14.86 kWh
       │  │  │  └─ reading 2018-01-01T00:15:00+09:00  3.17
       │  │  └─ ... and 8,759 more: --limit, or --from and --to
       │  └─ gas CO2e  413,187.8993 kgCO2e  = amount x factor
       │     └─ factor grid-kr  0.430567 kgCO2e/kWh  [! later year: data of 2023 for 2018]
       │        ├─ source Ember, 2024, KOR 2023
       │        └─ licence CC BY 4.0, https://ember-energy.org
       └─ line diesel  unknown
    "
  `);
});

test("without a wish for readings none are fetched, and the way to them is told", async () => {
  const { asked, noted } = await runInTest(["explain", id], answers);
  expect(asked[0]?.query).toEqual({ readings: "false", limit: "0" });
  expect(noted).toContain("add --readings");
});

test("one line is chosen by its name; its readings come with it", async () => {
  const { printed, asked } = await runInTest(["explain", id, "--line", "grid electricity"], answers);
  expect(asked[0]?.query).toEqual({ readings: "true", limit: "24" });
  expect(printed).toContain("reading 2018-01-01T00:15:00+09:00");
  expect(printed).not.toContain("diesel");
  expect(await runInTest(["explain", id, "--line", "gas"], answers)).toMatchObject({
    code: 1,
    noted: 'celadon: No line is called "gas". Lines: "grid electricity", "diesel".\n',
  });
});

test("one channel is chosen by its name: what does not rest on it is left out", async () => {
  const { printed } = await runInTest(["explain", id, "--channel", "mainKwh"], answers);
  expect(printed).toContain("line grid electricity");
  expect(printed).not.toContain("diesel");
});

test("a stretch is of the plant's clock, whatever the clock of this machine", async () => {
  const args = ["explain", id, "--channel", "mainKwh", "--from", "2018-03-01", "--to", "2018-03-02"];
  const { asked } = await runInTest(args, answers);
  expect(asked.find(({ path }) => path.endsWith("/explain"))?.query).toEqual({
    channel: "mainKwh",
    from: "2018-02-28T15:00:00Z",
    to: "2018-03-01T15:00:00Z",
    readings: "true",
    limit: "24",
  });
});

test("where only one footprint fits, its id may be left out", async () => {
  const { code, asked } = await runInTest(["explain", "--factory", "steel"], answers);
  expect(code).toBe(0);
  expect(asked[0]?.query).toEqual({ factory: "steel" });
});

test("a process without a line of its own is not said to be unknown", async () => {
  const scale = node("scale", "part of the process's period", { amount: "0.5" });
  const drying = node("process", "drying", { amount: null, unit: "kgCO2e", rule: "sum", children: [scale] });
  const { printed } = await runInTest(["explain", id], {
    ...answers,
    [`GET /v1/footprints/${id}/explain`]: { ...tree, children: [drying, ...tree.children] },
  });
  expect(printed).toContain("process drying: nothing of its own, it hands on what it is given\n");
  expect(printed).not.toContain("drying  unknown");
});

test("a stretch that reaches out of the footprint's period says so", async () => {
  const year = { ...tree, from: "2017-12-31T15:00:00Z", to: "2018-12-31T15:00:00Z" };
  const asking = (from: string, to: string) =>
    runInTest(["explain", id, "--from", from, "--to", to], { ...answers, [`GET /v1/footprints/${id}/explain`]: year });
  expect((await asking("2018-12-01", "2019-02-01")).noted).toContain(
    "The footprint is of 2018-01-01T00:00:00+09:00 to 2019-01-01T00:00:00+09:00: what lies outside that is no part of it.\n",
  );
  expect((await asking("2018-12-01", "2019-01-01")).noted).not.toContain("outside");
});

test("--json is the tree of the interface", async () => {
  expect(JSON.parse((await runInTest(["explain", id, "--json"], answers)).printed)).toEqual(tree);
});
