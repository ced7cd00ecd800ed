import type { Meter, Store } from "@celadon/runtime";
import { type Cell, regularRange, windowQuery } from "@celadon/telemetry-to-activity";
import type { Book } from "./book.ts";
import { type Change, type Regular, renewedBy } from "./change.ts";
import type { Channel } from "./channel.ts";
import { foldIrregular } from "./fold-irregular.ts";
import { followTails, tailBehind } from "./follow-tails.ts";
import type { SeqOf } from "./seq-of.ts";
import { shares } from "./shares.ts";
import { sliceColumns } from "./slice-row.ts";
import { type Renewed, storeRefolded } from "./store-refolded.ts";

const quarantined = "celadon_quarantined_readings_total";

/** How far apart two channels' ranges may begin and still share a statement, which reads all from the first to the last. */
const bucketMs = 6 * 3_600_000;

/**
 * Brings the windows of changed channels up to date. A few readings behind a tail that is known are followed here, without a look at
 * what is stored; other regular ones the database computes by itself, many in one statement; those it declines, and those that are
 * irregular from the start, are folded here. All three come to the same, and running it again ends in the same rows.
 * The sequence of a factory is above that of every window it has.
 */
export async function recompute(
  { store, book, meter }: { readonly store: Store; readonly book: Book; readonly meter?: Meter },
  changes: readonly Change[],
  seqOf: SeqOf,
): Promise<readonly Renewed[]> {
  const regular: Regular[] = [];
  const irregular: Change[] = [];
  for (const change of changes) {
    const range = regularRange({ ...change.now, ...boundsOf(change.before) }, change.touched);
    if (range === undefined) irregular.push(change);
    else regular.push({ change, range });
  }
  const { rows, tails, renewed, others } = followTails(book, regular, seqOf);
  irregular.push(...others.filter(({ range }) => !range.isToldBySql).map(({ change }) => change));
  for (const group of groupsOf(others.filter(({ range }) => range.isToldBySql))) {
    const written = await runGroup(store, group, seqOf);
    for (const { change, range } of group) {
      const last = written.get(change.now.idText);
      const tail = last && tailBehind(change, last);
      if (tail === undefined) book.tails.delete(change.now.idText);
      else book.tails.set(change.now.idText, tail);
      if (last === undefined) irregular.push(change);
      else renewed.push(renewedBy(change, range));
    }
  }
  for (const some of shares(irregular)) {
    const refolded = await foldIrregular(
      store,
      some.map(({ now, touched }) => ({ channel: now, touched })),
    );
    const followed = rows.splice(0); // each statement costs, whatever it holds
    renewed.push(...(await storeRefolded({ store, book }, refolded, seqOf, followed)));
    for (const { verdicts } of refolded) {
      for (const { reason } of verdicts) if (reason !== undefined) meter?.count(quarantined, { reason });
    }
  }
  await store.insert("slices", sliceColumns, Buffer.from(rows.join("")));
  for (const [id, tail] of tails) book.tails.set(id, tail);
  return renewed;
}

/** A regular range looks at what was stored before the change, under what is declared now. */
const boundsOf = ({ firstMs, lastMs, lastRefusedMs }: Channel) => ({ firstMs, lastMs, lastRefusedMs });

type Group = readonly Regular[];

function groupsOf(regular: Group): readonly Group[] {
  const groups = new Map<string, Regular[]>();
  for (const one of regular) {
    const { rule, sliceMs, fromMs } = one.range;
    const key = `${rule.kind} ${rule.method} ${sliceMs} ${Math.floor(fromMs / bucketMs)}`;
    const group = groups.get(key) ?? [];
    group.push(one);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The last slices of the channels whose windows the statement wrote, by id; it writes nothing for one that turns out irregular. */
async function runGroup(store: Store, group: Group, seqOf: SeqOf): Promise<ReadonlyMap<string, Cell>> {
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
  const rows = await store.rows<{ channelId: string; s: string; pico: string; m: number; e: number; marks: number }>({
    // Each channel has versions of its own partition only, so that it is among those of another is no sign of it.
    text: `SELECT channelId, toUnixTimestamp(max(start)) AS s, toString(reinterpretAsInt128(argMax(amount, start))) AS pico,
        argMax(measuredMs, start) AS m, argMax(estimatedMs, start) AS e, argMax(marks, start) AS marks
      FROM slices WHERE version IN {versions:Array(UInt64)} AND start >= fromUnixTimestamp({from:Int64}) GROUP BY channelId`,
    params: {
      versions: [...new Set(group.map(({ change }) => seqOf(change.now.factory)))],
      from: Math.floor(Math.min(...group.map(({ range }) => range.firstSlice * range.sliceMs)) / 1000),
    },
  });
  return new Map(
    rows.map(({ channelId, s, pico, m, e, marks }) => [
      channelId,
      { startMs: Number(s) * 1000, pico: BigInt(pico), measuredMs: m, estimatedMs: e, marks },
    ]),
  );
}
