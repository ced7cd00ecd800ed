import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openEmbeddedStore } from "@celadon/runtime";
import { expect, test } from "vitest";
import { ask } from "./ask.ts";
import { type Celadon, startCeladon } from "./celadon.ts";
import { line, mill, sent } from "./mill.ts";
import { applyPlant, type FootprintRow } from "./plant-data.ts";

const bin = fileURLToPath(new URL("../../services/celadon/bin/celadon.mjs", import.meta.url));

interface Report {
  readonly channels: readonly { readonly channel: string; readonly hours: number; readonly differingHours: number }[];
  readonly footprints: {
    readonly compared: number;
    readonly fresh: readonly unknown[];
    readonly gone: readonly unknown[];
  };
}

/** `celadon rebuild` in a process of its own, against the one that runs on the folder: its exit code and its report. */
function rebuild({ folder }: Celadon): Promise<{ readonly code: number; readonly report: Report }> {
  const env = { ...process.env, CELADON_DATA: folder };
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [bin, "rebuild", "--factory", "mill", "--json"],
      { env },
      (_, stdout, stderr) => {
        if (stdout === "") reject(new Error(stderr));
        else resolve({ code: Number(child.exitCode), report: JSON.parse(stdout) as Report });
      },
    );
  });
}

const beginsMs = Date.parse("2026-02-28T16:00:00Z");
const at = (minutes: number): string => new Date(beginsMs + minutes * 60_000).toISOString();

/** March on the plant's clock: a counter with two readings that are refused, a rate with a gap, and hours of paper. */
const march = [
  ...Array.from({ length: 31 * 96 + 1 }, (_, i) =>
    line("mainKwh", at(15 * i), 1_000 + 10 * i + (i % 999 === 5 ? 9_000 : 0)),
  ),
  ...Array.from({ length: 600 }, (_, i) => (i % 100 < 90 ? line("pumpKw", at(i), 40 + (i % 7)) : "")),
  ...Array.from({ length: 31 * 24 }, (_, i) => line("paperT", at(60 * (i + 1)), 1 + (i % 5))),
].join("");

test("what is computed again is what stands, to the last footprint; what somebody has spoilt in the store is found and mended", async () => {
  await using celadon = await startCeladon();
  await applyPlant(celadon.url, mill);
  await sent(celadon.url, march);
  const standing = async () => ({
    hours: (await ask(`${celadon.url}/v1/activity?factory=mill`)).body,
    refused: (await ask(`${celadon.url}/v1/quarantine?factory=mill`)).body,
    ids: (await ask<readonly FootprintRow[]>(`${celadon.url}/v1/footprints?factory=mill`)).body.map(({ id }) => id),
  });
  const before = await standing();
  expect(before.ids).toHaveLength(1);
  const same = await rebuild(celadon);
  expect(same.code).toBe(0);
  expect(same.report.channels).toMatchObject([
    { channel: "mainKwh", hours: 744, differingHours: 0 },
    { channel: "paperT", hours: 744, differingHours: 0 },
    { channel: "pumpKw", differingHours: 0 },
  ]);
  expect(same.report.footprints).toEqual({ compared: 1, fresh: [], gone: [] });
  expect(await standing()).toEqual(before);

  await celadon.stop();
  {
    await using store = await openEmbeddedStore(join(celadon.folder, "store"));
    const spoil = (text: string) => store.run({ text: `${text} SETTINGS mutations_sync = 1` });
    await spoil("ALTER TABLE slices DELETE WHERE toDayOfMonth(start) = 3");
    await spoil("ALTER TABLE slices UPDATE amount = amount * 2 WHERE toDayOfMonth(start) = 4");
    await spoil("ALTER TABLE refusals DELETE WHERE 1");
  }
  await celadon.start();
  expect(await standing()).not.toEqual(before);
  const mended = await rebuild(celadon);
  expect(mended.code).toBe(1);
  expect(mended.report.channels).toMatchObject([
    { channel: "mainKwh", differingHours: 48 },
    { channel: "paperT", differingHours: 48 },
    { channel: "pumpKw", differingHours: 0 },
  ]);
  expect(await standing()).toEqual(before);
  expect((await rebuild(celadon)).code).toBe(0);
}, 120_000);
