import { type DifferingStretch, Rebuild, type RebuildReport } from "@celadon/proto";
import { hourMs } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import type { Book } from "./book.ts";

/** So many differing hours of a channel are told one by one; all are counted. */
const hoursMax = 1_000;

/** What a rebuild of the factory found; undefined while it is not done, and for a key nobody gave. */
export async function rebuildReport(
  { store, book }: { readonly store: Store; readonly book: Book },
  { factory, key }: { readonly factory: string; readonly key: string },
): Promise<RebuildReport | undefined> {
  const [done] = await store.rows<{ content: string; seq: string }>({
    text: "SELECT content, seq FROM rebuilds FINAL WHERE factory = {factory:String} AND key = {key:String}",
    params: { factory: Buffer.from(factory).toString("base64"), key },
  });
  if (done === undefined) return undefined;
  const counts = await store.rows<{ channelId: string; hours: string }>({
    text: `SELECT channelId, sum(hours) AS hours FROM rebuiltHours FINAL WHERE key = {key:String} AND seq = {seq:UInt64}
      GROUP BY channelId`,
    params: { key, seq: Number(done.seq) },
  });
  const findings = await store.rows<{ channelId: string; windows: string; verdicts: string }>({
    text: `SELECT channelId, countIf(kind = 'window') AS windows, countIf(kind = 'verdict') AS verdicts
      FROM rebuildFindings FINAL WHERE key = {key:String} GROUP BY channelId`,
    params: { key },
  });
  const found = new Map(findings.map((row) => [row.channelId, row]));
  const stretches = await differingStretches(store, key);
  const channels = counts.flatMap(({ channelId, hours }) => {
    const channel = book.byId.get(channelId);
    if (channel === undefined || channel.factory !== factory) return [];
    const { windows, verdicts } = found.get(channelId) ?? { windows: 0, verdicts: 0 };
    return [
      {
        channel: channel.channel,
        hours: BigInt(hours),
        differingHours: BigInt(windows),
        differingVerdicts: BigInt(verdicts),
        differing: stretches.get(channelId) ?? [],
      },
    ];
  });
  return {
    rebuild: Rebuild.decode(Buffer.from(done.content, "base64")),
    channels: channels.sort((a, b) => Number(a.channel > b.channel) - Number(a.channel < b.channel)),
  };
}

async function differingStretches(
  store: Store,
  key: string,
): Promise<ReadonlyMap<string, readonly DifferingStretch[]>> {
  const rows = await store.rows<{ channelId: string; hour: string }>({
    text: `SELECT DISTINCT channelId, intDiv(atMs, ${hourMs}) AS hour FROM rebuildFindings WHERE key = {key:String}
      ORDER BY channelId, hour LIMIT ${hoursMax} BY channelId`,
    params: { key },
  });
  const all = new Map<string, DifferingStretch[]>();
  for (const { channelId, hour } of rows) {
    const stretches = all.get(channelId) ?? [];
    all.set(channelId, stretches);
    const [fromMs, toMs] = [BigInt(Number(hour) * hourMs), BigInt((Number(hour) + 1) * hourMs)];
    const last = stretches.at(-1);
    if (last?.toMs === fromMs) stretches.splice(-1, 1, { fromMs: last.fromMs, toMs });
    else stretches.push({ fromMs, toMs });
  }
  return all;
}
