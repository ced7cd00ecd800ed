import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runInTest } from "../run-in-test.ts";

const folder = mkdtempSync(join(tmpdir(), "celadon-build-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const makes = { flow: "power", amount: 1, unit: "kWh", direction: "output", reference: true };
const gives = (amount: number) => ({ flow: "co2", amount, unit: "kg", direction: "output" });
// A tannery takes 3 kWh for 1 m2: of the grid at 0.6, or of wind by contract at 0.05, and emits 2 itself.
const tannery = {
  format: "celadon-processes-1",
  parameters: [{ name: "kwh", value: 3 }],
  flows: [
    { id: "leather", kind: "product", unit: "m2" },
    { id: "power", kind: "product", unit: "kWh" },
    { id: "co2", kind: "elementary", unit: "kg", direction: "emission" },
  ],
  processes: [
    {
      id: "tanning",
      stage: "production",
      exchanges: [
        { flow: "leather", amount: 1, unit: "m2", direction: "output", reference: true },
        {
          flow: "power",
          amount: "kwh",
          unit: "kWh",
          direction: "input",
          providers: { location: "grid", market: "wind" },
        },
        gives(2),
      ],
    },
    { id: "grid", exchanges: [makes, gives(0.6)] },
    { id: "wind", exchanges: [makes], impacts: { gwp: 0.05 } },
  ],
  methods: [
    { id: "gwp", unit: "kg CO2e", factors: [{ flow: "co2", value: 1 }] },
    { id: "water", unit: "m3", factors: [] },
  ],
};

const lca = async (...args: readonly string[]) => {
  const { code, printed, noted } = await runInTest(["lca", ...args], {}, { folder });
  return { code, said: printed.startsWith("{") ? (JSON.parse(printed) as Record<string, unknown>) : printed, noted };
};
const build = (document: unknown, ...args: readonly string[]) => {
  writeFileSync(join(folder, "tannery.json"), JSON.stringify(document));
  return lca("build", "tannery.json", "--to", "system", ...args);
};
const leather = async (): Promise<unknown> => {
  const { said } = await lca("solve", join(folder, "system"), "--product", "leather", "--amount", "1", "--json");
  return typeof said === "string" ? said : said["impacts"];
};

test("a document becomes a folder that can be solved, by scenario and view; the report says both", async () => {
  const { code, said } = await build(tannery, "--view", "location", "--json");
  expect(code).toBe(0);
  expect(said).toMatchObject({ view: "location", parameters: { kwh: 3 }, counts: { linked: 7, refused: 0 } });
  expect(await leather()).toMatchObject([{ id: "gwp", amount: 2 + 3 * 0.6 }, { amount: null }]);
  await build(tannery, "--view", "location", "--set", "kwh=5", "--json");
  expect(await leather()).toMatchObject([{ id: "gwp", amount: 5 }, { amount: null }]);
});

test("results tell the life-cycle stages that the document names", async () => {
  await build(tannery, "--view", "location");
  const words = ["--product", "leather", "--method", "gwp", "--by", "stage", "--json"];
  const { said } = await lca("contributions", join(folder, "system"), ...words);
  const parts = (typeof said === "string" ? {} : said)["parts"] as readonly Record<string, unknown>[];
  expect(parts.map(({ amount }) => amount)).toEqual([2, expect.closeTo(1.8, 12)]);
  expect(JSON.stringify(parts[0])).toContain("production");
});

test("under the market view leather rests on a published result, and by a method that lacks is unknown", async () => {
  await build(tannery, "--view", "market");
  expect(await leather()).toMatchObject([
    { id: "gwp", amount: expect.closeTo(2.15, 12) },
    { id: "water", amount: null },
  ]);
  expect(readFileSync(join(folder, "system/processes.csv"), "utf8")).toContain(",tanning,tanning,m2,,production,0,\n");
});

test("without --json a person sees the counts", async () => {
  const { said } = await build(tannery, "--view", "market");
  expect(said).toMatch(/view +market\n/);
  expect(said).toMatch(/linked +7\n/);
});

test("a refusal is one object on standard output and exit code 1", async () => {
  expect(await build({ ...tannery, flows: [{ id: "leather", kind: "skin", unit: "m2" }] })).toMatchObject({
    code: 1,
    said: { error: { code: "bad-file", ids: ["flows[0].kind"], total: 1 } },
  });
  expect(await build(tannery)).toMatchObject({ code: 1, said: { error: { code: "view-needed", total: 0 } } });
  expect(await build(tannery, "--view", "market", "--set", "kw=1")).toMatchObject({
    code: 1,
    said: { error: { code: "unknown-parameter", message: 'There is no parameter "kw". Did you mean "kwh"?' } },
  });
});

test("the allocation asked for takes effect, and an unknown one is an error", async () => {
  const [tanning, ...supply] = tannery.processes;
  const splitting = { flow: "power", amount: 5, unit: "kWh", direction: "output", reference: true };
  const [own, , emission] = tanning?.exchanges ?? [];
  const both = { id: "tanning", exchanges: [own, splitting, emission], allocation: { method: "economic" } };
  const priced = tannery.flows.map((flow) => {
    const price = { value: flow.id === "leather" ? 15 : 1, unit: "CNY" };
    const energy = { value: flow.id === "leather" ? 10 : 1, unit: "kWh" };
    return flow.kind === "product" ? { ...flow, properties: { price, energy } } : flow;
  });
  const document = { ...tannery, flows: priced, processes: [both, ...supply] };
  await build(document); // 15 and 5 CNY
  expect(await leather()).toMatchObject([{ id: "gwp", amount: 1.5 }, { amount: null }]);
  await build(document, "--allocation", "tanning=physical:energy"); // 10 and 5 kWh
  expect(await leather()).toMatchObject([{ id: "gwp", amount: expect.closeTo(4 / 3, 12) }, { amount: null }]);
  expect(await build(document, "--allocation", "tanning=energy")).toMatchObject({
    code: 1,
    said: { error: { code: "unknown-allocation" } },
  });
});

test("a file that is not there is told by its name", async () => {
  const { code, noted } = await lca("build", "tanery.json", "--to", "system");
  expect(code).toBe(1);
  expect(noted).toContain("There is no file tanery.json");
});

test.each([
  ["--allocation", "tanning"],
  ["--view", "both"],
  ["--set", "kwh"],
  ["--set", "kwh=much"],
])("wrong usage ends with 2: %s %s", async (...words) => {
  expect((await build(tannery, ...words)).code).toBe(2);
});

test("without --json each exchange that is left out is told, with its fix; those of a refused process go with it", async () => {
  const [tanning, ...others] = tannery.processes;
  const power = { flow: "power", amount: 1, unit: "kwh", direction: "input", provider: "grid" };
  const twice = { id: "chp", exchanges: [makes, { ...makes, flow: "heat" }, gives(1)] };
  const wrong = { ...tanning, exchanges: [...(tanning?.exchanges ?? []), power] };
  const flows = [...tannery.flows, { id: "heat", kind: "product", unit: "kWh" }];
  const { code, noted } = await build({ ...tannery, flows, processes: [wrong, twice, ...others] }, "--view", "market");
  expect(code).toBe(0);
  expect(noted.split("\n").filter((line) => line.startsWith("refused"))).toEqual([
    expect.stringMatching(/^refused: Process "chp" has 2 references: no allocation is stated/),
    expect.stringMatching(
      /^refused: input "power" of 1 kwh of process "tanning"\. Unit "kwh" is not known\. Did you mean "kWh"/,
    ),
  ]);
});

test("what a person has to say is told in the words of the command line", async () => {
  const [tanning, ...others] = tannery.processes;
  const flows = tannery.flows.map((flow) => (flow.id === "power" ? { ...flow, byView: true } : flow));
  const needed = await build({ ...tannery, flows, processes: [tanning, ...others] });
  expect(needed.said).toMatchObject({
    error: { code: "view-needed", message: expect.stringContaining("--view location or --view market") },
  });
  const { methods: _, ...bare } = { ...tannery, processes: tannery.processes.slice(0, 2) };
  expect((await build(bare, "--view", "location")).noted).toMatch(/^The system has no method.*--gwp AR6/);
});

test.each([
  ["build", "tannery.json", "--view", "location"],
  ["characterise", "system"],
])("%s calls a set that is not known by one code", async (...words) => {
  await build(tannery, "--view", "location");
  const { code, said } = await lca(...words, "--to", "other", "--gwp", "AR9");
  expect(code).toBe(1);
  expect(said).toMatchObject({ error: { code: "unknown-gwp-set", message: expect.stringContaining('"AR9"') } });
});

test("a global parameter that is set in one process is told as one", async () => {
  const { code, said } = await build(tannery, "--view", "location", "--set", "tanning/kwh=4");
  expect(code).toBe(1);
  expect(said).toMatchObject({
    error: {
      code: "unknown-parameter",
      message: `There is no parameter "tanning/kwh". "kwh" is none of that process's own: redefine it everywhere, without "tanning/".`,
    },
  });
});
