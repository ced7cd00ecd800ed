import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrations, openLedger } from "@celadon/ledger";
import { ActivityEvent, topics } from "@celadon/proto";
import { migrate, openEmbeddedEventLog, openEmbeddedStore, openLog, type Store } from "@celadon/runtime";
import type { Cell, HourCut, Reason } from "@celadon/telemetry-to-activity";
import { Crash, crashingLog, crashingStore, mortality } from "./crashing-store.ts";
import { rulesOfRecord } from "./telemetry-record.ts";

/** How records reach the ledger. */
export interface Delivery {
  /** Records published at once; each group waits for the acknowledgement of the one before. */
  readonly groups: readonly (readonly Uint8Array[])[];
  /** Effects each life of the ledger has before it dies; after the last one it lives on. */
  readonly lives?: readonly number[];
}

/** What the windows of one channel are. */
export interface ChannelWindows {
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
  /** What the store says of the factory's channels, by name. A channel without windows and refusals may be missing. */
  windowsOf(factory: string): Promise<ReadonlyMap<string, ChannelWindows>>;
  /** The hours of the factory's channels that lots cut, by channel and instant. */
  cutsOf(factory: string): Promise<ReadonlyMap<string, ReadonlyMap<number, HourCut>>>;
  /** What the last life of the ledger has announced. */
  announced(): readonly ActivityEvent[];
}

/** Opens a store in a new folder, which is removed at the end: the embedded one, or another that knows the same. */
export async function openLedgerHarness(
  openStore: (folder: string) => Promise<Store> = openEmbeddedStore,
): Promise<LedgerHarness> {
  const folder = mkdtempSync(join(tmpdir(), "celadon-law-"));
  const store = await openStore(join(folder, "store"));
  await migrate(store, "ledger", migrations);
  const announced: ActivityEvent[] = [];
  return {
    store,
    deliver: (factory, delivery) => deliver({ store, folder, announced }, factory, delivery),
    announced: () => announced,
    windowsOf: (factory) => storedWindows(store, factory),
    cutsOf: (factory) => storedCuts(store, factory),
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function deliver(
  { store, folder, announced }: { readonly store: Store; readonly folder: string; readonly announced: ActivityEvent[] },
  factory: string,
  { groups, lives = [] }: Delivery,
): Promise<void> {
  const life = mortality();
  let done = 0;
  for (const effects of [...lives, undefined]) {
    life.dieAfter(effects);
    announced.length = 0;
    await using log = openEmbeddedEventLog(join(folder, "log"), [topics.telemetry.name]);
    const heard: typeof log = {
      ...log,
      publish: (topic, key, value) => {
        if (topic === topics.activity.name) announced.push(ActivityEvent.decode(value));
        return log.publish(topic, key, value);
      },
    };
    const stop = new AbortController();
    try {
      const ledger = await openLedger({
        store: crashingStore(store, life),
        log: crashingLog(heard, life),
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
  readonly channel: string;
  readonly s: string;
  readonly pico: string;
  readonly measuredMs: number;
  readonly estimatedMs: number;
  readonly marks: number;
}

const channels = "(SELECT channelId, channel FROM channels FINAL WHERE factory = {factory:String})";

async function storedWindows(store: Store, factory: string): Promise<ReadonlyMap<string, ChannelWindows>> {
  const slices = await store.rows<SliceRow>({
    text: `SELECT c.channel AS channel, toUnixTimestamp(w.start) AS s, toString(reinterpretAsInt128(w.amount)) AS pico,
        w.measuredMs AS measuredMs, w.estimatedMs AS estimatedMs, w.marks AS marks
      FROM (SELECT * FROM slices FINAL) AS w INNER JOIN ${channels} AS c ON w.channelId = c.channelId
      WHERE w.amount != 0 OR w.measuredMs + w.estimatedMs + w.marks > 0 ORDER BY channel, s`,
    params: { factory },
  });
  const refused = await store.rows<{ channel: string; t: string; reason: Reason }>({
    text: `SELECT c.channel AS channel, toUnixTimestamp64Milli(n.at) AS t, n.reason AS reason
      FROM (SELECT * FROM refusals FINAL) AS n INNER JOIN ${channels} AS c ON n.channelId = c.channelId
      INNER JOIN (SELECT * FROM readings FINAL WHERE quality < 15) AS r ON n.channelId = r.channelId AND n.at = r.at
      WHERE n.active ORDER BY channel, t`,
    params: { factory },
  });
  const windows = new Map<string, { slices: Map<number, Cell>; refused: Map<number, Reason> }>();
  const of = (channel: string) => {
    const known = windows.get(channel) ?? { slices: new Map(), refused: new Map() };
    windows.set(channel, known);
    return known;
  };
  for (const { channel, s, pico, ...rest } of slices) {
    const startMs = Number(s) * 1000;
    of(channel).slices.set(startMs, { startMs, pico: BigInt(pico), ...rest });
  }
  for (const { channel, t, reason } of refused) of(channel).refused.set(Number(t), reason);
  return windows;
}

interface CutRow {
  readonly channel: string;
  readonly t: string;
  readonly pico: string;
  readonly measuredMs: number;
  readonly estimatedMs: number;
  readonly marks: number;
  readonly picoBefore: string;
  readonly measuredMsBefore: number;
  readonly estimatedMsBefore: number;
}

async function storedCuts(store: Store, factory: string): Promise<ReadonlyMap<string, ReadonlyMap<number, HourCut>>> {
  const rows = await store.rows<CutRow>({
    text: `SELECT c.channel AS channel, toUnixTimestamp64Milli(w.at) AS t, toString(reinterpretAsInt128(w.amount)) AS pico,
        w.measuredMs AS measuredMs, w.estimatedMs AS estimatedMs, w.marks AS marks,
        toString(reinterpretAsInt128(w.amountBefore)) AS picoBefore, w.measuredMsBefore AS measuredMsBefore,
        w.estimatedMsBefore AS estimatedMsBefore
      FROM (SELECT * FROM hourCuts FINAL) AS w INNER JOIN ${channels} AS c ON w.channelId = c.channelId`,
    params: { factory },
  });
  const cuts = new Map<string, Map<number, HourCut>>();
  for (const { channel, t, pico, picoBefore, measuredMsBefore, estimatedMsBefore, ...hour } of rows) {
    const mine = cuts.get(channel) ?? new Map<number, HourCut>();
    mine.set(Number(t), {
      atMs: Number(t),
      hour: { pico: BigInt(pico), ...hour },
      before: { pico: BigInt(picoBefore), measuredMs: measuredMsBefore, estimatedMs: estimatedMsBefore },
    });
    cuts.set(channel, mine);
  }
  return cuts;
}
