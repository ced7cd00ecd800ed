import { refuse } from "@celadon/runtime";
import type { Shelf, Stored } from "./shelf.ts";

/** The footprint of this id, superseded or not; refused where there is none. */
export async function footprintOf(shelf: Shelf, id: string): Promise<Stored> {
  const stored = await shelf.get(id);
  if (stored !== undefined) return stored;
  const message = `No footprint has the id ${id}. A running period keeps only its last one. See: celadon footprint list.`;
  throw refuse({ status: 404, code: "unknown-footprint", message });
}
