import { batchFault, pickRows, type ReadingBatch, readingLimits, readingReader } from "@celadon/proto";
import { isName } from "@celadon/quantity";

/** Rows of a batch that are no readings. */
export interface BadRows {
  /** Number of the first of them in the batch. */
  readonly index: number;
  readonly evidence: string;
  readonly rows: ReadingBatch;
}

/** What a batch comes to: the rows that can be stored, and those that cannot, each alone. */
export interface SplitBatch {
  readonly sound: ReadingBatch;
  readonly bad: readonly BadRows[];
}

/** So many bad rows of one record are set aside one by one. A flood of them goes in shares, or it would hold up everything else. */
const aloneMax = 100;
const rowsPerShare = 10_000;

/** Why nothing of a batch can be read. */
export function faultOfWhole(
  batch: ReadingBatch,
): { readonly reason: "too-large" | "undecodable" | "refused-by-store"; readonly evidence: string } | undefined {
  const fault = batchFault(batch);
  if (fault !== undefined)
    return { reason: batch.count > readingLimits.rowsPerBatch ? "too-large" : "undecodable", evidence: fault };
  if (isName(batch.factory)) return undefined;
  return {
    reason: "refused-by-store",
    evidence: `${nameRule("factory", batch.factory)} Rename it, and send it again.`,
  };
}

/** Sets apart what no store could hold: rows outside the limits of a reading, or of a channel whose name is none. The rest goes on. */
export function splitBatch(batch: ReadingBatch): SplitBatch {
  const reader = readingReader(batch);
  const misnamed = new Set(batch.channels.flatMap((name, i) => (isName(name) ? [] : [i])));
  const faults: { readonly index: number; readonly fault: string }[] = [];
  for (let index = 0; index < reader.count; index++) {
    const fault = reader.faultAt(index);
    if (fault !== undefined) faults.push({ index, fault });
    else if (misnamed.has(reader.channel(index)))
      faults.push({ index, fault: nameRule("channel", `${batch.channels[reader.channel(index)]}`) });
  }
  if (faults.length === 0) return { sound: batch, bad: [] };
  const isBad = new Set(faults.map(({ index }) => index));
  const sound = pickRows(
    batch,
    Array.from({ length: reader.count }, (_, i) => i).filter((i) => !isBad.has(i)),
  );
  return { sound, bad: sharesOf(faults).map((share) => badRows(batch, share)) };
}

type Faults = readonly { readonly index: number; readonly fault: string }[];

function sharesOf(faults: Faults): readonly Faults[] {
  const shares: Faults[] = faults.slice(0, aloneMax).map((one) => [one]);
  for (let at = aloneMax; at < faults.length; at += rowsPerShare) shares.push(faults.slice(at, at + rowsPerShare));
  return shares;
}

function badRows(batch: ReadingBatch, share: Faults): BadRows {
  const { index, fault } = share[0] as Faults[number]; // a share has at least the row it was made for
  const more = share.length === 1 ? "" : ` So it is, in one way or another, with ${share.length - 1} rows behind it.`;
  return {
    index,
    evidence: `Row ${index}: ${fault}${more}`,
    rows: pickRows(
      batch,
      share.map((one) => one.index),
    ),
  };
}

const nameRule = (what: "factory" | "channel", name: string): string =>
  `${JSON.stringify(name.slice(0, 128))} is no name of a ${what}: 1 to 128 letters, digits, blanks and ._/()+-, beginning and ending with a letter or digit.`;
