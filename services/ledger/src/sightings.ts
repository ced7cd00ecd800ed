import type { Log, Store } from "@celadon/runtime";
import type { Channel } from "./channel.ts";

/** When and how the newest reading of a channel came. */
export interface Sighting {
  readonly atMs: number;
  readonly receivedMs: number;
  /** The way it came, such as `hj212:192.0.2.7`. */
  readonly origin: string;
}

/** What was last heard of channels, written down now and then: of ten thousand meters that speak every second a row each would cost. */
export interface Sightings {
  see(channel: Channel, sighting: Sighting): void;
  /** Resolves when all that was seen is in the store. */
  save(): Promise<void>;
}

const everyMs = 60_000;

/**
 * A process that dies loses what it has seen since; the next reading of a channel makes it good, and until then the older sighting does
 * not fit the newest reading, so that it is not taken for its own. The origin is base64 in the store, because any text is safe so.
 */
export function openSightings(store: Store, notes: Log): Sightings {
  let seen = new Map<string, Sighting>();
  let timer: NodeJS.Timeout | undefined;
  const save = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const rows = [...seen].map(
      ([id, { atMs, receivedMs, origin }]) =>
        `${id}\t${atMs}\t${receivedMs}\t${Buffer.from(origin).toString("base64")}\n`,
    );
    if (rows.length === 0) return;
    const held = seen;
    seen = new Map();
    try {
      await store.insert("sightings", ["channelId", "atMs", "receivedMs", "origin"], Buffer.from(rows.join("")));
    } catch (error) {
      for (const [id, sighting] of held) keepNewer(seen, id, sighting);
      throw error;
    }
  };
  return {
    see: ({ idText }, sighting) => {
      keepNewer(seen, idText, sighting);
      timer ??= setTimeout(() => {
        save().catch((error: unknown) =>
          notes.warn({ err: error }, "when meters were last heard of is not written down"),
        );
      }, everyMs).unref();
    },
    save,
  };
}

function keepNewer(seen: Map<string, Sighting>, id: string, sighting: Sighting): void {
  const before = seen.get(id);
  if (before === undefined || before.atMs <= sighting.atMs) seen.set(id, sighting);
}

/** What the store has of channels, by id. */
export async function storedSightings(store: Store, ids: readonly bigint[]): Promise<ReadonlyMap<string, Sighting>> {
  const rows = await store.rows<{ channelId: string; atMs: string; receivedMs: string; origin: string }>({
    text: `SELECT channelId, atMs, receivedMs, base64Decode(origin) AS origin FROM sightings FINAL
      WHERE channelId IN {ids:Array(UInt64)}`,
    params: { ids },
  });
  return new Map(
    rows.map(({ channelId, atMs, receivedMs, origin }) => [
      channelId,
      { atMs: Number(atMs), receivedMs: Number(receivedMs), origin },
    ]),
  );
}

/** When the newest reading of every channel was that was ever seen. */
export async function allSightings(
  store: Store,
): Promise<readonly { readonly channelId: string; readonly atMs: number }[]> {
  const rows = await store.rows<{ channelId: string; atMs: string }>({
    text: "SELECT channelId, max(atMs) AS atMs FROM sightings GROUP BY channelId",
  });
  return rows.map(({ channelId, atMs }) => ({ channelId, atMs: Number(atMs) }));
}
