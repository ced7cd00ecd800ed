import type { Store } from "@celadon/runtime";
import type { Channel } from "./channel.ts";

/**
 * Empties the slices a channel has from an instant on, those included that other eras cut at other lengths. What counts is
 * written again right after, with a higher version.
 */
export const emptySlices = (store: Store, channel: Channel, fromMs: number, version: number): Promise<void> =>
  store.run({
    text: `INSERT INTO slices (channelId, start, amount, measuredMs, estimatedMs, marks, version)
      SELECT channelId, start, 0, 0, 0, 0, {version:UInt64} FROM slices FINAL
      WHERE channelId = {id:UInt64} AND start >= fromUnixTimestamp({from:Int64})`,
    params: { id: channel.channelId, version, from: Math.max(0, Math.floor(fromMs / 1000)) },
  });
