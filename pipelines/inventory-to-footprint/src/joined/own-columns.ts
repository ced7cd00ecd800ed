import { Decimal, readDecimal } from "@celadon/quantity";
import type { Emission, Entry, Item } from "./draft-system.ts";
import { flowOfGas } from "./factor-column.ts";
import type { PlacedLine } from "./placed-lines.ts";

/** Direct emissions: of the columns of their process, or of a column of their own that these take, whole, by their shares. */
export function ownColumns(placed: readonly PlacedLine[]): {
  readonly items: readonly Item[];
  readonly made: readonly Entry[];
  readonly emitted: readonly Emission[];
} {
  const one = new Decimal(1);
  const [items, made, emitted]: [Item[], Entry[], Emission[]] = [[], [], []];
  for (const { line, own, taking } of placed) {
    if (own !== undefined) {
      items.push(own);
      made.push({ row: own.id, column: own.id, value: 1 });
      for (const { id, share } of taking.columns) made.push({ row: own.id, column: id, value: -share.toNumber() });
    }
    const emitting = own === undefined ? taking.columns : [{ id: own.id, share: one }];
    for (const { gas, massKg } of line.direct) {
      const mass = massKg === "" ? undefined : readDecimal(massKg);
      if (mass === undefined) continue; // an open place says so
      for (const { id, share } of emitting)
        emitted.push({
          ...{ row: flowOfGas(gas, ""), column: id, value: mass.times(share).toNumber() },
          primary: taking.primary.toNumber(),
        });
    }
  }
  return { items, made, emitted };
}
