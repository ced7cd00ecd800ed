import { channelIdOf } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import { type Fleet, registerMicro, startMs } from "./fleet.ts";

/** The rows of periods [from, to) of a fleet as the store's own TabSeparated text. */
export function tsvOf({ factory, channels, periodMs }: Fleet, from: number, to: number): Buffer {
  const ids = channels.map((channel) => String(channelIdOf(factory, channel)));
  const rows: string[] = [];
  for (let k = from; k < to; k++) {
    const at = ((startMs + k * periodMs) / 1000).toFixed(3);
    ids.forEach((id, c) => {
      rows.push(`${id}\t${at}\t${(registerMicro(c, k) / 1e6).toFixed(6)}\t0\t2\t0\t1024\t1\n`);
    });
  }
  return Buffer.from(rows.join(""));
}

export const columns = ["channelId", "at", "value", "revision", "quality", "coversSeconds", "marks", "seq"];

/** Milliseconds the engine takes to insert a text, nothing else asked of it. */
export async function insertMs(store: Store, tsv: Buffer): Promise<number> {
  const startedAt = performance.now();
  await store.insert("readings", columns, tsv);
  return performance.now() - startedAt;
}

/** Fills the table with periods [from, to) of a fleet inside the engine, in pieces. */
export async function fill(
  store: Store,
  { factory, channels, periodMs }: Fleet,
  from: number,
  to: number,
): Promise<void> {
  const ids = channels.map((channel) => channelIdOf(factory, channel));
  const piece = Math.max(1, Math.floor(2_000_000 / channels.length));
  for (let k = from; k < to; k += piece) {
    const end = Math.min(to, k + piece);
    await store.run({
      text: `INSERT INTO readings (${columns.join(", ")})
        WITH {ids:Array(UInt64)} AS ids
        SELECT ids[number % {n:UInt64} + 1],
          fromUnixTimestamp64Milli({start:Int64} + (intDiv(number, {n:UInt64}) + {from:Int64}) * {period:Int64}),
          reinterpret(toInt64(1000000000 + (number % {n:UInt64}) * 7142857 + (intDiv(number, {n:UInt64}) + {from:Int64}) * 1234567),
            'Decimal(18, 6)'),
          0, 2, 0, 1024, 1
        FROM numbers({count:UInt64})`,
      params: { ids, n: ids.length, start: startMs, from: k, period: periodMs, count: (end - k) * ids.length },
    });
  }
}
