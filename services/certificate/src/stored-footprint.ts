import { Footprint } from "@celadon/proto";
import { type Caller, reaches, refuse, type Store } from "@celadon/runtime";

/** A footprint and where it stands among those of its product and period. */
export interface PlacedFootprint {
  readonly footprint: Footprint;
  readonly isCurrent: boolean;
  /** The one that holds now; empty where none does. */
  readonly supersededBy: string;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** The footprint of this id, from the table that the footprinter keeps. Refused: no footprint has the id, it is not the caller's, or of a lot. */
export async function storedFootprint(store: Store, id: string, caller: Caller): Promise<PlacedFootprint> {
  const [row] = await store.rows<{ content: string }>({
    text: `SELECT content FROM footprints FINAL WHERE id = {id:String}
      UNION ALL SELECT content FROM runningFootprints FINAL WHERE id = {id:String}`,
    params: { id },
  });
  const footprint = row && Footprint.decode(Buffer.from(row.content, "base64"));
  if (footprint === undefined || !reaches(caller, footprint.factory)) {
    const message = `No footprint has the id ${id}. See: celadon footprint list.`;
    throw refuse({ status: 404, code: "unknown-footprint", message });
  }
  if (footprint.lot !== undefined) {
    const message = `Footprint ${id} is of the lot "${footprint.lot.name}", and certificates are of periods: celadon footprint list shows those.`;
    throw refuse({ status: 422, code: "lot-footprint", message });
  }
  const [place] = await store.rows<{ id: string }>({
    text: `SELECT id FROM currentFootprints WHERE factory = {factory:String} AND product = {product:String}
        AND fromMs = {from:Int64} AND toMs = {to:Int64} AND lot = '' ORDER BY place DESC LIMIT 1`,
    params: {
      factory: base64(footprint.factory),
      product: base64(footprint.product),
      from: String(footprint.fromMs),
      to: String(footprint.toMs),
    },
  });
  const holds = place === undefined ? "" : place.id;
  return { footprint, isCurrent: holds === id, supersededBy: holds === id ? "" : holds };
}
