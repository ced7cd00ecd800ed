import { Footprint } from "@celadon/proto";
import type { Store } from "@celadon/runtime";

/** Footprints by id, as the footprinter stored them. One of a running period may be gone: only its last is kept. */
export async function storedFootprints(store: Store, ids: readonly string[]): Promise<ReadonlyMap<string, Footprint>> {
  if (ids.length === 0) return new Map();
  const rows = await store.rows<{ readonly content: string }>({
    text: `SELECT content FROM footprints FINAL WHERE id IN {ids:Array(String)}
      UNION ALL SELECT content FROM runningFootprints FINAL WHERE id IN {ids:Array(String)}`,
    params: { ids },
  });
  const footprints = rows.map(({ content }) => Footprint.decode(Buffer.from(content, "base64")));
  return new Map(footprints.map((footprint) => [footprint.id, footprint]));
}
