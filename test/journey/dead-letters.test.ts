import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DeadLetter, readingMarks, readingWriter, TelemetryRecord, topics } from "@celadon/proto";
import { sha256Hex } from "@celadon/quantity";
import { openEmbeddedEventLog } from "@celadon/runtime";
import { expect, test } from "vitest";
import { ask } from "./ask.ts";
import { type Celadon, startCeladon } from "./celadon.ts";
import { mill } from "./mill.ts";
import { applyPlant } from "./plant-data.ts";

const bin = fileURLToPath(new URL("../../services/celadon/bin/celadon.mjs", import.meta.url));
const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("CELADON_")));
const run = ({ folder }: Celadon, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, "deadletters", ...args], {
    ...{ env: { ...inherited, CELADON_DATA: folder }, encoding: "utf8" },
  });
  return { status, stdout, stderr };
};

/** Two readings that an older Celadon could not take and put aside, as the collector had marked and published them. */
function twoReadings(): Uint8Array {
  const writer = readingWriter("mill");
  const channel = writer.channel("paperT");
  for (const hour of ["01", "02"]) {
    writer.push({
      ...{ channel, atMs: Date.parse(`2026-03-01T${hour}:00:00Z`), whole: 1, micro: 0 },
      ...{ revision: 0, coversSeconds: 0, quality: 2, marks: readingMarks.timely },
    });
  }
  const batch = writer.take({ receivedMs: Date.parse("2026-03-01T03:00:00Z"), origin: "http" });
  return TelemetryRecord.encode({ record: { $case: "readings", value: batch } }).finish();
}
const content = twoReadings();
const putAside = DeadLetter.encode({
  ...{ factory: "mill", origin: "telemetry:0:4711", reason: "unknown-schema", evidence: "Upgrade the ledger." },
  ...{ content, contentLength: BigInt(content.length), contentHash: sha256Hex(content) },
  ...{ firstSeenMs: BigInt(Date.parse("2026-03-01T03:00:00Z")), schema: 0 },
}).finish();

interface Row {
  readonly origin: string;
  readonly state: string;
}

test("records that could not be taken are found, looked into, replayed into their windows, and dropped", async () => {
  await using celadon = await startCeladon();
  await applyPlant(celadon.url, mill);
  await celadon.stop();
  {
    await using log = openEmbeddedEventLog(join(celadon.folder, "log"), []);
    await log.publish(topics.deadLetter.name, "mill", putAside);
    await log.publish(topics.activity.name, "mill", Uint8Array.of(0xff, 0xff, 0xff));
  }
  await celadon.start();
  const rows = async (query = "") => (await ask<readonly Row[]>(`${celadon.url}/v1/dead-letters${query}`)).body;
  await expect.poll(async () => (await rows("?state=open")).length, { timeout: 20_000 }).toBe(2);
  const [old, event] = await rows();
  expect([old, event]).toMatchObject([
    { origin: "telemetry:0:4711", factory: "mill", reason: "unknown-schema", keptBytes: content.length },
    { origin: expect.stringMatching(/^activity:0:\d+$/), reason: "undecodable", bytes: 3 },
  ]);

  const listed = run(celadon, "list", "--state", "open");
  expect([listed.status, listed.stdout.split("\n").length]).toEqual([0, 4]);
  const shown = run(celadon, "show", "telemetry:0:4711");
  expect(shown.stdout).toContain('today       It can be read today: 2 readings of "mill", channels paperT.\n');
  expect(shown.stderr).toContain("Take it in: celadon deadletters replay telemetry:0:4711");

  // The windows are current when the answer is there: embedded, publishing waits for the ledger.
  expect(run(celadon, "replay", "telemetry:0:4711")).toEqual({
    ...{ status: 0, stdout: "telemetry:0:4711  replayed\n", stderr: "" },
  });
  const { body: hours } = await ask(`${celadon.url}/v1/activity?factory=mill&channel=paperT`);
  expect(hours).toMatchObject([{ amount: "1" }, { amount: "1" }]);
  expect(run(celadon, "replay", "telemetry:0:4711").stdout).toContain("was replayed before: nothing was published");

  const origin = event?.origin ?? "";
  expect(run(celadon, "drop", origin, "--why", "a test").stdout).toBe(`${origin}  dropped\n`);
  const nobody = run(celadon, "drop", "telemetry:0:1", "--why", "a test");
  expect(nobody).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('No dead letter has the origin "telemetry'),
  });
  const { body: unsigned } = await ask(`${celadon.url}/v1/dead-letters/${origin}/drop?who=Li`, { method: "POST" });
  expect(unsigned).toMatchObject({ error: { code: "bad-decision" } });

  // Replayed still: it fails again, and is a new letter.
  const { body: replayed } = await ask(`${celadon.url}/v1/dead-letters/${origin}/replay?who=Li&why=once+more`, {
    method: "POST",
  });
  expect(replayed).toMatchObject({ changed: true, state: "replayed", position: expect.stringMatching(/^0:\d+$/) });
  await expect.poll(async () => (await rows("?state=open")).length, { timeout: 20_000 }).toBe(1);

  // What was decided outlives the process.
  await celadon.kill();
  await celadon.start();
  expect((await rows()).map(({ state }) => state)).toEqual(["replayed", "replayed", "open"]);
}, 120_000);
