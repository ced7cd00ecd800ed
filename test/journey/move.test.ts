import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startFront } from "../clickhouse/start-front.ts";
import { ask } from "./ask.ts";
import { type Celadon, startCeladon } from "./celadon.ts";
import { line, mill, sent } from "./mill.ts";
import { applyPlant } from "./plant-data.ts";

const bin = fileURLToPath(new URL("../../services/celadon/bin/celadon.mjs", import.meta.url));
const move = (from: string, ...rest: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [bin, "move", "--from", from, "--database", "default", ...rest],
    {
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr };
};

const hour = (index: number): string =>
  line("paperT", new Date(Date.UTC(2026, 2, 1) + index * 3_600_000).toISOString(), 1 + (index % 7));
const hoursOf = async ({ url }: Celadon) =>
  (await ask<unknown[]>(`${url}/v1/activity?factory=mill&channel=paperT`)).body;
const footprintsOf = async ({ url }: Celadon) =>
  (await ask<unknown[]>(`${url}/v1/footprints?factory=mill`)).body.length;

test("what one Celadon has stored, another finds on the other side of a move, and goes on from there", async () => {
  // A Celadon that has seen nothing has made the tables of the other side.
  await using celadon = await startCeladon();
  await using empty = await startCeladon();
  await empty.stop();
  await applyPlant(celadon.url, mill);
  await sent(celadon.url, Array.from({ length: 72 }, (_, i) => hour(i)).join(""));
  const before = await hoursOf(celadon);
  {
    await using front = await startFront(join(empty.folder, "store"));
    const running = move(celadon.folder, "--to", front.url);
    expect([running.status, running.stderr]).toEqual([1, expect.stringContaining("belongs to the running Celadon")]);
    await expect.poll(() => footprintsOf(celadon), { timeout: 30_000 }).toBe(1); // then the topics are read to their ends
    await celadon.stop();

    const journal = join(celadon.folder, "log", "activity.journal");
    const { status, stdout, stderr } = move(celadon.folder, "--to", front.url);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^readings: 72 rows, the same on both sides \(checksum \d+\)$/m);
    expect(stdout).toMatch(/^Moved\. With Kafka, CELADON_KAFKA_EPOCH must be 1 or more: /m);
    expect(stdout).toContain(`The key that certificates are signed with stays in ${join(celadon.folder, "issuer")}`);
    expect(move(celadon.folder, "--to", front.url).stdout).toBe(stdout);

    writeFileSync(journal, "not read yet", { flag: "a" });
    expect(move(celadon.folder, "--to", front.url).stderr).toBe(
      `celadon: The data folder ${celadon.folder} is not finished: the topic activity is not read to its end. Start Celadon on it, wait until it is idle, stop it with Ctrl-C, then move.\n`,
    );
  }
  expect(move(celadon.folder, "--to", "http://127.0.0.1:9").status).toBe(1);
  await empty.start();
  expect(await hoursOf(empty)).toEqual(before);
  await sent(empty.url, hour(72));
  expect((await hoursOf(empty)).length).toBe(before.length + 1);
}, 120_000);

test("a folder without data, and a server that nobody answers for, are told so", async () => {
  await using celadon = await startCeladon();
  await celadon.stop();
  expect(move(join(celadon.folder, "nothing"), "--to", "http://127.0.0.1:9").stderr).toBe(
    `celadon: There is nothing to move: ${join(celadon.folder, "nothing")} holds no data of Celadon.\n`,
  );
  expect(move(celadon.folder, "--to", "http://127.0.0.1:9").stderr).toBe(
    "celadon: Nobody answers at http://127.0.0.1:9: start ClickHouse there, or correct the address.\n",
  );
}, 60_000);
