import { type Factor, gasBases } from "./factor.ts";
import type { Selection } from "./selection.ts";

/** Splits rows of one family into the emissions, in the order of the gas bases, and the calorific value. */
export function selectionOf(id: string, rows: readonly Factor[], how: Pick<Selection, "named" | "marks">): Selection {
  const ncv = rows.find((row) => row.gas === "NCV");
  const emissions = rows
    .filter((row) => row.gas !== "NCV")
    .sort((a, b) => gasBases.indexOf(a.gas) - gasBases.indexOf(b.gas));
  return { id, rows: emissions, ...(ncv === undefined ? {} : { ncv }), ...how };
}
