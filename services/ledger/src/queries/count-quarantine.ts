import type { QuarantineCount } from "@celadon/proto";
import { readingsByReason } from "./readings-by-reason.ts";
import { channelsOf, type QueryPorts, type Scope } from "./scope.ts";
import { mayBeRefused } from "./undeclared.ts";

/** Before and behind every reading. */
const firstMs = 0;
const endMs = 4_102_444_800_000;

/** How many readings of the scope are quarantined, by factory and reason, whatever page is asked for. */
export async function countQuarantine({ store, book }: QueryPorts, scope: Scope): Promise<readonly QuarantineCount[]> {
  const { fromMs = firstMs, toMs = endMs } = scope;
  const rows = await readingsByReason(store, channelsOf(book, scope).filter(mayBeRefused), { fromMs, toMs });
  const counts = new Map<string, { readonly factory: string; readonly reason: string; readings: bigint }>();
  for (const { channelId, reason, count } of rows) {
    const factory = book.byId.get(channelId)?.factory;
    if (factory === undefined || reason === "") continue; // only ids of the book were asked for
    const one = counts.get(`${factory} ${reason}`) ?? { factory, reason, readings: 0n };
    one.readings += count;
    counts.set(`${factory} ${reason}`, one);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
}
