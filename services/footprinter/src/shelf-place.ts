import type { Footprint } from "@celadon/proto";

/** Which footprint of a product and period holds. `id` is empty where none does any more: it lost the ground it stood on. */
export interface Place {
  readonly factory: string;
  readonly product: string;
  readonly fromMs: string;
  readonly toMs: string;
  readonly id: string;
  readonly supersedes: string;
  readonly place: number;
}

/** What there is one current footprint of. */
export const placeKey = ({ factory, product, fromMs, toMs }: Footprint | Place): string =>
  `${factory}\u0000${product}\u0000${fromMs}\u0000${toMs}`;

/** Names stand in the tables in base64. */
export const nameCell = (text: string): string => Buffer.from(text).toString("base64");
