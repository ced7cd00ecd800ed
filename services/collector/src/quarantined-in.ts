import type { ReadingChunk } from "@celadon/meter-to-telemetry";
import { channelIdOf } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";

/** A row of a chunk that is kept and does not count. */
export interface QuarantinedRow {
  readonly row: number;
  readonly reason: string;
}

interface ChannelRow {
  readonly channelId: string;
  readonly declaredFrom: readonly string[];
  readonly declaredTo: readonly string[];
}

/** Which rows of a committed chunk do not count, by what the ledger has stored: undeclared channels, and its refusals. */
export async function quarantinedIn(store: Store, chunk: ReadingChunk): Promise<readonly QuarantinedRow[]> {
  const ids = chunk.channels.map((channel) => channelIdOf(chunk.factory, channel));
  const declared = await declaredOf(store, ids);
  const refused = await refusedOf(store, ids, chunk);
  const isEasy = refused.size === 0 && chunk.channels.every((_, c) => isDeclaredThroughout(declared[c], chunk));
  if (isEasy) return [];
  const rows: QuarantinedRow[] = [];
  for (let row = 0; row < chunk.count; row++) {
    const channel = chunk.channel[row] as number;
    const atMs = Number(chunk.atMs[row]);
    if (declared[channel]?.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs) !== true) {
      rows.push({ row, reason: "unknown-channel" });
      continue;
    }
    const reason = refused.get(`${ids[channel]} ${atMs}`);
    if (reason !== undefined) rows.push({ row, reason });
  }
  return rows;
}

type Stretch = { readonly fromMs: number; readonly toMs: number };

async function declaredOf(store: Store, ids: readonly bigint[]): Promise<readonly (readonly Stretch[])[]> {
  const rows = await store.rows<ChannelRow>({
    text: `SELECT channelId, arrayMap(x -> toString(x), declaredFrom) AS declaredFrom,
        arrayMap(x -> toString(x), declaredTo) AS declaredTo
      FROM channels FINAL WHERE channelId IN {ids:Array(UInt64)}`,
    params: { ids },
  });
  const byId = new Map(
    rows.map(({ channelId, declaredFrom, declaredTo }) => [
      channelId,
      declaredFrom.map((from, i) => ({ fromMs: Number(from), toMs: Number(declaredTo[i]) })),
    ]),
  );
  return ids.map((id) => byId.get(String(id)) ?? []);
}

const isDeclaredThroughout = (stretches: readonly Stretch[] | undefined, { atMs }: ReadingChunk): boolean => {
  if (stretches?.length !== 1) return false;
  const [stretch] = stretches;
  const from = BigInt(stretch?.fromMs as number);
  const to = BigInt(stretch?.toMs as number);
  return atMs.every((at) => from <= at && at < to);
};

async function refusedOf(
  store: Store,
  ids: readonly bigint[],
  { atMs }: ReadingChunk,
): Promise<ReadonlyMap<string, string>> {
  let [least, most] = [atMs[0] as bigint, atMs[0] as bigint];
  for (const at of atMs) {
    if (at < least) least = at;
    if (at > most) most = at;
  }
  const rows = await store.rows<{ channelId: string; t: string; reason: string }>({
    text: `SELECT channelId, toUnixTimestamp64Milli(at) AS t, reason FROM refusals FINAL
      WHERE channelId IN {ids:Array(UInt64)} AND at >= fromUnixTimestamp64Milli({least:Int64})
        AND at <= fromUnixTimestamp64Milli({most:Int64}) AND active`,
    params: { ids, least, most },
  });
  return new Map(rows.map(({ channelId, t, reason }) => [`${channelId} ${t}`, reason]));
}
