import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrations } from "@celadon/ledger";
import { channelIdOf } from "@celadon/quantity";
import { migrate, openEmbeddedStore, type Store } from "@celadon/runtime";
import { compileRule, erasOf, regularRange, windowQuery } from "@celadon/telemetry-to-activity";
import { fill } from "./engine-insert.ts";
import { type Figure, within } from "./figure.ts";
import { fleetOf, startMs } from "./fleet.ts";
import { settled } from "./ledger-alone.ts";

const minutesOfDay = 1_440;
const dayMs = 86_400_000;

/** The windows of a year of 200 meters that speak every minute, from the stored readings, by the ledger's own statements. */
export async function yearOfWindows(scale: number): Promise<Figure> {
  const days = Math.round(365 * scale);
  const fleet = fleetOf(200, 60_000);
  const folder = mkdtempSync(join(tmpdir(), "celadon-bench-"));
  await using store = await openEmbeddedStore(join(folder, "store"));
  try {
    await migrate(store, "ledger", migrations);
    await fill(store, fleet, 0, days * minutesOfDay);
    await settled(store);
    const ids = fleet.channels.map((channel) => channelIdOf(fleet.factory, channel));
    const reference = await seconds(() => bareAggregation(store, ids, "FINAL"));
    const withoutFinal = await seconds(() => bareAggregation(store, ids, ""));
    const ours = await seconds(() => windowsOfDays(store, ids, days));
    const [found] = await store.rows<{ slices: string; ms: string }>({
      text: "SELECT count() AS slices, sum(measuredMs) AS ms FROM slices FINAL WHERE measuredMs > 0",
    });
    const wanted = ids.length * (days * dayMs - 60_000); // all but the minute before the first reading
    if (Number(found?.ms) !== wanted) throw new Error(`The windows hold ${found?.ms} ms, and ${wanted} were measured.`);
    return within(25, 4, {
      name: "year-of-windows",
      ours,
      reference,
      unit: "s",
      details: {
        ...{ channels: ids.length, days, rows: ids.length * days * minutesOfDay, slices: Number(found?.slices) },
        secondsWithoutFinal: Math.round(100 * withoutFinal) / 100,
      },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

/**
 * What the engine needs to group the same rows into the same quarters of an hour, nothing judged and nothing written. They are the same
 * rows only with FINAL: without it a corrected reading is there twice.
 */
async function bareAggregation(store: Store, ids: readonly bigint[], final: "FINAL" | ""): Promise<void> {
  await store.rows({
    text: `SELECT sum(amount) AS amount, sum(n) AS n FROM (
        SELECT channelId, toStartOfInterval(at, INTERVAL 15 MINUTE) AS start, max(value) - min(value) AS amount, count() AS n
        FROM readings ${final} WHERE channelId IN {ids:Array(UInt64)} GROUP BY channelId, start
      )`,
    params: { ids },
  });
}

/** A month a statement, as the table has a partition a month. */
async function windowsOfDays(store: Store, ids: readonly bigint[], days: number): Promise<void> {
  const compiled = compileRule({
    ...{ channel: "meter", kind: "counter", unit: "kWh", periodMs: 60_000, maxGapMs: 150_000, multiplier: "1" },
    ...{ modulus: "100000000", ratedPerHour: "100000", minimum: "0", maximum: "99999999" },
  });
  if (compiled.kind !== "accept") throw new Error(compiled.evidence);
  const eras = erasOf([{ fromMs: 0, rule: compiled.value }], []);
  const endMs = startMs + days * dayMs;
  for (let fromMs = startMs; fromMs < endMs; fromMs = nextMonthMs(fromMs)) {
    const touched = { fromMs, toMs: Math.min(endMs, nextMonthMs(fromMs)) - 60_000 };
    const before =
      fromMs === startMs ? { firstMs: undefined, lastMs: undefined } : { firstMs: startMs, lastMs: fromMs - 60_000 };
    const channels = ids.map((channelId) => {
      const state = { channelId, eras, people: [], longestCoverMs: 0, lastRefusedMs: undefined, ...before };
      const range = regularRange(state, touched);
      if (range === undefined) throw new Error("A meter without faults is regular.");
      return { ...range, channelId, touchedMs: fromMs, version: fromMs };
    });
    const [first, ...others] = channels as [(typeof channels)[number], ...typeof channels]; // there are 200
    await store.run(windowQuery([first, ...others]));
  }
}

const nextMonthMs = (atMs: number): number => {
  const at = new Date(atMs);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1);
};
