import type { Factor } from "./factor.ts";

/** Rows of one source for one activity: one a gas, and the fuel's calorific value. They agree in all but gas and value. */
export interface Family {
  readonly id: string;
  readonly head: Factor;
  readonly rows: readonly Factor[];
}

/** The rows by family, in the order of the ids. */
export function familiesOf(rows: readonly Factor[]): readonly Family[] {
  const byId = new Map<string, Factor[]>();
  for (const row of rows) {
    const members = byId.get(row.family);
    if (members === undefined) byId.set(row.family, [row]);
    else members.push(row);
  }
  return [...byId].map(([id, members]) => ({ id, head: members[0] as Factor, rows: members }));
}
