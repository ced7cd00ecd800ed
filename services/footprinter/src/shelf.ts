import { Footprint, FootprintEvent, topics } from "@celadon/proto";
import type { EventLog, Store } from "@celadon/runtime";

/** Where one footprint of a product and period stands in its history. */
export interface Place {
  readonly id: string;
  readonly supersedes: string;
  readonly place: number;
}

/** The stored footprints: which is current, and what each superseded. */
export interface Shelf {
  /** Stores footprints; one that is already current changes nothing. Returns those that are new. */
  put(footprints: readonly Footprint[], position: string): Promise<readonly Footprint[]>;
  get(id: string): Promise<Footprint | undefined>;
  /** Current footprints, or with `history` all that are kept, by factory, product and period. */
  list(wanted: {
    readonly factory?: string;
    readonly product?: string;
    readonly history: boolean;
  }): Promise<readonly Stored[]>;
}

export interface Stored {
  readonly footprint: Footprint;
  readonly isCurrent: boolean;
  readonly supersedes: string;
}

const keyOf = ({ factory, product, fromMs, toMs }: Footprint): string =>
  `${factory}\u0000${product}\u0000${fromMs}\u0000${toMs}`;
const bytesOf = (footprint: Footprint): Uint8Array => Footprint.encode(footprint).finish();
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const name = (text: string): string => base64(Buffer.from(text));
const read = (content: string): Footprint => Footprint.decode(Buffer.from(content, "base64"));

/** Opens the shelf of a store. One process writes it, so what is current is kept here beside the table. */
export async function openShelf(store: Store, log: EventLog): Promise<Shelf> {
  const current = new Map<string, Place>();
  const supersededBy = new Map<string, string>();
  const rows = await store.rows<{
    factory: string;
    product: string;
    fromMs: string;
    toMs: string;
    place: string;
    id: string;
    supersedes: string;
  }>({
    text: `SELECT base64Decode(factory) AS factory, base64Decode(product) AS product, fromMs, toMs, place, id, supersedes
      FROM currentFootprints ORDER BY factory, product, fromMs, toMs, place`,
  });
  for (const { factory, product, fromMs, toMs, place, id, supersedes } of rows) {
    current.set(`${factory}\u0000${product}\u0000${fromMs}\u0000${toMs}`, { id, supersedes, place: Number(place) });
    supersededBy.set(id, supersedes);
  }

  const put = async (footprints: readonly Footprint[], position: string): Promise<readonly Footprint[]> => {
    const fresh = footprints.filter((footprint) => current.get(keyOf(footprint))?.id !== footprint.id);
    const placed = fresh.map((footprint) => {
      const before = current.get(keyOf(footprint));
      return { footprint, supersedes: before?.id ?? "", place: before === undefined ? 1 : before.place + 1 };
    });
    // 1. The footprints themselves: by id, or for a running period in the place of the one before.
    await store.insert(
      "footprints",
      ["id", "factory", "product", "fromMs", "toMs", "status", "content"],
      Buffer.from(
        placed
          .filter(({ footprint }) => footprint.status !== "running")
          .map(
            ({ footprint: f }) =>
              `${f.id}\t${name(f.factory)}\t${name(f.product)}\t${f.fromMs}\t${f.toMs}\t${f.status}\t${base64(bytesOf(f))}\n`,
          )
          .join(""),
      ),
    );
    await store.insert(
      "runningFootprints",
      ["factory", "product", "fromMs", "toMs", "id", "content", "place"],
      Buffer.from(
        placed
          .filter(({ footprint }) => footprint.status === "running")
          .map(
            ({ footprint: f, place }) =>
              `${name(f.factory)}\t${name(f.product)}\t${f.fromMs}\t${f.toMs}\t${f.id}\t${base64(bytesOf(f))}\t${place}\n`,
          )
          .join(""),
      ),
    );
    // 2. Which is current. After a crash in between the next calculation writes it.
    await store.insert(
      "currentFootprints",
      ["factory", "product", "fromMs", "toMs", "place", "id", "supersedes"],
      Buffer.from(
        placed
          .map(
            ({ footprint: f, place, supersedes }) =>
              `${name(f.factory)}\t${name(f.product)}\t${f.fromMs}\t${f.toMs}\t${place}\t${f.id}\t${supersedes}\n`,
          )
          .join(""),
      ),
    );
    for (const { footprint, supersedes, place } of placed) {
      // 3. The event. May be said twice; the id tells. If it fails, nothing is current here yet, and a repeat says it.
      const event = FootprintEvent.encode({ footprint, supersedes, position }).finish();
      await log.publish(topics.footprint.name, footprint.factory, event);
      current.set(keyOf(footprint), { id: footprint.id, supersedes, place });
      supersededBy.set(footprint.id, supersedes);
    }
    return fresh;
  };

  const get = async (id: string): Promise<Footprint | undefined> => {
    const [row] = await store.rows<{ content: string }>({
      text: `SELECT content FROM footprints FINAL WHERE id = {id:String}
        UNION ALL SELECT content FROM runningFootprints FINAL WHERE id = {id:String}`,
      params: { id },
    });
    return row && read(row.content);
  };

  const list: Shelf["list"] = async ({ factory, product, history }) => {
    const found = await store.rows<{ content: string }>({
      text: `SELECT content FROM (
          SELECT factory, product, fromMs, id, content FROM footprints FINAL
          UNION ALL SELECT factory, product, fromMs, id, content FROM runningFootprints FINAL
        ) WHERE ({factory:String} = '' OR factory = {factory:String}) AND ({product:String} = '' OR product = {product:String})
          AND ({history:UInt8} OR id IN {ids:Array(String)})
        ORDER BY base64Decode(factory), base64Decode(product), fromMs, id`,
      params: {
        factory: factory === undefined ? "" : name(factory),
        product: product === undefined ? "" : name(product),
        history: Number(history),
        ids: [...current.values()].map(({ id }) => id),
      },
    });
    return found.map(({ content }) => {
      const footprint = read(content);
      const isCurrent = current.get(keyOf(footprint))?.id === footprint.id;
      return { footprint, isCurrent, supersedes: supersededBy.get(footprint.id) ?? "" };
    });
  };
  return { put, get, list };
}
