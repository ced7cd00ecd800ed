import type { Lot } from "@celadon/proto";
import { instantText, localText } from "@celadon/quantity";
import type { Book } from "../book.ts";
import { zoneOf } from "../queries/scope.ts";
import { overlapping, standingLots } from "./standing-lots.ts";

/** A lot as the interface gives it. */
export function lotRow(lot: Lot, book: Book) {
  const zone = zoneOf(book, lot.factory);
  const overlaps = overlapping(lot, standingLots(book, { factory: lot.factory, product: lot.product }));
  return {
    id: lot.key,
    factory: lot.factory,
    product: lot.product,
    name: lot.name,
    from: instantText(Number(lot.fromMs)),
    to: instantText(Number(lot.toMs)),
    localFrom: localText(Number(lot.fromMs), zone),
    localTo: localText(Number(lot.toMs), zone),
    quantity: { amount: lot.quantity, unit: lot.unit },
    attributes: Object.fromEntries(lot.attributes.map(({ name, value }) => [name, value])),
    withdrawn: lot.withdrawn,
    overlaps: overlaps.map(({ key }) => key),
    revision: lot.revision,
    who: lot.who,
    why: lot.why,
    declaredAt: instantText(Number(lot.declaredMs)),
  };
}
