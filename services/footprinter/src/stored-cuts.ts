import type { HourCut } from "@celadon/activity-to-inventory";
import { channelIdOf, hourOf } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import type { WantedWindows } from "./stored-windows.ts";

interface Row {
  readonly channelId: string;
  readonly t: string;
  readonly amount: string;
  readonly measured: number;
  readonly estimated: number;
  readonly marked: number;
  readonly amountBefore: string;
  readonly measuredBefore: number;
  readonly estimatedBefore: number;
}

/** Cuts of hours by channel and instant. */
export type Cuts = ReadonlyMap<string, ReadonlyMap<number, HourCut>>;

/** The hours of channels that lots cut at some instants, by factory, as the ledger keeps them. */
export async function storedCuts(
  store: Store,
  wanted: readonly (WantedWindows & { readonly atMs: readonly number[] })[],
): Promise<ReadonlyMap<string, Cuts>> {
  const found = new Map<string, Map<string, Map<number, HourCut>>>(wanted.map(({ factory }) => [factory, new Map()]));
  const byId = new Map(
    wanted.flatMap(({ factory, channels, atMs }) =>
      atMs.length === 0
        ? []
        : channels.map((channel) => [String(channelIdOf(factory, channel.name)), { factory, ...channel }] as const),
    ),
  );
  if (byId.size === 0) return found;
  const rows = await store.rows<Row>({
    text: `SELECT channelId, toUnixTimestamp64Milli(at) AS t, amount, measuredMs AS measured, estimatedMs AS estimated, marks AS marked,
        amountBefore, measuredMsBefore AS measuredBefore, estimatedMsBefore AS estimatedBefore
      FROM hourCuts FINAL WHERE channelId IN {ids:Array(UInt64)} AND toUnixTimestamp64Milli(at) IN {at:Array(Int64)}`,
    params: { ids: [...byId.keys()].map(BigInt), at: [...new Set(wanted.flatMap(({ atMs }) => atMs))] },
  });
  for (const row of rows) {
    const channel = byId.get(row.channelId);
    if (channel === undefined) continue;
    const ofFactory = found.get(channel.factory);
    const mine = ofFactory?.get(channel.name) ?? new Map<number, HourCut>();
    mine.set(Number(row.t), cutOf(row));
    ofFactory?.set(channel.name, mine);
  }
  return found;
}

const cutOf = (row: Row): HourCut => ({
  hour: {
    hourMs: hourOf(Number(row.t)),
    amount: row.amount,
    measuredMs: row.measured,
    estimatedMs: row.estimated,
    marks: row.marked,
  },
  before: {
    amount: row.amountBefore,
    measuredMs: row.measuredBefore,
    estimatedMs: row.estimatedBefore,
  },
});
