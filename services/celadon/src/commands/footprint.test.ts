import { expect, test } from "vitest";
import { refusal } from "../fake-service.ts";
import { runInTest } from "../run-in-test.ts";

const id = "83094d1a-69c7-57fc-8363-5b4df55235b5";
const row = {
  id,
  factory: "mill",
  product: "board",
  productName: "Coated board",
  localFrom: "2026-01-01T00:00:00+08:00",
  localTo: "2026-02-01T00:00:00+08:00",
  status: "complete",
  amount: "1250.12345678901",
  unit: "kgCO2e",
  per: { amount: "1", unit: "t" },
  absolute: { amount: "37503.7037", unit: "kgCO2e" },
  produced: { amount: "30", unit: "t" },
  primaryDataShare: "0.9",
  measuredShare: "1",
  estimatedShare: "0",
  missingShare: "0",
  marks: ["illustrative"],
  gaps: [],
  supersedes: null,
  current: true,
};
const incomplete = {
  ...row,
  amount: null,
  absolute: { amount: null, unit: "kgCO2e" },
  status: "incomplete",
  missingShare: "0.25",
  gaps: [{ kind: "missing-time", where: "mainKwh", reason: "186 h are missing", excused: false }],
};
const parts = { byProcess: [{ name: "machine", amount: "1250.12345678901", share: "1" }] };

test("the list shows figure, unit and what it is per; an unknown figure is a dash, never a zero", async () => {
  const { code, printed } = await runInTest(["footprint", "list"], { "GET /v1/footprints": [row, incomplete] });
  expect(code).toBe(0);
  const [, first, second, below] = printed.split("\n");
  expect(first).toMatch(
    /board +2026-01-01 +2026-02-01 +complete +1,250\.123457 +kgCO2e per 1 t +37,503\.7037 +100 % +0 % +illustrative$/,
  );
  expect(second).toMatch(/incomplete +- +kgCO2e per 1 t +- +100 % +25 % +illustrative$/);
  expect(below).toBe("  why: mainKwh: 186 h are missing; all of it: celadon footprint show 83094d1a");
});

test("a list says why a figure is missing: the first open gap, shortened, and how many others there are", async () => {
  const [gap] = incomplete.gaps;
  const long = { ...gap, reason: `No factor. ${"Nearest: many words. ".repeat(20)}` };
  const rows = [{ ...incomplete, gaps: [{ ...gap, excused: true }, long, gap, gap] }];
  const { printed } = await runInTest(["footprint", "list"], { "GET /v1/footprints": rows });
  const below = printed.split("\n")[2] as string;
  expect(below).toMatch(
    /^ {2}why: mainKwh: No factor\. Nearest: .*\.\.\. \(and 2 other gaps\); all of it: celadon footprint show 83094d1a$/,
  );
  expect(below.length).toBeLessThan(260);
});

test("one footprint is shown by its factory and product too, where only one fits", async () => {
  const answers = { "GET /v1/footprints": [row], [`GET /v1/footprints/${id}`]: { ...row, ...parts } };
  const { code, asked } = await runInTest(["footprint", "show", "--factory", "mill", "--product", "board"], answers);
  expect(code).toBe(0);
  expect(asked[0]?.query).toEqual({ factory: "mill", product: "board" });
});

test("counts are pieces for people, and the symbol 1 for scripts", async () => {
  const count = { ...row, per: { amount: "1", unit: "1" }, produced: { amount: "4683", unit: "1" } };
  const answers = { "GET /v1/footprints": [count], [`GET /v1/footprints/${id}`]: count };
  const list = await runInTest(["footprint", "list"], answers);
  expect(list.printed).toContain("  kgCO2e per piece  ");
  const { printed } = await runInTest(["footprint", "show", id], answers);
  expect(printed).toContain("total         1,250.123457 kgCO2e per piece\n");
  expect(printed).toContain("produced      4,683 pieces\n");
  const json = await runInTest(["footprint", "show", id, "--json"], answers);
  expect(JSON.parse(json.printed)).toEqual(count);
});

test("filters go to the service", async () => {
  const args = [
    "footprint",
    "list",
    "--factory",
    "mill",
    "--product",
    "board",
    "--status",
    "complete",
    "--all",
    "--json",
  ];
  const { printed, asked } = await runInTest(args, { "GET /v1/footprints": [row] });
  expect(asked[0]?.query).toEqual({ factory: "mill", product: "board", status: "complete", all: "true" });
  expect(JSON.parse(printed)).toEqual([row]);
});

test("one footprint is shown with its parts, found by the beginning of its id", async () => {
  const answers = { "GET /v1/footprints": [row], [`GET /v1/footprints/${id}`]: { ...row, ...parts } };
  const { code, printed } = await runInTest(["footprint", "show", "8309"], answers);
  expect(code).toBe(0);
  expect(printed).toMatchInlineSnapshot(`
    "footprint     83094d1a-69c7-57fc-8363-5b4df55235b5
    of            Coated board, mill
    period        2026-01-01 to 2026-02-01, the end not in it
    status        complete
    total         1,250.123457 kgCO2e per 1 t
    whole period  37,503.7037 kgCO2e
    produced      30 t
    time          100 % measured, 0 % estimated, 0 % missing
    primary data  90 %
    marks         illustrative
    标注          示例

    PROCESS        kgCO2e  SHARE
    machine  1,250.123457  100 %
    "
  `);
});

const sensitivities = [
  {
    where: "splitting",
    kind: "allocation",
    chosen: "mass",
    instead: "price",
    total: "1100.5",
    unit: "kgCO2e per 1 t",
    difference: "-149.62345678901",
    share: "-0.1196869043",
    reason: "",
  },
  {
    where: "splitting/power",
    kind: "factor",
    chosen: "grid-2024",
    instead: "grid-2023",
    total: null,
    unit: "kgCO2e per 1 t",
    difference: null,
    share: null,
    reason: "Row too old.",
  },
];

test("the sensitivities stand below the figure, and one without an answer with its reason", async () => {
  const answers = {
    [`GET /v1/footprints/${id}`]: { ...row, ...parts },
    [`GET /v1/footprints/${id}/sensitivities`]: sensitivities,
    "GET /v1/factors/grid-2024": { value: "0.5777", unit: "kgCO2e", perUnit: "kWh" },
    "GET /v1/factors/grid-2023": { value: "0.6205", unit: "kgCO2e", perUnit: "kWh" },
  };
  const { code, printed } = await runInTest(["footprint", "show", id], answers);
  expect(code).toBe(0);
  expect(printed.slice(printed.indexOf("marks"))).toMatchInlineSnapshot(`
    "marks         illustrative
    标注          示例

    With one choice made otherwise:
    As chosen: 1,250.123457 kgCO2e per 1 t
    CHOICE           CHOSEN                         INSTEAD                          TOTAL    DIFFERENCE  SHARE  UNIT
    splitting        mass                           price                          1,100.5  -149.6234568  -12 %  kgCO2e per 1 t
    splitting/power  grid-2024 = 0.5777 kgCO2e/kWh  grid-2023 = 0.6205 kgCO2e/kWh        -             -      -  kgCO2e per 1 t  Row too old.

    PROCESS        kgCO2e  SHARE
    machine  1,250.123457  100 %
    "
  `);
  const list = await runInTest(["footprint", "sensitivities", id], answers);
  expect(printed).toContain(list.printed);
});

test("for scripts the sensitivities are the array of the interface; without any a sentence says so", async () => {
  const path = `GET /v1/footprints/${id}/sensitivities`;
  const json = await runInTest(["footprint", "sensitivities", id, "--json"], { [path]: sensitivities });
  expect(JSON.parse(json.printed)).toEqual(sensitivities);
  const none = await runInTest(["footprint", "sensitivities", id], { [path]: [] });
  expect(none).toMatchObject({ code: 0, printed: "", noted: expect.stringContaining("makes no choice") });
});

test("a footprint whose readings have changed since is shown all the same, without sensitivities", async () => {
  const answers = {
    [`GET /v1/footprints/${id}`]: { ...row, ...parts },
    [`GET /v1/footprints/${id}/sensitivities`]: refusal(409, "footprint-outdated", "Its readings have changed."),
  };
  const { code, printed, noted } = await runInTest(["footprint", "show", id], answers);
  expect(code).toBe(0);
  expect(printed).toContain("PROCESS");
  expect(noted).toContain("No sensitivities: Its readings have changed.\n");
});

test("an incomplete footprint says unknown, and its gaps", async () => {
  const { printed } = await runInTest(["footprint", "show", id], { [`GET /v1/footprints/${id}`]: incomplete });
  expect(printed).toContain("total         unknown per 1 t\n");
  expect(printed).toContain("gap: mainKwh: 186 h are missing\n");
});

test.each([
  [["footprint", "show", "ffff"], '"ffff" begins the id of no such footprint'],
  [["footprint", "show", "8309"], '"8309" begins the id of 2 footprints; say which by its id:\n  83094d1a'],
])("%j is a question, and ends with 1", async (args, sentence) => {
  const { code, noted } = await runInTest(args, {
    "GET /v1/footprints": [row, { ...row, id: `83090000${id.slice(8)}` }],
  });
  expect(code).toBe(1);
  expect(noted).toContain(sentence);
});

const monthly = Array.from({ length: 13 }, (_, i) => ({
  ...row,
  id: `830900${String(i + 10)}${id.slice(8)}`,
  localFrom: `${String(Temporal.PlainDate.from("2025-10-01").add({ months: i }))}T00:00:00+08:00`,
  localTo: `${String(Temporal.PlainDate.from("2025-11-01").add({ months: i }))}T00:00:00+08:00`,
  status: i < 12 ? "complete" : "running",
}));
const lastYear = ["footprint", "show", "--factory", "mill", "--product", "board", "--months", "12"];

test("a plant with footprints by the month hears from when to when, and the command for one over twelve", async () => {
  const { code, noted } = await runInTest(lastYear, { "GET /v1/footprints": monthly });
  expect([code, noted]).toEqual([
    1,
    'celadon: mill, product board has no complete footprint over 12 months: there are some from 2025-10-01 to 2026-10-01. Work one out, then do the same again: celadon footprint compute --factory "mill" --product "board" --from 2025-10-01 --to 2026-10-01\n',
  ]);
});

test("with fewer months than asked for it is said how many there are", async () => {
  const { noted } = await runInTest(lastYear, { "GET /v1/footprints": monthly.slice(3) });
  expect(noted).toContain("there are some from 2026-01-01 to 2026-10-01. Take fewer months, or bring in the readings");
});

test("several footprints of one factory are its own, listed with ids to copy", async () => {
  const answers = { "GET /v1/footprints": [row, { ...row, id: `83090000${id.slice(8)}`, product: "trim" }] };
  const { code, noted } = await runInTest(["explain", "--factory", "mill"], answers);
  expect(code).toBe(1);
  expect(noted).toBe(`celadon: mill has 2 footprints; say which by its id:
  83094d1a-69c7-57fc-8363-5b4df55235b5  mill, board, 2026-01-01 to 2026-02-01
  83090000-69c7-57fc-8363-5b4df55235b5  mill, trim, 2026-01-01 to 2026-02-01
`);
});

test("JSON of a list ends with a line end", async () => {
  const { printed } = await runInTest(["footprint", "list", "--json"], { "GET /v1/footprints": [row] });
  expect(printed).toBe(`${JSON.stringify([row])}\n`);
});

test("computing asks for the plant's own days", async () => {
  const answers = {
    "POST /v1/footprints/compute": [row],
    "GET /v1/plants": [{ factory: "mill", timeZone: "Asia/Shanghai" }],
  };
  const args = ["footprint", "compute", "--factory", "mill", "--from", "2026-01-01", "--to", "2026-02-01"];
  const { code, asked } = await runInTest(args, answers);
  expect(code).toBe(0);
  expect(JSON.parse(asked.at(-1)?.body.toString() ?? "")).toEqual({
    factory: "mill",
    from: "2025-12-31T16:00:00Z",
    to: "2026-01-31T16:00:00Z",
  });
});

test("the uncertainty of a footprint names its meters, and those of which nothing is stated", async () => {
  const uncertainty = {
    ...{ figure: "1250", unit: "kgCO2e per 1 t", standardUncertainty: "3.61", share: "0.002888", leftOut: 0 },
    meters: [{ channel: "mainKwh", class: "0.005", standardUncertainty: "0.00288675", effect: "3.61" }],
    unstated: ["boardT"],
  };
  const answers = { "GET /v1/footprints": [row], [`GET /v1/footprints/${id}/uncertainty`]: uncertainty };
  const { printed } = await runInTest(["footprint", "uncertainty", id], answers);
  expect(printed.replaceAll(/ +/g, " ")).toContain("mainKwh 0.5 % 0.289 % 3.61 kgCO2e per 1 t\n");
  expect(printed).toContain(
    "1,250 kgCO2e per 1 t, standard uncertainty of these meters 3.61 (0.289 %). Factors are not in it.\n",
  );
  expect(printed).toContain("nothing is counted, of: boardT.\n");
});
