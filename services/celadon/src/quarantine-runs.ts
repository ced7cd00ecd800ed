/** A quarantined reading, as far as runs of them depend on it. */
export interface QuarantinedRow {
  readonly channel: string;
  readonly at: string;
  readonly reason: string;
  readonly before?: { readonly at: string };
}

/** What one declaration is about: without `to` a single reading is meant. */
export interface Stretch {
  readonly channel: string;
  readonly at: string;
  readonly to?: string | undefined;
  /** How many readings of today it holds, where that is known. */
  readonly readings?: number;
}

/**
 * Quarantined readings of one reason as stretches with no other reading between them, counted or not: what a declaration says of a
 * stretch, it says of everything in it. The rows come by channel and instant, of all reasons.
 */
export function runsOf(rows: readonly QuarantinedRow[], reason: string): readonly Stretch[] {
  const runs: QuarantinedRow[][] = [];
  let last: QuarantinedRow | undefined;
  for (const row of rows) {
    const isNext = last?.reason === reason && last.channel === row.channel && last.before?.at === row.before?.at;
    if (row.reason === reason) {
      if (isNext) runs.at(-1)?.push(row);
      else runs.push([row]);
    }
    last = row;
  }
  return runs.flatMap((run) => {
    const [first, end] = [run[0], run.at(-1)];
    if (first === undefined || end === undefined) return [];
    const { channel, at } = first;
    return [{ channel, at, to: run.length === 1 ? undefined : afterIt(end.at), readings: run.length }];
  });
}

/** The first instant behind a reading. */
const afterIt = (at: string): string => Temporal.Instant.from(at).add({ milliseconds: 1 }).toString();
