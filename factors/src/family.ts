import type { Factor } from "./factor.ts";

/** Rows of one source for one activity: one a gas, and the fuel's calorific value. They agree in all but gas and value. */
export interface Family {
  readonly id: string;
  readonly head: Factor;
  readonly rows: readonly Factor[];
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/** The rows by family, families and members in the order of their ids, whatever the order of the rows. */
export function familiesOf(rows: readonly Factor[]): readonly Family[] {
  const members = new Map<string, Factor[]>();
  for (const row of [...rows].sort(byId)) {
    const family = members.get(row.family);
    if (family === undefined) members.set(row.family, [row]);
    else family.push(row);
  }
  return [...members].map(([id, sorted]) => ({ id, head: sorted[0] as Factor, rows: sorted })).sort(byId);
}
