import type { ReadingChunk } from "@celadon/meter-to-telemetry";
import { channelIdOf } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import type { Reason } from "@celadon/telemetry-to-activity";

/** A row of a chunk that is kept and does not count. */
export interface QuarantinedRow {
  readonly row: number;
  readonly reason: Reason | "unknown-channel";
  /** Where no model declares its time: when one begins to declare its channel later. */
  readonly declaredFromMs?: number;
}

interface ChannelRow {
  readonly channelId: string;
  readonly declaredFrom: readonly string[];
  readonly declaredTo: readonly string[];
}

/** Which rows of a committed chunk do not count, by what the ledger has stored: undeclared channels, and its refusals. */
export async function quarantinedIn(store: Store, chunk: ReadingChunk): Promise<readonly QuarantinedRow[]> {
  const [rows = []] = await quarantinedInAll(store, [chunk]);
  return rows;
}

/** The same of several chunks, whatever their factories, by two statements. */
export async function quarantinedInAll(
  store: Store,
  chunks: readonly ReadingChunk[],
): Promise<readonly (readonly QuarantinedRow[])[]> {
  const ids = chunks.map(({ factory, channels }) => channels.map((channel) => channelIdOf(factory, channel)));
  const spans = chunks.map(({ atMs }) => spanOf(atMs));
  const declared = await declaredOf(store, ids.flat());
  const refused = await refusedOf(store, ids.flat(), spanOf(spans.flatMap(({ least, most }) => [least, most])));
  return chunks.map((chunk, i) => {
    const own = ids[i] as readonly bigint[]; // of the same chunk
    const stretches = own.map((id) => declared.get(id) ?? []);
    return rowsOf(chunk, { ids: own, span: spans[i] as Span, stretches, refused });
  });
}

function rowsOf(
  chunk: ReadingChunk,
  {
    ids,
    span,
    stretches,
    refused,
  }: {
    readonly ids: readonly bigint[];
    readonly span: Span;
    readonly stretches: readonly (readonly Stretch[])[];
    readonly refused: ReadonlyMap<string, Reason>;
  },
): readonly QuarantinedRow[] {
  const isEasy = refused.size === 0 && stretches.every((some) => isDeclaredThroughout(some, span));
  if (isEasy) return [];
  const rows: QuarantinedRow[] = [];
  for (let row = 0; row < chunk.count; row++) {
    const channel = chunk.channel[row] as number;
    const atMs = Number(chunk.atMs[row]);
    const some = stretches[channel] as readonly Stretch[]; // every row points to a name of its chunk
    if (!some.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)) {
      const later = some.map(({ fromMs }) => fromMs).filter((fromMs) => fromMs > atMs);
      const declaredFromMs = later.length === 0 ? undefined : Math.min(...later);
      rows.push({ row, reason: "unknown-channel", ...(declaredFromMs === undefined ? {} : { declaredFromMs }) });
      continue;
    }
    const reason = refused.get(`${ids[channel]} ${atMs}`);
    if (reason !== undefined) rows.push({ row, reason });
  }
  return rows;
}

/** Thousands of ids as one text: as an array each would be parsed as a literal of the statement, which takes longer than the look-up. */
const listed = "(SELECT toUInt64(arrayJoin(splitByChar(',', {ids:String}))))";

type Stretch = { readonly fromMs: number; readonly toMs: number };

async function declaredOf(store: Store, ids: readonly bigint[]): Promise<ReadonlyMap<bigint, readonly Stretch[]>> {
  const rows = await store.rows<ChannelRow>({
    text: `SELECT channelId, arrayMap(x -> toString(x), declaredFrom) AS declaredFrom,
        arrayMap(x -> toString(x), declaredTo) AS declaredTo
      FROM channels FINAL WHERE channelId IN ${listed}`,
    params: { ids: ids.join(",") },
  });
  return new Map(
    rows.map(({ channelId, declaredFrom, declaredTo }) => [
      BigInt(channelId),
      declaredFrom.map((from, i) => ({ fromMs: Number(from), toMs: Number(declaredTo[i]) })),
    ]),
  );
}

interface Span {
  readonly least: bigint;
  readonly most: bigint;
}

/** First and last of some instants; there is at least one, as a chunk has at least one row. */
function spanOf(instants: ArrayLike<bigint> & Iterable<bigint>): Span {
  let [least, most] = [instants[0] as bigint, instants[0] as bigint];
  for (const at of instants) {
    if (at < least) least = at;
    if (at > most) most = at;
  }
  return { least, most };
}

const isDeclaredThroughout = (stretches: readonly Stretch[], { least, most }: Span): boolean =>
  stretches.some(({ fromMs, toMs }) => BigInt(fromMs) <= least && most < BigInt(toMs));

async function refusedOf(
  store: Store,
  ids: readonly bigint[],
  { least, most }: Span,
): Promise<ReadonlyMap<string, Reason>> {
  const rows = await store.rows<{ channelId: string; t: string; reason: Reason }>({
    text: `SELECT channelId, toUnixTimestamp64Milli(at) AS t, reason FROM refusals FINAL
      WHERE channelId IN ${listed} AND at >= fromUnixTimestamp64Milli({least:Int64})
        AND at <= fromUnixTimestamp64Milli({most:Int64}) AND active`,
    params: { ids: ids.join(","), least, most },
  });
  return new Map(rows.map(({ channelId, t, reason }) => [`${channelId} ${t}`, reason]));
}
