import type { FactorUse, Inventory } from "@celadon/proto";
import { unitOf } from "@celadon/quantity";
import { inUnit, noContradictions } from "../plant/contradiction.ts";
import type { FactorColumn, Taking } from "./draft-system.ts";
import { factorColumn } from "./factor-column.ts";
import { type Place, placesOf } from "./place.ts";
import type { PlacedLine } from "./placed-lines.ts";
import type { RowLookUp } from "./row-spread.ts";
import { type RowUsed, rowsUsed } from "./rows-used.ts";

const keyOf = (row: string, { stage, scope }: Place): string => JSON.stringify([row, stage, scope]);

/**
 * A column for each row of a plant's lines, whoever needs them; where lines of several stages or scopes use one row a column for each of
 * these, so that what it emits can be told by stage and scope. All columns of one row share its draw.
 */
export function factorColumns({ lines, processes }: Inventory, rowOf: RowLookUp): ReadonlyMap<string, FactorColumn> {
  const rows = rowsUsed(lines, rowOf);
  const placeOf = placesOf(processes);
  const uses = lines.flatMap((line) => line.factors.map((factor) => ({ row: factor.id, place: placeOf(line), line })));
  const places = new Map<string, Map<string, (typeof uses)[number]>>();
  for (const use of uses) {
    const of = places.get(use.row) ?? new Map<string, (typeof uses)[number]>();
    const key = keyOf(use.row, use.place);
    if (!of.has(key)) of.set(key, use);
    places.set(use.row, of);
  }
  return new Map(
    [...places]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([id, of]) =>
        [...of.entries()]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, { place, line }]) => {
            const row = rows.get(id) as RowUsed; // both are of the same lines
            const suffix = of.size === 1 ? "" : `@${place.stage}/${place.scope}`;
            return [
              key,
              factorColumn(`factor:${id}${suffix}`, `${line.activity}: ${row.used.gas}`, row, place),
            ] as const;
          }),
      ),
  );
}

/** What a line takes, and of which columns. */
export const takingOf = ({ taking, line, place }: PlacedLine, columns: ReadonlyMap<string, FactorColumn>): Taking => ({
  ...taking,
  of: line.factors.flatMap((factor) => {
    const column = columns.get(keyOf(factor.id, place)) as FactorColumn; // each row of a line has one at its place
    return suppliedBy(factor, taking, column.product.id);
  }),
});

/** So much of the row as the line takes, in the unit that the row is per; nothing where the amount is unknown: an open place says so. */
function suppliedBy({ id, perUnit }: FactorUse, { amount, unit }: Omit<Taking, "of">, product: string): Taking["of"] {
  const per = unitOf(perUnit);
  const inPer = inUnit(
    amount,
    { from: unit, to: per.kind === "accept" ? per.value : undefined },
    id,
    noContradictions(), // plantOf has found them all
  );
  return inPer === undefined ? [] : [{ product, amount: inPer }];
}
