import type { Meter, Store } from "@celadon/runtime";
import { refusedColumns, refusedRow } from "../refused-lines.ts";

/** Bytes that are no reading, once for all of them. */
export interface RefusedBytes {
  /** The source, such as `hj212:192.0.2.7`: under it they are found. */
  readonly origin: string;
  readonly reason: string;
  /** A sentence: the rule, what breaks it, the fix. */
  readonly evidence: string;
  readonly content: Uint8Array;
}

/** What devices sent and is none; what comes within some milliseconds is kept by one insert. */
export interface RefusedBook {
  /** Resolves when the bytes are kept. */
  keep(refused: RefusedBytes): Promise<void>;
  /** Counts what is not kept. */
  count(reason: string): void;
}

const gatherMs = 100;

interface Page {
  readonly rows: string[];
  readonly kept: Promise<void>;
}

/** A device has no lines to count: a line of its list is the millisecond it came in, which rises over restarts too. */
export function refusedBook({
  store,
  meter,
  now,
}: {
  readonly store: Store;
  readonly meter: Meter;
  readonly now: () => number;
}): RefusedBook {
  let page: Page | undefined;
  const count = (reason: string): void => meter.count("celadon_readings_total", { verdict: "rejected", reason }, 1);
  const begin = (): Page => {
    const rows: string[] = [];
    const kept = new Promise<void>((done) => setTimeout(done, gatherMs)).then(async () => {
      if (page?.rows === rows) page = undefined;
      await store.insert("refusedLines", refusedColumns, Buffer.from(rows.join("")));
    });
    return { rows, kept };
  };
  return {
    count,
    keep: async ({ origin, reason, evidence, content }) => {
      const receivedMs = now();
      count(reason);
      page ??= begin();
      page.rows.push(
        refusedRow(origin, receivedMs, { line: receivedMs, verdict: "rejected", reason, evidence }, content),
      );
      await page.kept;
    },
  };
}
