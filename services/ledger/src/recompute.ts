import type { Store } from "@celadon/runtime";
import { type RegularRange, regularRange, type Touched, windowQuery } from "@celadon/telemetry-to-activity";
import type { Channel } from "./channel.ts";
import { foldIrregular, type Refolded } from "./fold-irregular.ts";
import { storeRefolded } from "./store-refolded.ts";

/** A channel as it was before the change, and the change. */
export interface Change {
  readonly before: Channel;
  readonly now: Channel;
  readonly touched: Touched;
}

/** A stretch of a channel whose windows were written again. */
export interface Renewed {
  readonly channel: Channel;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Versions of one change, in the order they may overrule each other. */
export const versionsOf = (seq: number) => ({ regular: seq * 4, emptied: seq * 4 + 1, folded: seq * 4 + 2 });

/** How far apart two channels' ranges may begin and still share a statement, which reads all from the first to the last. */
const bucketMs = 6 * 3_600_000;

/**
 * Brings the windows of changed channels up to date. Regular ones the database computes by itself, many in one statement;
 * those it declines, and those that are irregular from the start, are folded here. Running it again ends in the same rows.
 */
export async function recompute(store: Store, changes: readonly Change[], seq: number): Promise<readonly Renewed[]> {
  const versions = versionsOf(seq);
  const regular: { readonly change: Change; readonly range: RegularRange }[] = [];
  const irregular: Change[] = [];
  for (const change of changes) {
    if (change.now.eras.length === 0) continue; // nobody has declared the channel: no windows, until a model comes
    const range = regularRange({ ...change.now, ...boundsOf(change.before) }, change.touched);
    if (range === undefined) irregular.push(change);
    else regular.push({ change, range });
  }
  const renewed: Renewed[] = [];
  for (const group of groupsOf(regular)) {
    const written = await runGroup(store, group, versions.regular);
    for (const { change, range } of group) {
      if (written.has(change.now.idText)) {
        const { firstSlice, endSlice, sliceMs } = range;
        renewed.push({ channel: change.now, fromMs: firstSlice * sliceMs, toMs: endSlice * sliceMs });
      } else {
        irregular.push(change);
      }
    }
  }
  const refolded = await foldIrregular(
    store,
    irregular.map(({ now, touched }) => ({ channel: now, touched })),
  );
  await storeRefolded(store, refolded, versions.folded);
  return [...renewed, ...refolded.map(({ channel, fromMs, toMs }: Refolded) => ({ channel, fromMs, toMs }))];
}

/** A regular range looks at what was stored before the change, under what is declared now. */
const boundsOf = ({ firstMs, lastMs, longestCoverMs, lastRefusedMs }: Channel) => ({
  firstMs,
  lastMs,
  longestCoverMs,
  lastRefusedMs,
});

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
async function runGroup(store: Store, group: Group, version: number): Promise<ReadonlySet<string>> {
  const first = group[0]?.range as RegularRange; // a group has at least the channel it was made for
  const fromMs = Math.min(...group.map(({ range }) => range.fromMs));
  const toMs = Math.max(...group.map(({ range }) => range.toMs));
  await store.run(
    windowQuery({
      kind: first.rule.kind,
      method: first.rule.method,
      sliceMs: first.sliceMs,
      fromMs,
      toMs,
      version,
      channels: group.map(({ change, range }) => ({
        channelId: change.now.channelId,
        rule: range.rule,
        firstSlice: range.firstSlice,
        endSlice: range.endSlice,
        touchedMs: change.touched.fromMs,
        hasEarlier: range.rule.kind !== "interval" && (change.before.firstMs ?? fromMs) < fromMs,
        hasLater: false,
      })),
    }),
  );
  const rows = await store.rows<{ channelId: string }>({
    text: "SELECT DISTINCT channelId FROM slices WHERE version = {version:UInt64} AND start >= fromUnixTimestamp({from:Int64})",
    params: {
      version,
      from: Math.floor(Math.min(...group.map(({ range }) => range.firstSlice * range.sliceMs)) / 1000),
    },
  });
  return new Set(rows.map(({ channelId }) => channelId));
}
