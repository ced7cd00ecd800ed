import type { Rebuild } from "@celadon/proto";
import { hourFrom, hourMs, hourOf } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import { forwardReachMs, type Touched } from "@celadon/telemetry-to-activity";
import type { Book } from "./book.ts";
import type { Channel } from "./channel.ts";
import { foldIrregular } from "./fold-irregular.ts";
import { shares } from "./shares.ts";
import { foreverMs } from "./store-channels.ts";
import { storeFindings, storeRebuilt } from "./store-rebuilt.ts";
import { type Renewed, storeRefolded } from "./store-refolded.ts";
import { stretchesOf } from "./stretches-of.ts";

/** Before every instant a reading or a window may have. */
const beginningMs = 0;
const weekMs = 7 * 24 * hourMs;

/**
 * Computes all windows and refusals of a factory's period again from the stored readings, writes down what differs, and mends it. Always
 * by the fold, also where the database could: what stands may have come from either, and both come to the same rows. Regular or not,
 * what stands before the period is taken as it is.
 *
 * What differs is written down before it is mended, so a repeat after a crash, which finds it mended, still tells it. Returns the
 * hours of the period that hold anything, mended or not: footprints are renewed by them.
 */
export async function rebuildWindows(
  { store, book }: { readonly store: Store; readonly book: Book },
  asked: Rebuild,
  seq: number,
): Promise<readonly Renewed[]> {
  const period = {
    fromMs: asked.fromMs === undefined ? beginningMs : hourOf(Number(asked.fromMs)),
    toMs: asked.toMs === undefined ? foreverMs : hourFrom(Number(asked.toMs)),
  };
  const channels = await heldChannels(store, book.ofFactory(asked.factory));
  const renewed: Renewed[] = channels.flatMap((channel) => heldHours(channel, period));
  for (const touched of await heldStretches(store, channels, period)) {
    for (const some of shares(channels.map((now) => ({ before: now, now, touched })))) {
      const refolded = await foldIrregular(
        store,
        some.map(({ now }) => ({ channel: now, touched })),
      );
      await storeFindings(store, { key: asked.key, refolded, touched }, seq);
      renewed.push(...(await storeRefolded({ store, book }, refolded, () => seq)));
    }
  }
  await storeRebuilt(store, asked, seq);
  return renewed;
}

/** The channels that have readings or windows: the others have nothing to compare. */
async function heldChannels(store: Store, channels: readonly Channel[]): Promise<readonly Channel[]> {
  const rows = await store.rows<{ channelId: string }>({
    text: "SELECT DISTINCT channelId FROM slices WHERE channelId IN {id:Array(UInt64)}",
    params: { id: channels.map(({ channelId }) => channelId) },
  });
  const windowed = new Set(rows.map(({ channelId }) => channelId));
  return channels.filter(({ idText, lastMs }) => lastMs !== undefined || windowed.has(idText));
}

/** The hours from the first to the last reading of a channel, as far as they lie in the period. */
function heldHours(channel: Channel, { fromMs, toMs }: Touched): readonly Renewed[] {
  if (channel.firstMs === undefined || channel.lastMs === undefined) return [];
  const [first, end] = [
    Math.max(fromMs, hourOf(channel.firstMs)),
    Math.min(toMs, hourFrom(channel.lastMs + 1 + forwardReachMs(channel))),
  ];
  return first < end ? [{ channel, fromMs: first, toMs: end }] : [];
}

/** The period in stretches that are folded one after the other. */
async function heldStretches(store: Store, channels: readonly Channel[], period: Touched): Promise<readonly Touched[]> {
  if (channels.length === 0) return [];
  const weeks = await store.rows<{ week: string; readings: string }>({
    text: `SELECT intDiv(toUnixTimestamp64Milli(at), {weekMs:Int64}) AS week, count() AS readings FROM readings
      WHERE channelId IN {id:Array(UInt64)} GROUP BY week ORDER BY week`,
    params: { weekMs, id: channels.map(({ channelId }) => channelId) },
  });
  return stretchesOf(
    weeks.map(({ week, readings }) => ({ startMs: Number(week) * weekMs, readings: Number(readings) })),
    period,
  );
}
