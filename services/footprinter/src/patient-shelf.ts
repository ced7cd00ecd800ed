import type { Patience } from "@celadon/runtime";
import type { Shelf } from "./shelf.ts";

/** A shelf for renewals that nobody asks for again: what cannot be put there now waits. */
export const patientShelf = (shelf: Shelf, { insist }: Patience): Shelf => ({
  ...shelf,
  put: (renewals) => insist(() => shelf.put(renewals)),
});
