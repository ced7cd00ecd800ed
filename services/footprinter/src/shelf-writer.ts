import { Footprint, FootprintEvent, topics } from "@celadon/proto";
import type { EventLog, Store } from "@celadon/runtime";
import type { FactoryPeriod, Shelf } from "./shelf.ts";
import { lotKey, nameCell, type Place, placeKey } from "./shelf-place.ts";

interface Placed {
  readonly footprint: Footprint;
  readonly place: Place;
}

/**
 * Puts footprints on the shelf: stored first, then current, then announced. A crash in between is mended by the next put of the
 * same: it finds what stands, and says again what this process has not said yet.
 */
export function shelfWriter(store: Store, log: EventLog): Shelf["put"] {
  const announced = new Map<string, string>();
  return async (renewals) => {
    const positions = new Map(renewals.map(({ period, position }) => [period.factory, position]));
    const footprints = renewals.flatMap((renewal) => renewal.footprints);
    const before = await placesOf(store, [...new Set(renewals.map(({ period }) => period.factory))]);
    const placed = footprints.flatMap((footprint) => {
      const last = before.get(placeKey(footprint)) ?? formerPlace(footprint, before);
      return last?.id === footprint.id ? [] : [{ footprint, place: placeBehind(last, footprint) }];
    });
    const kept = new Set(footprints.map(placeKey));
    const gone = [...before.values()]
      .filter((one) => one.id !== "" && !kept.has(placeKey(one)) && renewals.some(({ period }) => isOf(period, one)))
      .map((one): Place => ({ ...one, id: "", supersedes: one.id, place: one.place + 1 }));

    // 1. The footprints themselves: by id, or where only the last is kept in the place of the one before.
    await store.insert(
      "footprints",
      footprintColumns,
      linesOf(
        placed.filter(({ footprint }) => !isPassing(footprint)),
        footprintCells,
      ),
    );
    await store.insert(
      "runningFootprints",
      runningColumns,
      linesOf(
        placed.filter(({ footprint }) => isPassing(footprint)),
        runningCells,
      ),
    );

    // 2. Which is current. After a crash in between the next calculation writes it.
    await store.insert(
      "currentFootprints",
      placeColumns,
      linesOf([...placed.map(({ place }) => place), ...gone], placeCells),
    );

    // 3. That one lost its ground, by an event without a footprint; may be said twice, as those below.
    // 4. What is new. And what was current already, once: whoever made it current may have died before saying so.
    const behind = new Map(placed.map(({ place }) => [placeKey(place), place]));
    const news = footprints.flatMap((footprint) => {
      const key = placeKey(footprint);
      const place = behind.get(key) ?? before.get(key);
      return place === undefined || announced.get(key) === footprint.id ? [] : [{ place, footprint }];
    });
    await Promise.all([
      ...gone.map((place) => say(place, undefined)),
      ...news.map((one) => say(one.place, one.footprint)),
    ]);

    /** In the order of the calls, as the log keeps them; waited for together. */
    async function say(place: Place, footprint: Footprint | undefined): Promise<void> {
      const position = positions.get(place.factory) as string; // it is of one of the renewals
      const event = FootprintEvent.encode({ footprint, supersedes: place.supersedes, position }).finish();
      await log.publish(topics.footprint.name, place.factory, event);
      announced.set(placeKey(place), place.id);
    }
  };
}

/** What is current, or was last, of every product and period of these factories. */
async function placesOf(store: Store, factories: readonly string[]): Promise<ReadonlyMap<string, Place>> {
  const rows = await store.rows<Omit<Place, "place"> & { readonly last: string }>({
    text: `SELECT base64Decode(factory) AS factory, base64Decode(product) AS product, fromMs, toMs, base64Decode(lot) AS lot,
        max(place) AS last, argMax(id, place) AS id, argMax(supersedes, place) AS supersedes
      FROM (SELECT factory, product, fromMs, toMs, lot, place, id, supersedes FROM currentFootprints WHERE factory IN {names:Array(String)})
      GROUP BY factory, product, fromMs, toMs, lot`,
    params: { names: factories.map(nameCell) },
  });
  return new Map(
    rows.map(({ last, ...row }) => [placeKey({ ...row, place: Number(last) }), { ...row, place: Number(last) }]),
  );
}

/** Where a lot stood that has another time or product now: what it was is superseded by what it is. */
const formerPlace = (footprint: Footprint, before: ReadonlyMap<string, Place>): Place | undefined =>
  footprint.lot === undefined
    ? undefined
    : [...before.values()].find(
        ({ factory, lot, id }) => id !== "" && factory === footprint.factory && lot === footprint.lot?.key,
      );

function placeBehind(last: Place | undefined, footprint: Footprint): Place {
  const { factory, product, fromMs, toMs, id } = footprint;
  const former = last === undefined ? "" : last.id || last.supersedes;
  const supersedes = former === id ? "" : former; // it had lost its ground, and stands on the same again
  const place = last === undefined ? 1 : last.place + 1;
  return {
    factory,
    product,
    fromMs: String(fromMs),
    toMs: String(toMs),
    lot: lotKey(footprint),
    id,
    supersedes,
    place,
  };
}

const isOf = ({ factory, fromMs, toMs, lot }: FactoryPeriod, place: Place): boolean =>
  place.factory === factory &&
  (lot === undefined
    ? place.lot === "" && Number(place.fromMs) === fromMs && Number(place.toMs) === toMs
    : place.lot === lot);

/** One that the next hours of the plant replace: of a running period, or of a lot that shares over a month that has not ended. */
const isPassing = ({ status, inventory }: Footprint): boolean =>
  status === "running" ||
  (inventory?.processes ?? []).some(
    ({ allocation }) => allocation?.over !== undefined && allocation.over.reachedMs < allocation.over.toMs,
  );

type Cells = readonly (string | number | bigint)[];
const linesOf = <Row>(rows: readonly Row[], cellsOf: (row: Row) => Cells): Uint8Array =>
  Buffer.from(rows.map((row) => `${cellsOf(row).join("\t")}\n`).join(""));
const content = (footprint: Footprint): string => Buffer.from(Footprint.encode(footprint).finish()).toString("base64");

const footprintColumns = ["id", "factory", "product", "fromMs", "toMs", "lot", "status", "content"] as const;
const footprintCells = ({ footprint: f }: Placed): Cells => [
  ...[f.id, nameCell(f.factory), nameCell(f.product), f.fromMs, f.toMs, nameCell(lotKey(f)), f.status, content(f)],
];
const runningColumns = ["factory", "product", "fromMs", "toMs", "lot", "id", "status", "content", "place"] as const;
const runningCells = ({ footprint: f, place: { place } }: Placed): Cells => [
  ...[
    nameCell(f.factory),
    nameCell(f.product),
    f.fromMs,
    f.toMs,
    nameCell(lotKey(f)),
    f.id,
    f.status,
    content(f),
    place,
  ],
];
const placeColumns = ["factory", "product", "fromMs", "toMs", "lot", "place", "id", "supersedes"] as const;
const placeCells = ({ factory, product, fromMs, toMs, lot, place, id, supersedes }: Place): Cells => [
  ...[nameCell(factory), nameCell(product), fromMs, toMs, nameCell(lot), place, id, supersedes],
];
