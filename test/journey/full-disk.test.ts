import { join } from "node:path";
import { openEmbeddedEventLog } from "@celadon/runtime";
import { expect, test } from "vitest";
import { ask, type Refused } from "./ask.ts";
import { startCeladon } from "./celadon.ts";
import { line, mill, sent } from "./mill.ts";
import { applyPlant, sendLines } from "./plant-data.ts";
import { smallDisk } from "./small-disk.ts";

const full = /^The disk of the data folder is full: free some space there\. Nothing acknowledged is lost/;

/** A day of hourly paper, so many tonnes each hour. */
const day = (date: string, tonnes: number): string =>
  Array.from({ length: 24 }, (_, hour) =>
    line("paperT", `${date}T${String(hour).padStart(2, "0")}:00:00Z`, tonnes),
  ).join("");

test("a full disk: the sender is told, what was acknowledged can be read, and it goes on once there is space", async (context) => {
  const mounted = smallDisk(64);
  if (typeof mounted === "string") return context.skip(mounted);
  using disk = mounted;
  await using celadon = await startCeladon(join(disk.folder, "data"));
  const readings = async () =>
    (await ask<unknown[]>(`${celadon.url}/v1/readings?factory=mill&channel=paperT`)).body.length;
  const ready = async () => (await ask(`${celadon.url}/ready`)).status;
  await applyPlant(celadon.url, mill);
  expect(await sent(celadon.url, day("2026-03-01", 1))).toMatchObject({ accepted: 24 });

  disk.fill();
  const refused = await sendLines<Refused>(celadon.url, day("2026-03-02", 2));
  expect([refused.status, refused.body.error.code, refused.headers["retry-after"]]).toEqual([503, "waiting", "5"]);
  expect(refused.body.error.message).toMatch(full);
  expect(await readings()).toBe(24);
  expect((await ask(`${celadon.url}/live`)).status).toBe(200);
  expect((await ask<Refused>(`${celadon.url}/ready`)).body.error.message).toMatch(full);
  const { body: status } = await ask<{ readonly waiting: { readonly why: string } | null }>(`${celadon.url}/v1/status`);
  expect(status.waiting?.why).toMatch(full);
  // Whoever comes while it waits is told at once, plants and declarations too.
  expect((await sendLines<Refused>(celadon.url, day("2026-03-03", 3))).status).toBe(503);
  const { status: plant } = await ask(`${celadon.url}/v1/plants?who=a&why=b`, { body: mill.replace("mill", "other") });
  expect(plant).toBe(503);

  disk.free();
  await expect.poll(ready, { timeout: 20_000 }).toBe(200);
  expect(await sent(celadon.url, day("2026-03-02", 2))).toMatchObject({ accepted: 24 });
  expect(await sent(celadon.url, day("2026-03-03", 3))).toMatchObject({ accepted: 24 });
  expect(await readings()).toBe(72);

  const before = (await ask(`${celadon.url}/v1/activity?factory=mill`)).body;
  disk.fill();
  await celadon.kill();
  await expect(celadon.start()).rejects.toThrow(
    /celadon: The disk of the data folder is full: free some space there\. Nothing acknowledged is lost\. Then start again\.\n$/,
  );
  expect(await celadon.ended()).toBe(1);
  disk.free();
  await celadon.start();
  expect(await readings()).toBe(72);
  expect((await ask(`${celadon.url}/v1/activity?factory=mill`)).body).toEqual(before);
}, 120_000);

test("an event log on a full disk rejects what it cannot keep, and keeps all it said it had", async (context) => {
  const mounted = smallDisk(2);
  if (typeof mounted === "string") return context.skip(mounted);
  using disk = mounted;
  const folder = join(disk.folder, "log");
  const kept: number[] = [];
  {
    await using log = openEmbeddedEventLog(folder, []);
    const publish = async (size: number): Promise<void> => {
      await log.publish("activity", "mill", Buffer.alloc(size, 7));
      kept.push(size);
    };
    await publish(100_000);
    disk.fill();
    await expect(publish(300_000)).rejects.toMatchObject({ code: "ENOSPC" });
    disk.free();
    for (let i = 0; i < 20; i++) await publish(300_000).catch(() => undefined); // the disk fills up in the middle of one
    expect(kept.length).toBeLessThan(10);
    await publish(1);
  }
  await using log = openEmbeddedEventLog(folder, []);
  const found: number[] = [];
  const stop = new AbortController();
  await log.subscribe(
    { topic: "activity", group: "readers", maxBytes: 16_000_000 },
    async ({ records }) => {
      found.push(...records.map(({ value }) => value.length));
      stop.abort();
    },
    stop.signal,
  );
  expect(found).toEqual(kept);
});
