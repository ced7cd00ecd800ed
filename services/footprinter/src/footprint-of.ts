import { type Caller, reaches, refuse } from "@celadon/runtime";
import type { Shelf, Stored } from "./shelf.ts";

/** The footprint of this id, superseded or not; refused where there is none, and in the same words where it is not the caller's. */
export async function footprintOf(shelf: Shelf, id: string, caller: Caller): Promise<Stored> {
  const stored = await shelf.get(id);
  if (stored !== undefined && reaches(caller, stored.footprint.factory)) return stored;
  const message = `No footprint has the id ${id}. A running period keeps only its last one. See: celadon footprint list.`;
  throw refuse({ status: 404, code: "unknown-footprint", message });
}
