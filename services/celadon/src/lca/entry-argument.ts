import type { EntryChange } from "@celadon/inventory-to-footprint/systems";

/** `A:product,process=value`; an id may hold a colon, and a comma where the other one holds none. Undefined: no such text. */
export function entryIn(text: string): EntryChange | undefined {
  const found = /^([ABC]):(.+),([^,]+)=([^=]+)$/.exec(text);
  const value = Number(found?.[4]);
  if (found === null || found[4]?.trim() === "" || !Number.isFinite(value)) return undefined;
  const [matrix, row, column] = [found[1] as EntryChange["matrix"], found[2] as string, found[3] as string];
  return { matrix, row, column, value };
}
