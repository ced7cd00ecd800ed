import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ask, type Refused } from "./ask.ts";
import { type Celadon, startCeladon } from "./celadon.ts";
import { line, mill, sent } from "./mill.ts";
import { applyPlant } from "./plant-data.ts";
import { smallDisk } from "./small-disk.ts";

const backup = <Body>({ url }: Celadon, to: string) => ask<Body>(`${url}/v1/backup`, { body: JSON.stringify({ to }) });

const hour = (index: number): string =>
  line("paperT", new Date(Date.UTC(2026, 2, 1) + index * 3_600_000).toISOString(), 1 + (index % 7));

const hoursOf = async ({ url }: Celadon, to?: string) =>
  (await ask<unknown[]>(`${url}/v1/activity?factory=mill&channel=paperT${to === undefined ? "" : `&to=${to}`}`)).body;

const issuerOf = async ({ url }: Celadon) => (await ask<{ readonly id: string }>(`${url}/v1/issuer`)).body.id;

test("a backup taken while readings come holds all that was acknowledged before it, and is a data folder of its own", async () => {
  const folder = mkdtempSync(join(tmpdir(), "celadon-backup-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await using celadon = await startCeladon();
  await applyPlant(celadon.url, mill);
  await sent(celadon.url, Array.from({ length: 48 }, (_, i) => hour(i)).join(""));
  const before = await hoursOf(celadon);
  const meanwhile = Array.from({ length: 30 }, (_, i) => sent(celadon.url, hour(48 + i)));
  const { status } = await backup(celadon, join(folder, "copy"));
  expect(status).toBe(200);
  expect((await Promise.all(meanwhile)).every(({ accepted }) => accepted === 1)).toBe(true);

  await using other = await startCeladon(join(folder, "copy"));
  expect(await issuerOf(other), "certificates are signed with the same key").toBe(await issuerOf(celadon));
  expect((await hoursOf(other)).slice(0, before.length - 1)).toEqual(before.slice(0, -1));
  await sent(other.url, Array.from({ length: 30 }, (_, i) => hour(48 + i)).join(""));
  expect(await hoursOf(other)).toEqual(await hoursOf(celadon));
}, 60_000);

test("a backup to a wrong place, or to a full one, is refused, and the service goes on", async (context) => {
  await using celadon = await startCeladon();
  await applyPlant(celadon.url, mill);
  await sent(celadon.url, hour(1));
  const within = await backup<Refused>(celadon, join(celadon.folder, "copy"));
  expect([within.status, within.body.error.message]).toEqual([
    400,
    `The folder ${join(celadon.folder, "copy")} lies in the data folder itself: name one outside of it.`,
  ]);
  expect((await backup<Refused>(celadon, "copy")).body.error.message).toContain("absolute path");
  expect((await backup<Refused>(celadon, tmpdir())).body.error.message).toContain("is not empty: name a new one");

  const mounted = smallDisk(1);
  if (typeof mounted === "string") return context.skip(mounted);
  using disk = mounted;
  disk.fill();
  const full = await backup<Refused>(celadon, join(disk.folder, "copy"));
  expect([full.status, full.body.error.code]).toEqual([422, "backup-failed"]);
  expect(full.body.error.message).toMatch(/is not whole \(ENOSPC.*make room there or name another folder/);
  if (existsSync(join(disk.folder, "copy"))) expect(readdirSync(join(disk.folder, "copy"))).not.toContain("log");
  expect(await sent(celadon.url, hour(2))).toMatchObject({ accepted: 1 });
}, 60_000);
