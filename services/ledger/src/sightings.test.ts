import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, openEmbeddedStore, openLog, type Store } from "@celadon/runtime";
import { compileRule } from "@celadon/telemetry-to-activity";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Channel } from "./channel.ts";
import { migrations } from "./migrations.ts";
import { openSightings, storedSightings } from "./sightings.ts";
import { silentChannels } from "./watch-silence.ts";

const notes = openLog("silent");
const folder = mkdtempSync(join(tmpdir(), "celadon-sightings-"));
let store: Store;
beforeAll(async () => {
  store = await openEmbeddedStore(join(folder, "store"));
  await migrate(store, "ledger", migrations);
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const minuteMs = 60_000;
const rule = compileRule({
  ...{ channel: "kwh", kind: "rate", unit: "kW" },
  periodMs: minuteMs,
  maxGapMs: 1,
  multiplier: "1",
});
if (rule.kind !== "accept") throw new Error(rule.evidence);
const eras = [{ fromMs: 0, rule: rule.value, continues: false }];
const channel = (id: bigint, known: Partial<Channel> = {}): Channel => ({
  ...{ factory: "mill", channel: `c${id}`, channelId: id, idText: String(id), people: [], eras },
  ...{ firstMs: undefined, lastMs: undefined, longestCoverMs: 0, lastRefusedMs: undefined, ...known },
});

test("the newest sighting of a channel stands, whichever process writes its own last, and any text of a way comes back", async () => {
  const [one, other] = [openSightings(store, notes), openSightings(store, notes)];
  const newest = { atMs: 2_000, receivedMs: 2_500, origin: "way\twith\\odd 字" };
  one.see(channel(1n), newest);
  one.see(channel(1n), { atMs: 1_500, receivedMs: 3_000, origin: "late" });
  other.see(channel(1n), { atMs: 1_000, receivedMs: 1_100, origin: "older" });
  await one.save();
  await other.save();
  expect(await storedSightings(store, [1n, 2n])).toEqual(new Map([["1", newest]]));
});

test("what could not be written down is written the next time", async () => {
  let isBroken = true;
  const sick: Store = {
    ...store,
    insert: (...given) => (isBroken ? Promise.reject(new Error("The disk is full.")) : store.insert(...given)),
  };
  const sightings = openSightings(sick, notes);
  const sighting = { atMs: 5_000, receivedMs: 5_000, origin: "http" };
  sightings.see(channel(3n), sighting);
  await expect(sightings.save()).rejects.toThrow("full");
  isBroken = false;
  await sightings.save();
  expect(await storedSightings(store, [3n])).toEqual(new Map([["3", sighting]]));
});

test("a channel is silent when it was heard of, is declared still, and is older than its limit", async () => {
  const nowMs = 1e12;
  const sightings = openSightings(store, notes);
  const ages = { 11: 14 * minuteMs, 12: 16 * minuteMs, 13: 16 * minuteMs } as const;
  for (const [id, ageMs] of Object.entries(ages)) {
    sightings.see(channel(BigInt(id)), { atMs: nowMs - ageMs, receivedMs: nowMs, origin: "http" });
  }
  await sightings.save();
  const known = [channel(11n), channel(12n), channel(13n, { eras: [] }), channel(14n)];
  const book = { byId: new Map(known.map((one) => [one.idText, one])) };
  expect(await silentChannels({ store, bookNow: async () => book }, nowMs)).toBe(1);
});
