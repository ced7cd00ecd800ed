import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { configInTest } from "../config-in-test.ts";
import { refusal } from "../fake-service.ts";
import { runInTest } from "../run-in-test.ts";

const id = "83094d1a-69c7-57fc-8363-5b4df55235b5";
const footprint = (status: string) => ({
  id,
  factory: "mill",
  product: "board",
  status,
  amount: null,
  per: "1 t",
  period: "",
});
const mill = { factory: "mill", channels: 3, declared: 3, lastReading: "2026-02-01T00:00:00Z" };
const status = {
  startedAt: "2026-02-01T00:00:00Z",
  dataFolder: "/data",
  factorRelease: "x",
  waiting: null,
  factories: [mill],
  footprints: [footprint("running"), footprint("complete")],
};
const answers = {
  "GET /v1/status": status,
  "GET /v1/plants": [{ factory: "mill" }, { factory: "mill" }],
  "GET /v1/quarantine": [],
};
const served = { isServed: async () => true };
const empty = { isServed: async () => false };

test("a running service: what is there, and what is next", async () => {
  const { code, printed } = await runInTest([], answers, served);
  expect(code).toBe(0);
  expect(printed).toMatchInlineSnapshot(`
    "data          /data
    service       running
    factories     mill (last reading 2026-02-01T00:00:00Z)
    footprints    1 complete, 0 incomplete, 1 running
    quarantine    nothing: every reading counts
    next          celadon explain 83094d1a-69c7-57fc-8363-5b4df55235b5  (see where the latest figure comes from)
    "
  `);
});

test("certificates are counted where there are any to ask for", async () => {
  const { printed } = await runInTest(["status"], { ...answers, "GET /v1/certificates": [{}, {}] }, served);
  expect(printed).toContain("certificates  2\n");
});

test("open dead letters are said where there are any, and are no failure for who may not see them", async () => {
  const some = await runInTest(["status"], { ...answers, "GET /v1/dead-letters": [{}, {}] }, served);
  expect(some.printed).toContain("dead letters  2 records that could not be taken: celadon deadletters list\n");
  expect(some.asked.find(({ path }) => path === "/v1/dead-letters")?.query).toEqual({ state: "open" });
  const foreign = { ...answers, "GET /v1/dead-letters": refusal(403, "other-role", "For engineers.") };
  const reader = await runInTest(["status", "--json"], foreign, served);
  expect(reader.code).toBe(0);
  expect(JSON.parse(reader.printed)).toMatchObject({ deadLetters: null });
});

test.each([
  ["no plant", { "GET /v1/plants": [], "GET /v1/status": { ...status, factories: [] } }, "celadon plant new"],
  ["readings of a factory without a plant file", { "GET /v1/plants": [] }, "celadon plant new"],
  [
    "a plant without readings",
    { "GET /v1/status": { ...status, factories: [{ ...mill, lastReading: null }] } },
    "celadon ingest FILE --plant FILE",
  ],
  ["readings in quarantine", { "GET /v1/quarantine": [{}] }, "celadon quarantine list"],
  [
    "an incomplete footprint",
    { "GET /v1/status": { ...status, footprints: [footprint("incomplete")] } },
    `celadon footprint show ${id}`,
  ],
  ["a complete footprint", {}, `celadon explain ${id}`],
  [
    "a first period that runs",
    { "GET /v1/status": { ...status, footprints: [footprint("running")] } },
    "celadon footprint list",
  ],
  [
    "readings without a footprint",
    { "GET /v1/status": { ...status, footprints: [] } },
    "celadon activity --factory mill",
  ],
])("%s: the next command is the sensible one", async (_, changes, command) => {
  const { printed } = await runInTest(["--json"], { ...answers, ...changes }, served);
  expect(JSON.parse(printed).next.command).toBe(command);
});

test("readings that wait are said before all else", async () => {
  const waiting = { since: "2026-02-01T00:00:00Z", why: "The disk is full." };
  const { printed } = await runInTest([], { ...answers, "GET /v1/status": { ...status, waiting } }, served);
  expect(printed).toContain("waiting       since 2026-02-01T00:00:00Z: The disk is full.\n");
  expect(printed).toContain("next          celadon status  (readings wait: The disk is full.)\n");
});

test("a thousand readings in quarantine are counted no further", async () => {
  const many = new Array<object>(1_500).fill({});
  const { printed } = await runInTest([], { ...answers, "GET /v1/quarantine": many }, served);
  expect(printed).toContain("quarantine    1,000 readings or more that do not count\n");
});

test("an empty folder is not begun by looking at it; one with data is opened", async () => {
  const folder = mkdtempSync(join(tmpdir(), "celadon-status-"));
  const config = () => configInTest({ dataFolder: folder });
  const before = await runInTest(["--json"], answers, { ...empty, config });
  expect(before.asked).toEqual([]);
  expect(JSON.parse(before.printed)).toMatchObject({
    isRunning: false,
    dataFolder: folder,
    next: { command: "celadon plant new" },
  });
  for (const part of ["log", "store"]) mkdirSync(join(folder, part));
  const after = await runInTest([], answers, { ...empty, config });
  expect(after.printed).toContain(
    "service       not running; a command starts one for itself. To keep one: celadon start\n",
  );
});
