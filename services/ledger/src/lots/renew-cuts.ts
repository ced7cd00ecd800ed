import type { Lot } from "@celadon/proto";
import { hourMs, hourOf } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import { type HourCut, hourCuts, ruleAt } from "@celadon/telemetry-to-activity";
import { amountText } from "../amount-text.ts";
import type { Book } from "../book.ts";
import type { Change } from "../change.ts";
import type { Channel } from "../channel.ts";
import { foldIrregular } from "../fold-irregular.ts";
import type { SeqOf } from "../seq-of.ts";
import { shares } from "../shares.ts";
import type { Renewed } from "../store-refolded.ts";

type Stretch = Pick<Renewed, "channel" | "fromMs" | "toMs">;

/** So many periods of a channel are rather read through than left out: another round costs several statements. */
const periodsMax = 2_000;

/**
 * Writes the cuts of the hours in which lots begin or end, for stretches of channels whose windows were written: from the readings, by
 * the fold that windows come from. Windows first: a fold knows by the stored verdicts where to begin. A repeat ends in the same rows.
 */
export async function renewCuts(
  { store, book }: { readonly store: Store; readonly book: Book },
  stretches: readonly Stretch[],
  seqOf: SeqOf,
): Promise<void> {
  const borders = bordersOf(book.declared.lots);
  if (borders.size === 0) return;
  const runs = [...instantsOf(stretches, borders)].flatMap(([idText, instants]) => {
    const channel = book.byId.get(idText);
    return channel?.firstMs === undefined ? [] : [{ channel, runs: runsOf(channel, instants) }];
  });
  // A fold takes a channel once, so the first run of every channel, then the second.
  for (let round = 0; runs.some((one) => round < one.runs.length); round++) {
    const jobs = runs.flatMap(({ channel, runs: mine }) => {
      const run = mine[round];
      return run === undefined ? [] : [{ cuts: hourCuts(run), change: changeOf(channel, run) }];
    });
    const cutsOf = new Map(jobs.map(({ change, cuts }) => [change.now.idText, cuts]));
    for (const some of shares(jobs.map(({ change }) => change))) {
      await foldIrregular(
        store,
        some.map(({ now, touched }) => ({ channel: now, touched })),
        ({ idText }, step) => cutsOf.get(idText)?.add(step),
      );
    }
    const rows = jobs.flatMap(({ change: { now }, cuts }) =>
      cuts.cuts.map((cut) => cutRow(now, cut, seqOf(now.factory))),
    );
    await store.insert("hourCuts", cutColumns, Buffer.from(rows.join("")));
  }
}

/** The stretches of all channels of a lot's factory whose hours it cuts. */
export const stretchesOfLot = (book: Book, { factory, fromMs, toMs }: Lot): readonly Stretch[] =>
  [Number(fromMs), Number(toMs)].flatMap((atMs) =>
    book.ofFactory(factory).map((channel) => ({ channel, fromMs: hourOf(atMs), toMs: hourOf(atMs) + hourMs })),
  );

/** Instants within an hour where lots that hold begin or end, by factory, in order. */
function bordersOf(lots: readonly Lot[]): ReadonlyMap<string, readonly number[]> {
  const borders = new Map<string, Set<number>>();
  for (const { factory, fromMs, toMs, withdrawn } of lots) {
    if (withdrawn) continue;
    const mine = borders.get(factory) ?? new Set();
    for (const atMs of [Number(fromMs), Number(toMs)]) if (hourOf(atMs) !== atMs) mine.add(atMs);
    borders.set(factory, mine);
  }
  return new Map([...borders].map(([factory, all]) => [factory, [...all].sort((a, b) => a - b)]));
}

/** The borders whose hours lie in stretches of a channel, by its id, in order. */
function instantsOf(
  stretches: readonly Stretch[],
  borders: ReadonlyMap<string, readonly number[]>,
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, Set<number>>();
  for (const { channel, fromMs, toMs } of stretches) {
    for (const atMs of borders.get(channel.factory) ?? []) {
      if (hourOf(atMs) >= toMs || hourOf(atMs) + hourMs <= fromMs) continue;
      found.set(channel.idText, (found.get(channel.idText) ?? new Set()).add(atMs));
    }
  }
  return new Map([...found].map(([id, all]) => [id, [...all].sort((a, b) => a - b)]));
}

/** Instants that are folded in one go, because reading what lies between them is cheaper. */
function runsOf(channel: Channel, instants: readonly number[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const atMs of instants) {
    const last = runs.at(-1)?.at(-1);
    const reachMs = periodsMax * (ruleAt(channel.eras, atMs)?.periodMs ?? hourMs);
    if (last !== undefined && atMs - last <= reachMs) runs.at(-1)?.push(atMs);
    else runs.push([atMs]);
  }
  return runs;
}

function changeOf(now: Channel, run: readonly number[]): Change {
  const [first, last] = [run[0] as number, run.at(-1) as number]; // a run has at least one
  return { before: now, now, touched: { fromMs: hourOf(first), toMs: hourOf(last) + hourMs } };
}

const cutColumns = [
  ...["channelId", "at", "amount", "measuredMs", "estimatedMs", "marks"],
  ...["amountBefore", "measuredMsBefore", "estimatedMsBefore", "version"],
];

const cutRow = ({ idText }: Channel, { atMs, hour, before }: HourCut, version: number): string =>
  `${[
    ...[idText, (atMs / 1000).toFixed(3), amountText(hour.pico), hour.measuredMs, hour.estimatedMs, hour.marks],
    ...[amountText(before.pico), before.measuredMs, before.estimatedMs, version],
  ].join("\t")}\n`;
