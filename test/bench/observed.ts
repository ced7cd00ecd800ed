/** What a histogram of a process holds: how many observations, and their sum. */
export interface Observed {
  readonly count: number;
  readonly sum: number;
}

/** Reads a histogram at `/metrics`, of one group where several follow the log. Before the first observation there is none: 0 of 0. */
export async function observed(url: string, name: string, group?: string): Promise<Observed> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const numberOf = (part: "count" | "sum"): number => {
    const lines = text.split("\n").filter((line) => new RegExp(`^${name}_${part}[ {]`).test(line));
    const line = lines.find((one) => group === undefined || one.includes(`group="${group}"`));
    return line === undefined ? 0 : Number(line.slice(line.lastIndexOf(" ") + 1));
  };
  return { count: numberOf("count"), sum: numberOf("sum") };
}

/** The mean, in milliseconds, of what came between two looks at a histogram of seconds; undefined where nothing came. */
export const meanMsBetween = (before: Observed, after: Observed): number | undefined =>
  after.count === before.count
    ? undefined
    : Math.round((1_000 * (after.sum - before.sum)) / (after.count - before.count));
