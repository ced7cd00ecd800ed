import type { Footprint } from "@celadon/proto";

/** Which footprint of a product and period holds. `id` is empty where none does any more: it lost the ground it stood on. */
export interface Place {
  readonly factory: string;
  readonly product: string;
  readonly fromMs: string;
  readonly toMs: string;
  /** Key of the lot; empty for a period. */
  readonly lot: string;
  readonly id: string;
  readonly supersedes: string;
  readonly place: number;
}

/** What there is one current footprint of. */
export const placeKey = (one: Footprint | Place): string =>
  `${one.factory}\u0000${one.product}\u0000${one.fromMs}\u0000${one.toMs}\u0000${lotKey(one)}`;

/** Key of the lot that a footprint or its place is of; empty for a period. */
export const lotKey = ({ lot }: Pick<Footprint, "lot"> | Pick<Place, "lot">): string =>
  typeof lot === "string" ? lot : lot === undefined ? "" : lot.key;

/** Names stand in the tables in base64. */
export const nameCell = (text: string): string => Buffer.from(text).toString("base64");
