import type { Store } from "@celadon/runtime";

/** A line that does not count, and why; `line` counts from 1. */
export interface RefusedLine {
  readonly line: number;
  readonly verdict: "quarantined" | "rejected";
  readonly reason: string;
  readonly evidence: string;
}

/** Refused lines of one request: the first are kept for the answer, all are counted, and stored as they come. */
export interface RefusedLines {
  add(line: RefusedLine, content?: Uint8Array): void;
  /** Stores what has gathered, when it is much, or `all` of it at the end. */
  store(all: boolean): Promise<void>;
  readonly first: () => readonly RefusedLine[];
  /** How many can be looked up later. */
  readonly kept: () => number;
  readonly leftOut: () => number;
  readonly reasons: () => Readonly<Record<string, number>>;
}

const shown = 100;
const gatheredLines = 1_000;
const gatheredBytes = 4 * 1024 * 1024;
/** Quarantined readings can be listed from the store, so only so many are stored a second time, by line. */
const quarantinedMax = 10_000;
/** A small compressed body can hold any number of bad lines, which must not fill the disk: the rest is only counted. */
const rejectedMax = 100_000;
const contentMax = 65_536;

export const refusedColumns = [
  ...(["request", "line", "verdict", "reason", "evidence", "content", "contentLength", "receivedMs"] as const),
];

/** A row of that table. */
export function refusedRow(
  request: string,
  receivedMs: number,
  { line, verdict, reason, evidence }: RefusedLine,
  content: Uint8Array,
): string {
  const bytes = base64(content.subarray(0, contentMax));
  return `${request}\t${line}\t${verdict}\t${reason}\t${base64(evidence)}\t${bytes}\t${content.length}\t${receivedMs}\n`;
}

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64");

const firstOf = (lines: readonly RefusedLine[]): RefusedLine[] =>
  lines.toSorted((a, b) => a.line - b.line).slice(0, shown);

export function refusedLines(store: Store, request: string, receivedMs: number): RefusedLines {
  let first: RefusedLine[] = [];
  const counts = new Map<string, number>();
  let rows: string[] = [];
  let size = 0;
  let total = 0;
  let quarantined = 0;
  let kept = 0;
  return {
    add: (refused, content = new Uint8Array()) => {
      const { verdict, reason } = refused;
      total += 1;
      const before = counts.get(reason);
      counts.set(reason, before === undefined ? 1 : before + 1);
      // By line, not by when it was found out: what is quarantined is known only after its chunk is stored.
      first.push(refused);
      if (first.length >= 2 * shown) first = firstOf(first);
      if (verdict === "quarantined") quarantined += 1;
      const isKept = verdict === "quarantined" ? quarantined <= quarantinedMax : total - quarantined <= rejectedMax;
      if (!isKept) return;
      kept += 1;
      const row = refusedRow(request, receivedMs, refused, content);
      rows.push(row);
      size += row.length;
    },
    store: async (all) => {
      if (rows.length === 0 || (!all && rows.length < gatheredLines && size < gatheredBytes)) return;
      const tsv = Buffer.from(rows.join(""));
      rows = [];
      size = 0;
      await store.insert("refusedLines", refusedColumns, tsv);
    },
    first: () => firstOf(first),
    kept: () => kept,
    leftOut: () => Math.max(0, total - shown),
    reasons: () => Object.fromEntries([...counts].sort()),
  };
}
