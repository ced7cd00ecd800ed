import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLog } from "@celadon/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configInTest } from "./config-in-test.ts";
import { run } from "./run.ts";
import { recordingShell } from "./run-in-test.ts";
import { type Running, serve } from "./serve.ts";

// Names that nobody knows and times of which there is nothing, asked of a whole Celadon: no answer may say that there is nothing yet.

const plant = `factory: riverside-mill
timeZone: Asia/Shanghai
place: CN
effectiveFrom: 2025-01-01
channels:
  gridKwh: { kind: interval, unit: kWh, period: calendar-day }
  paperT: { kind: interval, unit: t, period: calendar-day }
processes:
  paper machine:
    makes: { paper: paperT }
    takes: { power: { amount: gridKwh, factor: electricity/grid } }
products:
  paper: { declaredUnit: 1 t, boundary: gate-to-gate, period: month, group: paper }
`;
const beginsMs = Date.parse("2025-01-01T00:00:00+08:00");
const dayMs = 86_400_000;
const lineOf = (channel: string, day: number): string =>
  `${JSON.stringify({ factory: "riverside-mill", channel, at: new Date(beginsMs + day * dayMs).toISOString(), value: 1 })}\n`;

let folder: string;
let running: Running;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "celadon-misspelt-"));
  running = await serve({ config: configInTest({ dataFolder: folder, logLevel: "silent" }), notes: openLog("silent") });
  // A first reading tells of the day before it, which here belongs to no model.
  const days = Array.from({ length: 61 }, (_, i) => lineOf("gridKwh", i) + lineOf("paperT", i)).join("");
  for (const [path, body] of [
    ["/v1/plants?who=Li&why=test", plant],
    ["/v1/readings", days],
  ] as const) {
    const headers = { "content-type": "application/x-ndjson" };
    const answer = await fetch(`${running.url}${path}`, { method: "POST", headers, body });
    if (!answer.ok) throw new Error(await answer.text());
  }
}, 120_000);
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ran(args: readonly string[]) {
  const openService = async () => ({ url: running.url, [Symbol.asyncDispose]: async () => undefined });
  const { shell, printed, noted } = recordingShell({ openService });
  const code = await run(args, shell);
  return { code, printed: printed(), noted: noted() };
}

const slip = "riversde-mill";
test.each([
  ["footprint", "list", "--factory", slip],
  ["footprint", "show", "--factory", slip],
  ["footprint", "show", "--factory", slip, "--product", "paper", "--months", "12"],
  ["footprint", "compute", "--factory", slip],
  ["explain", "--factory", slip],
  ["indicators", "--factory", slip],
  ["rank", "--product-group", "paper", "--factory", slip],
  ["assess", slip],
  ["readings", "--factory", slip],
  ["readings", "--factory", slip, "--from", "2025-01-05"],
  ["activity", "--factory", slip],
  ["quarantine", "list", "--factory", slip],
  ["deadletters", "list", "--factory", slip],
  ["declare", "list", "--factory", slip],
  ["declare", "accept", "--factory", slip, "--channel", "gridKwh", "--at", "2025-01-05", "--why", "seen"],
  ["rebuild", "--factory", slip],
  ["plant", "list", "--factory", slip],
  ["plant", "show", slip],
])("%s %s %s %s: a factory that nobody knows is told the name near it", async (...args) => {
  const { code, printed, noted } = await ran(args);
  expect({ code, printed }).toEqual({ code: 1, printed: "" });
  expect(noted).toContain('"riversde-mill"');
  expect(noted).toContain('Did you mean "riverside-mill"?');
  expect(noted).not.toMatch(/\byet\b/);
});

const mill = ["--factory", "riverside-mill"];
test.each([
  [["footprint", "list", ...mill, "--product", "papr"], 'Did you mean "paper"? It makes paper.'],
  [["footprint", "show", "--product", "papr"], 'No product of any plant is called "papr". Did you mean "paper"?'],
  [["footprint", "compute", ...mill, "--product", "papr"], 'Did you mean "paper"?'],
  [["assess", "riverside-mill", "--product", "papr"], 'Did you mean "paper"?'],
  [["readings", ...mill, "--channel", "gridKhw"], 'Did you mean "gridKwh"?'],
  [["rank", "--product-group", "papr"], 'Did you mean "paper"?'],
  [["indicators", "--by", "enrgy"], 'Did you mean "energy"?'],
])("%j: another name that nobody knows is told what is near it", async (args, near) => {
  const { code, noted } = await ran(args);
  expect(code).toBe(1);
  expect(noted).toContain(near);
});

test.each([
  [["footprint", "compute", ...mill, "--from", "2019-01-01", "--to", "2019-02-01"], 1],
  [["indicators", ...mill, "--period", "2019"], 0],
  [["rank", "--product-group", "paper", "--period", "2019"], 1],
  [["readings", ...mill, "--channel", "gridKwh", "--from", "2019-01-01", "--to", "2019-02-01"], 0],
  [["activity", ...mill, "--channel", "gridKwh", "--from", "2019-01-01", "--to", "2019-02-01"], 0],
  [["footprint", "show", ...mill, "--months", "12"], 1],
])("%j: of a time without data it is said when there is some", async (args, ending) => {
  const { code, noted } = await ran(args);
  expect(code).toBe(ending);
  expect(noted).toMatch(/202(4-12|5-01)/);
});

test("an explanation of a time that the footprint does not have is refused with the time it has", async () => {
  const list = await (await fetch(`${running.url}/v1/footprints?factory=riverside-mill&status=complete`)).json();
  const [{ id }] = list as [{ id: string }]; // January at least
  const { code, noted } = await ran([
    "explain",
    id,
    "--channel",
    "gridKwh",
    "--from",
    "2019-01-01",
    "--to",
    "2019-02-01",
  ]);
  expect(code).toBe(1);
  expect(noted).toContain("it is of 2025-01-01T00:00:00+08:00 to 2025-02-01T00:00:00+08:00.");
});

test("what a first reading tells of the time before the model does not stop the others from being worked out", async () => {
  const { code, printed } = await ran(["footprint", "compute", ...mill]);
  expect(code).toBe(0);
  expect(printed).toMatch(/riverside-mill +paper +2025-01-01 +2025-02-01 +complete/);
});

test("a script that misspells a factory over HTTP gets 404, not an empty list", async () => {
  for (const path of ["footprints", "indicators", "readings", "activity"]) {
    const answer = await fetch(`${running.url}/v1/${path}?factory=${slip}`);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(await answer.text()).toContain('Did you mean \\"riverside-mill\\"?');
  }
});

test("readings sent for a factory that nobody knows are kept, and the sender hears what is near", async () => {
  const headers = { "content-type": "application/x-ndjson" };
  const body = lineOf("gridKwh", 70).replace("riverside-mill", slip);
  const answer = await fetch(`${running.url}/v1/readings`, { method: "POST", headers, body });
  const { quarantined, warnings } = (await answer.json()) as { quarantined: number; warnings: string[] }; // what the interface promises
  expect([quarantined, warnings]).toEqual([
    1,
    [
      'No plant model of "riversde-mill" is applied, so its readings are kept and not counted. Did you mean "riverside-mill"? Send them under the right name, or apply its model: celadon plant apply FILE.',
    ],
  ]);
});
