import type { Store } from "@celadon/runtime";
import { coverReachMs, longestSliceMs } from "@celadon/telemetry-to-activity";
import type { Book } from "./book.ts";
import { changedSlices } from "./changed-slices.ts";
import type { Channel } from "./channel.ts";
import type { Refolded } from "./fold-irregular.ts";
import type { SeqOf } from "./seq-of.ts";
import { sliceColumns, sliceRow } from "./slice-row.ts";
import { type StoredSlices, storedSlices } from "./stored-slices.ts";

/** A stretch of a channel whose windows were written again. */
export interface Renewed {
  readonly channel: Channel;
  readonly fromMs: number;
  readonly toMs: number;
  /** Only readings behind all others have come: what was covered before is covered still. */
  readonly isAppended?: true;
}

/**
 * Stores what folding came to: the slices that differ from those stored, an empty one for each that nothing reaches any
 * more, and new verdicts. Slices first, verdicts after: a fold that is repeated after a crash knows by the old verdicts how
 * far the change reached, and would stop too early if the new ones stood already. `others`: rows of other slices, to be stored with them.
 * Returns all that was folded, whether it differs or not: another life of the ledger may have stored the difference, and died before it
 * could announce it.
 */
export async function storeRefolded(
  { store, book }: { readonly store: Store; readonly book: Book },
  refolded: readonly Refolded[],
  seqOf: SeqOf,
  others: readonly string[] = [],
): Promise<readonly Renewed[]> {
  const stored = await storedSlices(store, refolded);
  const slices = [...others];
  const renewed: Renewed[] = [];
  for (const one of refolded) {
    const { channel, cells, toMs } = one;
    const tail = book.tails.get(channel.idText);
    if (tail !== undefined && tail.last.atMs < toMs) book.tails.delete(channel.idText); // it is another one, or has to be stored first
    const before = stored.get(channel.idText);
    for (const [startMs, content] of changedSlices(cells, before?.contents)) {
      slices.push(sliceRow(channel, startMs, content, seqOf(channel.factory)));
    }
    renewed.push(...renewedBy(one, before));
  }
  await store.insert("slices", sliceColumns, Buffer.from(slices.join("")));
  await storeVerdicts({ store, book }, refolded, seqOf);
  for (const { channel, tail } of refolded) if (tail !== undefined) book.tails.set(channel.idText, tail);
  return renewed;
}

/**
 * From the first to the last slice of the stretch in which anything stands or ever stood, which may lie far behind the last reading: what
 * reached up to a border that is withdrawn leaves an empty row.
 */
function renewedBy(
  { channel, fromMs, toMs, cells }: Refolded,
  { contents = new Map(), emptied = [] }: Partial<StoredSlices> = {},
): readonly Renewed[] {
  const { firstMs, lastMs } = channel;
  let first = firstMs === undefined ? Number.POSITIVE_INFINITY : firstMs - coverReachMs(channel);
  let end = lastMs === undefined ? Number.NEGATIVE_INFINITY : lastMs + longestSliceMs;
  for (const starts of [cells.keys(), contents.keys(), emptied]) {
    for (const start of starts) {
      first = Math.min(first, start);
      end = Math.max(end, start + longestSliceMs);
    }
  }
  const renewed = { channel, fromMs: Math.max(fromMs, first), toMs: Math.min(toMs, end) };
  return renewed.fromMs < renewed.toMs ? [renewed] : [];
}

async function storeVerdicts(
  { store, book }: { readonly store: Store; readonly book: Book },
  refolded: readonly Refolded[],
  seqOf: SeqOf,
): Promise<void> {
  const rows = refolded.flatMap(({ channel, verdicts }) =>
    verdicts.map(
      ({ atMs, reason }) =>
        `${channel.idText}\t${(atMs / 1000).toFixed(3)}\t${reason ?? "counts"}\t${Number(reason !== undefined)}\t${seqOf(channel.factory)}\n`,
    ),
  );
  await store.insert("refusals", ["channelId", "at", "reason", "active", "version"], Buffer.from(rows.join("")));
  for (const { channel, verdicts } of refolded) {
    const now = book.byId.get(channel.idText) ?? channel;
    const refused = verdicts.filter(({ reason }) => reason !== undefined).map(({ atMs }) => atMs);
    if (now.lastRefusedMs !== undefined) refused.push(now.lastRefusedMs);
    if (refused.length > 0) book.put({ ...now, lastRefusedMs: refused.reduce((a, b) => Math.max(a, b)) });
  }
}
