import { Footprint, FootprintEvent, topics } from "@celadon/proto";
import type { EventLog, Store } from "@celadon/runtime";

/** Which footprint of a product and period holds. `id` is empty where none does any more: it lost the ground it stood on. */
interface Place {
  readonly factory: string;
  readonly product: string;
  readonly fromMs: string;
  readonly toMs: string;
  readonly id: string;
  readonly supersedes: string;
  readonly place: number;
}

/** The period of a factory whose footprints were calculated. */
export interface FactoryPeriod {
  readonly factory: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The stored footprints: which is current, and what each superseded. */
export interface Shelf {
  /**
   * Stores the footprints of a period. One that is already current changes nothing; a product that has none any more (it
   * made nothing, its readings were retracted, the model forgot it) has no current footprint from now on.
   */
  put(period: FactoryPeriod, footprints: readonly Footprint[], position: string): Promise<void>;
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

const keyOf = ({ factory, product, fromMs, toMs }: Footprint | Place): string =>
  `${factory}\u0000${product}\u0000${fromMs}\u0000${toMs}`;
const isOf = ({ factory, fromMs, toMs }: FactoryPeriod, place: Place): boolean =>
  place.factory === factory && Number(place.fromMs) === fromMs && Number(place.toMs) === toMs;
const bytesOf = (footprint: Footprint): Uint8Array => Footprint.encode(footprint).finish();
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const name = (text: string): string => base64(Buffer.from(text));
const read = (content: string): Footprint => Footprint.decode(Buffer.from(content, "base64"));

/** Opens the shelf of a store. One process writes it, so what is current is kept here beside the table. */
export async function openShelf(store: Store, log: EventLog): Promise<Shelf> {
  const current = new Map<string, Place>();
  const supersededBy = new Map<string, string>();
  const rows = await store.rows<Omit<Place, "place"> & { readonly place: string }>({
    text: `SELECT base64Decode(factory) AS factory, base64Decode(product) AS product, fromMs, toMs, place, id, supersedes
      FROM currentFootprints ORDER BY factory, product, fromMs, toMs, place`,
  });
  const take = (place: Place): void => {
    current.set(keyOf(place), place);
    supersededBy.set(place.id, place.supersedes);
  };
  for (const row of rows) take({ ...row, place: Number(row.place) });

  const put: Shelf["put"] = async (period, footprints, position) => {
    const fresh = footprints.filter((footprint) => current.get(keyOf(footprint))?.id !== footprint.id);
    const placed = fresh.map((footprint) => {
      const { factory, product, id } = footprint;
      const before = current.get(keyOf(footprint));
      const supersedes = before === undefined ? "" : before.id || before.supersedes;
      const place = before === undefined ? 1 : before.place + 1;
      const [fromMs, toMs] = [String(footprint.fromMs), String(footprint.toMs)];
      return { footprint, place: { factory, product, fromMs, toMs, id, supersedes, place } };
    });
    const kept = new Set(footprints.map(keyOf));
    const gone = [...current.values()]
      .filter((one) => one.id !== "" && isOf(period, one) && !kept.has(keyOf(one)))
      .map((one): Place => ({ ...one, id: "", supersedes: one.id, place: one.place + 1 }));
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
              `${name(f.factory)}\t${name(f.product)}\t${f.fromMs}\t${f.toMs}\t${f.id}\t${base64(bytesOf(f))}\t${place.place}\n`,
          )
          .join(""),
      ),
    );
    // 2. Which is current. After a crash in between the next calculation writes it.
    await store.insert(
      "currentFootprints",
      ["factory", "product", "fromMs", "toMs", "place", "id", "supersedes"],
      Buffer.from(
        [...placed.map(({ place }) => place), ...gone]
          .map(
            ({ factory, product, fromMs, toMs, place, id, supersedes }) =>
              `${name(factory)}\t${name(product)}\t${fromMs}\t${toMs}\t${place}\t${id}\t${supersedes}\n`,
          )
          .join(""),
      ),
    );
    for (const place of gone) take(place);
    for (const { footprint, place } of placed) {
      // 3. The event. May be said twice; the id tells. If it fails, nothing is current here yet, and a repeat says it.
      const event = FootprintEvent.encode({ footprint, supersedes: place.supersedes, position }).finish();
      await log.publish(topics.footprint.name, footprint.factory, event);
      take(place);
    }
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
        ids: [...current.values()].flatMap(({ id }) => (id === "" ? [] : [id])),
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
