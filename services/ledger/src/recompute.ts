import type { Store } from "@celadon/runtime";
import { type RegularRange, regularRange, type Touched, windowQuery } from "@celadon/telemetry-to-activity";
import type { Book } from "./book.ts";
import type { Channel } from "./channel.ts";
import { foldIrregular } from "./fold-irregular.ts";
import type { SeqOf } from "./seq-of.ts";
import { shares } from "./shares.ts";
import { type Renewed, storeRefolded } from "./store-refolded.ts";

/** A channel as it was before the change, and the change. */
export interface Change {
  readonly before: Channel;
  readonly now: Channel;
  readonly touched: Touched;
}

/** How far apart two channels' ranges may begin and still share a statement, which reads all from the first to the last. */
const bucketMs = 6 * 3_600_000;

/**
 * Brings the windows of changed channels up to date. Regular ones the database computes by itself, many in one statement;
 * those it declines, and those that are irregular from the start, are folded here. Running it again ends in the same rows.
 * The sequence of a factory is above that of every window it has.
 */
export async function recompute(
  { store, book }: { readonly store: Store; readonly book: Book },
  changes: readonly Change[],
  seqOf: SeqOf,
): Promise<readonly Renewed[]> {
  const regular: { readonly change: Change; readonly range: RegularRange }[] = [];
  const irregular: Change[] = [];
  for (const change of changes) {
    const range = regularRange({ ...change.now, ...boundsOf(change.before) }, change.touched);
    if (range === undefined) irregular.push(change);
    else regular.push({ change, range });
  }
  const renewed: Renewed[] = [];
  for (const group of groupsOf(regular)) {
    const written = await runGroup(store, group, seqOf);
    for (const { change, range } of group) {
      if (written.has(change.now.idText)) {
        const { firstSlice, endSlice, sliceMs } = range;
        renewed.push({ channel: change.now, fromMs: firstSlice * sliceMs, toMs: endSlice * sliceMs });
      } else {
        irregular.push(change);
      }
    }
  }
  for (const some of shares(irregular)) {
    const refolded = await foldIrregular(
      store,
      some.map(({ now, touched }) => ({ channel: now, touched })),
    );
    renewed.push(...(await storeRefolded({ store, book }, refolded, seqOf)));
  }
  return renewed;
}

/** A regular range looks at what was stored before the change, under what is declared now. */
const boundsOf = ({ firstMs, lastMs, lastRefusedMs }: Channel) => ({ firstMs, lastMs, lastRefusedMs });

type Group = readonly { readonly change: Change; readonly range: RegularRange }[];

function groupsOf(regular: Group): readonly Group[] {
  const groups = new Map<string, { readonly change: Change; readonly range: RegularRange }[]>();
  for (const one of regular) {
    const { rule, sliceMs, fromMs } = one.range;
    const key = `${rule.kind} ${rule.method} ${sliceMs} ${Math.floor(fromMs / bucketMs)}`;
    const group = groups.get(key) ?? [];
    group.push(one);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Ids of the channels whose windows the statement wrote; it writes nothing for one that turns out irregular. */
async function runGroup(store: Store, group: Group, seqOf: SeqOf): Promise<ReadonlySet<string>> {
  const { rule, sliceMs } = (group[0] as Group[number]).range; // a group has at least the channel it was made for
  await store.run(
    windowQuery({
      kind: rule.kind,
      method: rule.method,
      sliceMs,
      channels: group.map(({ change, range }) => ({
        ...range,
        channelId: change.now.channelId,
        touchedMs: change.touched.fromMs,
        version: seqOf(change.now.factory),
      })),
    }),
  );
  const rows = await store.rows<{ channelId: string }>({
    // Each channel has versions of its own partition only, so that it is among those of another is no sign of it.
    text: "SELECT DISTINCT channelId FROM slices WHERE version IN {versions:Array(UInt64)} AND start >= fromUnixTimestamp({from:Int64})",
    params: {
      versions: [...new Set(group.map(({ change }) => seqOf(change.now.factory)))],
      from: Math.floor(Math.min(...group.map(({ range }) => range.firstSlice * range.sliceMs)) / 1000),
    },
  });
  return new Set(rows.map(({ channelId }) => channelId));
}
