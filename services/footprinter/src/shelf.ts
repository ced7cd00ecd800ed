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
interface FactoryPeriod {
  readonly factory: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** All footprints that a period has now. */
export interface Renewal {
  readonly period: FactoryPeriod;
  readonly footprints: readonly Footprint[];
}

/** The stored footprints: which is current, and what each superseded. */
export interface Shelf {
  /**
   * Stores the footprints of periods, each given once. One that is already current changes nothing; a product that has none any
   * more (it made nothing, its readings were retracted, the model forgot it) has no current footprint from now on.
   */
  put(renewals: readonly Renewal[], position: string): Promise<void>;
  get(id: string): Promise<Stored | undefined>;
  /** Current footprints, or with `history` all that are kept, by factory, product, start, end and id. */
  list(wanted: WantedFootprints): Promise<readonly Stored[]>;
}

/** Which footprints a list is about. What is not given does not narrow it. */
interface WantedFootprints {
  readonly factory?: string | undefined;
  readonly product?: string | undefined;
  readonly statuses?: readonly string[] | undefined;
  /** Footprints whose whole period lies in [fromMs, toMs). */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly history: boolean;
  /** Only what comes behind this one, and so many. */
  readonly behind?: FootprintKey | undefined;
  readonly limit?: number | undefined;
}

/** What lists are ordered by. */
interface FootprintKey {
  readonly factory: string;
  readonly product: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly id: string;
}

export interface Stored {
  readonly footprint: Footprint;
  readonly isCurrent: boolean;
  readonly supersedes: string;
  /** The one in its place; empty while it is current, and when it lost its ground without another in its place. */
  readonly supersededBy: string;
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
  const supersedes = new Map<string, string>();
  const supersededBy = new Map<string, string>();
  const rows = await store.rows<Omit<Place, "place"> & { readonly place: string }>({
    text: `SELECT base64Decode(factory) AS factory, base64Decode(product) AS product, fromMs, toMs, place, id, supersedes
      FROM currentFootprints ORDER BY factory, product, fromMs, toMs, place`,
  });
  const take = (place: Place): void => {
    current.set(keyOf(place), place);
    supersedes.set(place.id, place.supersedes);
    if (place.id !== "") supersededBy.set(place.supersedes, place.id);
  };
  for (const row of rows) take({ ...row, place: Number(row.place) });

  const put: Shelf["put"] = async (renewals, position) => {
    const footprints = renewals.flatMap((renewal) => renewal.footprints);
    const fresh = footprints.filter((footprint) => current.get(keyOf(footprint))?.id !== footprint.id);
    const placed = fresh.map((footprint) => {
      const { factory, product, id } = footprint;
      const before = current.get(keyOf(footprint));
      const last = before === undefined ? "" : before.id || before.supersedes;
      const place = before === undefined ? 1 : before.place + 1;
      const [fromMs, toMs] = [String(footprint.fromMs), String(footprint.toMs)];
      return { footprint, place: { factory, product, fromMs, toMs, id, supersedes: last, place } };
    });
    const kept = new Set(footprints.map(keyOf));
    const gone = [...current.values()]
      .filter((one) => one.id !== "" && !kept.has(keyOf(one)) && renewals.some(({ period }) => isOf(period, one)))
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
    for (const place of gone) {
      // 3. That one lost its ground, by an event without a footprint; may be said twice, as those below.
      const { factory, supersedes } = place;
      await log.publish(
        topics.footprint.name,
        factory,
        FootprintEvent.encode({ footprint: undefined, supersedes, position }).finish(),
      );
      take(place);
    }
    for (const { footprint, place } of placed) {
      // 4. The event. May be said twice; the id tells. If it fails, nothing is current here yet, and a repeat says it.
      const event = FootprintEvent.encode({ footprint, supersedes: place.supersedes, position }).finish();
      await log.publish(topics.footprint.name, footprint.factory, event);
      take(place);
    }
  };

  const stored = (footprint: Footprint): Stored => {
    const { id } = footprint;
    const isCurrent = current.get(keyOf(footprint))?.id === id;
    return {
      footprint,
      isCurrent,
      supersedes: supersedes.get(id) ?? "",
      supersededBy: isCurrent ? "" : (supersededBy.get(id) ?? ""),
    };
  };

  const get: Shelf["get"] = async (id) => {
    const [row] = await store.rows<{ content: string }>({
      text: `SELECT content FROM footprints FINAL WHERE id = {id:String}
        UNION ALL SELECT content FROM runningFootprints FINAL WHERE id = {id:String}`,
      params: { id },
    });
    return row && stored(read(row.content));
  };

  const list: Shelf["list"] = async (wanted) => {
    const { factory, product, statuses = [], fromMs = firstMs, toMs = endMs, history, behind, limit = 0 } = wanted;
    const found = await store.rows<{ content: string }>({
      text: `SELECT content FROM (
          SELECT factory, product, fromMs, toMs, id, status, content FROM footprints FINAL
          UNION ALL SELECT factory, product, fromMs, toMs, id, 'running' AS status, content FROM runningFootprints FINAL
        ) WHERE ({factory:String} = '' OR factory = {factory:String}) AND ({product:String} = '' OR product = {product:String})
          AND (empty({statuses:Array(String)}) OR status IN {statuses:Array(String)})
          AND fromMs >= {from:Int64} AND toMs <= {to:Int64}
          AND ({history:UInt8} OR id IN {ids:Array(String)})
          AND (base64Decode(factory), base64Decode(product), fromMs, toMs, id)
            > ({lastFactory:String}, {lastProduct:String}, {lastFrom:Int64}, {lastTo:Int64}, {lastId:String})
        ORDER BY base64Decode(factory), base64Decode(product), fromMs, toMs, id ${limit === 0 ? "" : "LIMIT {limit:UInt64}"}`,
      params: {
        factory: factory === undefined ? "" : name(factory),
        product: product === undefined ? "" : name(product),
        statuses,
        from: fromMs,
        to: toMs,
        history: Number(history),
        ids: [...current.values()].flatMap(({ id }) => (id === "" ? [] : [id])),
        lastFactory: behind?.factory ?? "",
        lastProduct: behind?.product ?? "",
        lastFrom: behind?.fromMs ?? firstMs,
        lastTo: behind?.toMs ?? firstMs,
        lastId: behind?.id ?? "",
        limit,
      },
    });
    return found.map(({ content }) => stored(read(content)));
  };
  return { put, get, list };
}

/** Before and behind every period. */
const firstMs = 0;
const endMs = 4_102_444_800_000;
