import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrations, openLedger } from "@celadon/ledger";
import { topics } from "@celadon/proto";
import { channelIdOf } from "@celadon/quantity";
import { migrate, openEmbeddedEventLog, openEmbeddedStore, openLog, type Store } from "@celadon/runtime";
import type { Cell, Reason } from "@celadon/telemetry-to-activity";
import { Crash, crashingStore } from "./crashing-store.ts";
import { rulesOfRecord } from "./telemetry-record.ts";

/** How records reach the ledger. */
export interface Delivery {
  /** Records published at once; each group waits for the acknowledgement of the one before. */
  readonly groups: readonly (readonly Uint8Array[])[];
  /** Effects each life of the ledger has before it dies; after the last one it lives on. */
  readonly lives?: readonly number[];
}

/** What the store says of one channel. */
export interface StoredWindows {
  /** By start; slices that hold nothing are left out. */
  readonly slices: ReadonlyMap<number, Cell>;
  /** Why readings that stand do not count, by instant. */
  readonly refused: ReadonlyMap<number, Reason>;
}

/** A ledger on a store of its own. */
export interface LedgerHarness extends AsyncDisposable {
  readonly store: Store;
  /** Publishes the groups in order, as a sender does who sends again what was not acknowledged. */
  deliver(factory: string, delivery: Delivery): Promise<void>;
  windowsOf(factory: string, channel: string): Promise<StoredWindows>;
}

/** Opens a store in a new folder, which is removed at the end. */
export async function openLedgerHarness(): Promise<LedgerHarness> {
  const folder = mkdtempSync(join(tmpdir(), "celadon-law-"));
  const store = await openEmbeddedStore(join(folder, "store"));
  await migrate(store, "ledger", migrations);
  return {
    store,
    deliver: (factory, delivery) => deliver({ store, folder }, factory, delivery),
    windowsOf: (factory, channel) => storedWindows(store, channelIdOf(factory, channel)),
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function deliver(
  { store, folder }: { readonly store: Store; readonly folder: string },
  factory: string,
  { groups, lives = [] }: Delivery,
): Promise<void> {
  const crashing = crashingStore(store);
  let done = 0;
  for (const effects of [...lives, undefined]) {
    crashing.crashAfter(effects);
    await using log = openEmbeddedEventLog(join(folder, "log"), [topics.telemetry.name]);
    const stop = new AbortController();
    try {
      const ledger = await openLedger({
        store: crashing,
        log,
        rulesOf: rulesOfRecord,
        notes: openLog("error"),
        now: () => 0,
      });
      const running = ledger.run(stop.signal);
      for (const group of groups.slice(done)) {
        const published = group.map((record) => log.publish(topics.telemetry.name, factory, record));
        await Promise.race([Promise.all(published), running]);
        done += 1;
      }
      stop.abort();
      await running;
      if (effects === undefined) return;
    } catch (error) {
      stop.abort();
      if (!(error instanceof Crash)) throw error;
    }
  }
}

interface SliceRow {
  readonly s: string;
  readonly pico: string;
  readonly measuredMs: number;
  readonly estimatedMs: number;
  readonly marks: number;
}

async function storedWindows(store: Store, id: bigint): Promise<StoredWindows> {
  const slices = await store.rows<SliceRow>({
    text: `SELECT toUnixTimestamp(start) AS s, toString(reinterpretAsInt128(amount)) AS pico, measuredMs, estimatedMs, marks
      FROM slices FINAL WHERE channelId = {id:UInt64} AND (amount != 0 OR measuredMs + estimatedMs + marks > 0) ORDER BY s`,
    params: { id },
  });
  const refused = await store.rows<{ t: string; reason: Reason }>({
    text: `SELECT toUnixTimestamp64Milli(n.at) AS t, n.reason AS reason FROM (SELECT * FROM refusals FINAL) AS n
      INNER JOIN (SELECT * FROM readings FINAL WHERE channelId = {id:UInt64} AND quality < 15) AS r
      ON n.channelId = r.channelId AND n.at = r.at WHERE n.active ORDER BY t`,
    params: { id },
  });
  return {
    slices: new Map(
      slices.map(({ s, pico, ...rest }) => [
        Number(s) * 1000,
        { startMs: Number(s) * 1000, pico: BigInt(pico), ...rest },
      ]),
    ),
    refused: new Map(refused.map(({ t, reason }) => [Number(t), reason])),
  };
}
