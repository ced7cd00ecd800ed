import { Footprint } from "@celadon/proto";
import type { Store } from "@celadon/runtime";
import type { Shelf, Stored, WantedFootprints } from "./shelf.ts";
import { nameCell } from "./shelf-place.ts";

interface Row {
  readonly id: string;
  readonly content: string;
  readonly isCurrent: number;
}

/** Before and behind every period. */
const firstMs = 0;
const endMs = 4_102_444_800_000;

/** Reads the shelf of a store. What is current is asked of the table with every question, whoever wrote it. */
export function shelfReader(store: Store): Pick<Shelf, "get" | "list"> {
  /** With the neighbours in its history, by the last time it was current. */
  const stored = async (rows: readonly Row[]): Promise<readonly Stored[]> => {
    const neighbours = await neighboursOf(store, rows);
    return rows.map(({ id, content, isCurrent }) => ({
      footprint: Footprint.decode(Buffer.from(content, "base64")),
      isCurrent: isCurrent === 1,
      supersedes: neighbours.supersedes.get(id) ?? "",
      supersededBy: isCurrent === 1 ? "" : (neighbours.supersededBy.get(id) ?? ""),
    }));
  };
  return {
    get: async (id) => {
      const rows = await store.rows<Row>({
        text: `SELECT id, content, id IN (${currentIds("{factory:String}")}) AS isCurrent FROM (
            SELECT id, content FROM footprints FINAL WHERE id = {id:String}
            UNION ALL SELECT id, content FROM runningFootprints FINAL WHERE id = {id:String}
          ) LIMIT 1`,
        params: { id, factory: "" },
      });
      return (await stored(rows))[0];
    },
    list: async (wanted) => stored(await store.rows<Row>(listQuery(wanted))),
  };
}

/** Ids of what is current, of one factory (its cell) or, with an empty one, of all. */
const currentIds = (factory: string): string => `SELECT argMax(id, place) FROM currentFootprints
  WHERE ${factory} = '' OR factory = ${factory} GROUP BY factory, product, fromMs, toMs, lot`;

function listQuery({
  factory,
  product,
  statuses = [],
  fromMs,
  toMs,
  history,
  lots = false,
  behind,
  limit = 0,
  within = "all",
}: WantedFootprints) {
  const wanted = `({factory:String} = '' OR factory = {factory:String}) AND ({product:String} = '' OR product = {product:String})
          AND ({everybody:UInt8} OR factory IN {within:Array(String)}) AND fromMs >= {from:Int64} AND toMs <= {to:Int64}
          AND (lot != '') = {lots:UInt8}`;
  return {
    text: `SELECT id, content, id IN (${currentIds("{factory:String}")}) AS isCurrent FROM (
        SELECT factory, product, fromMs, toMs, id, status, content FROM footprints FINAL WHERE ${wanted}
        UNION ALL SELECT factory, product, fromMs, toMs, id, status, content FROM runningFootprints FINAL WHERE ${wanted}
      ) WHERE (empty({statuses:Array(String)}) OR status IN {statuses:Array(String)}) AND ({history:UInt8} OR isCurrent)
        AND (base64Decode(factory), base64Decode(product), fromMs, toMs, id)
          > ({lastFactory:String}, {lastProduct:String}, {lastFrom:Int64}, {lastTo:Int64}, {lastId:String})
      ORDER BY base64Decode(factory), base64Decode(product), fromMs, toMs, id ${limit === 0 ? "" : "LIMIT {limit:UInt64}"}`,
    params: {
      factory: factory === undefined ? "" : nameCell(factory),
      product: product === undefined ? "" : nameCell(product),
      statuses,
      from: fromMs ?? firstMs,
      to: toMs ?? endMs,
      history: Number(history),
      lots: Number(lots),
      everybody: Number(within === "all"),
      within: within === "all" ? [] : within.map(nameCell),
      lastFactory: behind?.factory ?? "",
      lastProduct: behind?.product ?? "",
      lastFrom: behind?.fromMs ?? firstMs,
      lastTo: behind?.toMs ?? firstMs,
      lastId: behind?.id ?? "",
      limit,
    },
  };
}

async function neighboursOf(store: Store, rows: readonly Row[]) {
  const ids = rows.map(({ id }) => id);
  const places =
    ids.length === 0
      ? []
      : await store.rows<{ id: string; before: string; after: string }>({
          text: `SELECT one AS id, argMaxIf(other, place, side = 'before') AS before, argMaxIf(other, place, side = 'after') AS after
            FROM (
              SELECT id AS one, supersedes AS other, place, 'before' AS side FROM currentFootprints WHERE id IN {ids:Array(String)}
              UNION ALL SELECT supersedes AS one, id AS other, place, 'after' AS side FROM currentFootprints
              WHERE supersedes IN {ids:Array(String)} AND id != ''
            ) GROUP BY one`,
          params: { ids },
        });
  return {
    supersedes: new Map(places.map(({ id, before }) => [id, before])),
    supersededBy: new Map(places.map(({ id, after }) => [id, after])),
  };
}
