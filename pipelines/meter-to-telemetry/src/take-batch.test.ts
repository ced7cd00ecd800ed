import { qualityCodes, type ReadingBatch, readingMarks } from "@celadon/proto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { takeBatch } from "./take-batch.ts";

const atMs = Date.parse("2026-01-01T00:00:00Z");
const minuteMs = 60_000;
const sound = { channel: 0, atMs, micro: 12_500_000n, revision: 0, covers: 0, quality: 2, marks: 0 };
type Row = typeof sound;

/** A batch with rows as they are, good or not. */
function batchOf(rows: readonly Partial<Row>[], channels: readonly string[] = ["main"]): ReadingBatch {
  const all = rows.map((row) => ({ ...sound, ...row }));
  const column = (width: number, write: (view: DataView, at: number, row: Row) => void): Uint8Array => {
    const view = new DataView(new ArrayBuffer(width * all.length));
    for (const [i, row] of all.entries()) write(view, i * width, row);
    return new Uint8Array(view.buffer);
  };
  return {
    factory: "mill",
    channels: [...channels],
    count: all.length,
    channel: column(4, (view, at, row) => view.setUint32(at, row.channel, true)),
    atMs: column(8, (view, at, row) => view.setBigInt64(at, BigInt(row.atMs), true)),
    valueMicro: column(8, (view, at, row) => view.setBigInt64(at, row.micro, true)),
    revision: column(4, (view, at, row) => view.setUint32(at, row.revision, true)),
    coversSeconds: column(4, (view, at, row) => view.setUint32(at, row.covers, true)),
    quality: column(1, (view, at, row) => view.setUint8(at, row.quality)),
    marks: column(2, (view, at, row) => view.setUint16(at, row.marks, true)),
    receivedMs: 1n,
    origin: "forged",
  };
}

function taken(batch: ReadingBatch, receivedMs = atMs) {
  const outcome = takeBatch(batch, receivedMs);
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  return outcome.value;
}

test("a row arrives as it was sent, with its channel's name and its place", () => {
  const { chunk, refused } = taken(
    batchOf(
      [{ channel: 1, micro: -999_999_999_999_999_999n, revision: 7, covers: 900, quality: qualityCodes.estimated }],
      ["main", "gas 2"],
    ),
  );
  expect(refused).toEqual([]);
  expect(chunk).toMatchObject({ factory: "mill", channels: ["gas 2"], count: 1 });
  expect([...chunk.valueMicro, ...chunk.atMs]).toEqual([-999_999_999_999_999_999n, BigInt(atMs)]);
  expect([...chunk.channel, ...chunk.revision, ...chunk.coversSeconds, ...chunk.quality]).toEqual([0, 7, 900, 1]);
  expect([...chunk.line]).toEqual([1]);
});

test("the receiver's clock says what is timely, whatever the sender claims", () => {
  const { timely, backfill } = readingMarks;
  const { chunk } = taken(
    batchOf([
      { atMs, marks: backfill },
      { atMs: atMs + 5 * minuteMs, marks: timely },
      { atMs: atMs + 5 * minuteMs + 1, marks: timely | backfill },
    ]),
  );
  expect([...chunk.marks]).toEqual([timely | backfill, timely, backfill]);
});

const noUnit = 127;
test.each([
  ["channel", { channel: 1 }, "bad-name"],
  ["instant", { atMs: -1 }, "time-out-of-bounds"],
  ["value", { micro: 10n ** 18n }, "value-too-large"],
  ["revision", { revision: 2 ** 24 }, "bad-field"],
  ["covered time", { covers: 2 ** 25 }, "bad-field"],
  ["quality", { quality: 0 }, "bad-quality"],
  ["mark", { marks: 0b1000_0000_0000 }, "bad-field"],
  ["unit", { marks: noUnit }, "unknown-unit"],
] as const)("a row with a %s that cannot be is refused alone", (_, fault, reason) => {
  const { chunk, refused } = taken(batchOf([{}, fault, { atMs: atMs + 1 }]));
  expect(refused).toEqual([{ row: 1, reason, evidence: expect.stringMatching(/\w.*[:.]/) }]);
  expect([...chunk.line]).toEqual([1, 3]);
});

test("a name that is none is not handed on, though a row points to it", () => {
  const { chunk, refused } = taken(batchOf([{ channel: 0 }, { channel: 1 }], ["-bad-", "main"]));
  expect(refused).toMatchObject([{ row: 0, reason: "bad-name" }]);
  expect(chunk.channels).toEqual(["main"]);
});

test("the very same row again is a duplicate; another value for its key is a reading of its own", () => {
  const { chunk, duplicateRows } = taken(batchOf([{}, {}, { micro: 1n }, { marks: readingMarks.timely }]));
  expect(chunk).toMatchObject({ count: 4, duplicates: 2, conflicts: 1 });
  expect([...duplicateRows]).toEqual([1, 3]);
});

test("a shape nobody can read, and a factory that is no name, are refused as a whole", () => {
  expect(takeBatch({ ...batchOf([{}]), quality: new Uint8Array(2) }, atMs)).toMatchObject({ reason: "bad-batch" });
  expect(takeBatch({ ...batchOf([{}]), factory: "" }, atMs)).toMatchObject({ reason: "bad-batch" });
  expect(takeBatch({ ...batchOf([{}]), factory: "a\tb" }, atMs)).toMatchObject({ reason: "bad-name" });
});

test("any bytes give an answer, and every row is in exactly one place", () => {
  const columns = fc.integer({ min: 0, max: 20 }).chain((count) => {
    const bytes = (width: number) => fc.uint8Array({ minLength: width * count, maxLength: width * count });
    return fc.record({
      count: fc.constant(count),
      channels: fc.uniqueArray(fc.string({ maxLength: 3 }), { maxLength: 4 }),
      channel: bytes(4),
      atMs: bytes(8),
      valueMicro: bytes(8),
      revision: bytes(4),
      coversSeconds: bytes(4),
      quality: bytes(1),
      marks: bytes(2),
    });
  });
  fc.assert(
    fc.property(columns, (batch) => {
      const { chunk, refused } = taken({ ...batchOf([]), ...batch });
      const places = [...chunk.line].map((line) => line - 1).concat(refused.map(({ row }) => row));
      expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: batch.count }, (_, i) => i));
    }),
  );
});
