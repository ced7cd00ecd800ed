import { PeerGroup } from "@celadon/proto";
import type { Store } from "@celadon/runtime";
import type { FootprintPlace } from "./footprint-place.ts";
import { goneCells, groupedIndicators, indicatorCells, indicatorColumns } from "./indicator-rows.ts";
import { stalePlaces } from "./stale-places.ts";
import { storedFootprints } from "./stored-footprints.ts";
import { tsvLine } from "./tsv-line.ts";
import { readWritten, writtenText } from "./written-text.ts";

/** So many footprints are held at a time; each may be some megabytes. */
const pieceLength = 50;

/**
 * Makes the indicators of these factories, or of all, what their current footprints say. A footprint that is gone takes its
 * rows with it; one that moved to another peer group leaves none behind. Doing it twice changes nothing.
 */
export async function renewIndicators(store: Store, factories?: readonly string[]): Promise<void> {
  for (;;) {
    const stale = await stalePlaces(store, factories);
    let done = 0;
    for (let i = 0; i < stale.length; i += pieceLength) done += await workIn(store, stale.slice(i, i + pieceLength));
    // What could not be found was replaced meanwhile, and its successor is announced behind this.
    if (done === 0) return;
  }
}

async function workIn(store: Store, places: readonly FootprintPlace[]): Promise<number> {
  const footprints = await storedFootprints(
    store,
    places.flatMap(({ id }) => (id === "" ? [] : [id])),
  );
  const worked = places.flatMap((place) => {
    const footprint = footprints.get(place.id);
    if (footprint === undefined && place.id !== "") return [];
    const indicators = footprint === undefined ? [] : groupedIndicators(footprint);
    const keys = indicators.map(({ peer, indicator: { name } }) => ({ peer, name }));
    const held = new Set(keys.map(({ peer, name }) => `${peer}:${name}`));
    const gone = readWritten(place.written).filter(({ peer, name }) => !held.has(`${peer}:${name}`));
    return [{ place, indicators, keys, gone }];
  });
  // 1. What the groups are called. Content-addressed: a repeat replaces each row by itself.
  const groups = worked.flatMap(({ indicators }) =>
    indicators.flatMap(({ peer, group, indicator: { name } }) =>
      group === undefined ? [] : [tsvLine([group.productGroup, name, peer, encoded(group)])],
    ),
  );
  await store.insert(
    "peerGroups",
    ["productGroup", "indicator", "peer", "content"],
    Buffer.from([...new Set(groups)].join("")),
  );
  // 2. The rows, and what takes old ones away. Their version is the footprint's place, so a repeat ends in the same.
  const rows = worked.flatMap(({ place, indicators, gone }) => [
    ...indicators.map((one) => tsvLine(indicatorCells(one, place.place))),
    ...gone.map((one) => tsvLine(goneCells(one, place))),
  ]);
  await store.insert("indicators", indicatorColumns, Buffer.from(rows.join("")));
  // 3. That it is done, last: after a crash 1 and 2 run again.
  const done = worked.map(({ place: { factory, product, fromMs, toMs, place }, keys }) =>
    tsvLine([factory, product, fromMs, toMs, place, writtenText(keys)]),
  );
  await store.insert(
    "indicated",
    ["factory", "product", "fromMs", "toMs", "place", "written"],
    Buffer.from(done.join("")),
  );
  return worked.length;
}

const encoded = (group: PeerGroup): string => Buffer.from(PeerGroup.encode(group).finish()).toString("base64");
