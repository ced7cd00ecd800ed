/** Batches that a reader has handled, and the seconds they took in all, as its process tells at `/metrics`. */
export interface Handled {
  readonly batches: number;
  readonly seconds: number;
}

/** Before its first batch a process says nothing of the group: none, in no time. */
export async function handledBy(url: string, group: string): Promise<Handled> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const read = (part: "sum" | "count"): number => {
    const line = text
      .split("\n")
      .find((one) => one.startsWith(`celadon_handle_seconds_${part}{`) && one.includes(`group="${group}"`));
    return line === undefined ? 0 : Number(line.slice(line.lastIndexOf(" ") + 1));
  };
  return { batches: read("count"), seconds: read("sum") };
}

/** What came between two looks: how many batches, and the milliseconds of one. Of none there is no time to tell. */
export function batchesBetween(before: Handled, after: Handled, name: string): Readonly<Record<string, number>> {
  const batches = after.batches - before.batches;
  const ms = Math.round((1_000 * (after.seconds - before.seconds)) / batches);
  return { [`${name}Batches`]: batches, ...(batches === 0 ? {} : { [`${name}BatchMs`]: ms }) };
}
