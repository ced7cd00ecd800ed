import type { Lot } from "@celadon/proto";
import type { Book } from "../book.ts";
import type { Renewed } from "../store-refolded.ts";

/** What is announced of a lot: its time, by any channel of its factory. Whoever renews what holds a touched hour renews the lot. */
export function periodOfLot(book: Book, { factory, fromMs, toMs }: Lot): readonly Renewed[] {
  const [channel] = book.ofFactory(factory);
  return channel === undefined || fromMs >= toMs ? [] : [{ channel, fromMs: Number(fromMs), toMs: Number(toMs) }];
}
