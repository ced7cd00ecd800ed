import fc from "fast-check";
import { expect, test } from "vitest";
import { ReadingBatch, TelemetryRecord } from "./index.ts";
import { type ReadingReader, readingReader } from "./reading-reader.ts";
import { readingWriter } from "./reading-writer.ts";
import type { ReadingRow } from "./row-fault.ts";

const receipt = { receivedMs: 1_767_225_601_234, origin: "http" };
const channels = ["main", "steam", "water"];

/** Every value a reading may have, its edges more often than chance would. */
const microValue = fc.bigInt({ min: -999_999_999_999_999_999n, max: 999_999_999_999_999_999n });
const row = fc.record({
  channel: fc.nat({ max: 2 }),
  atMs: fc.integer({ min: 946_684_800_000, max: 4_102_444_799_999 }),
  value: fc.oneof(
    microValue,
    fc.constantFrom(999_999_999_999_999_999n, -999_999_999_999_999_999n, 0n, -1n),
    fc.bigInt({ min: -(2n ** 33n), max: 2n ** 33n }),
    fc.constantFrom(9_000_000_000_000_000n, 9_007_199_254_740_993n, -9_007_199_254_740_993n),
  ),
  revision: fc.nat({ max: 2 ** 24 - 1 }),
  coversSeconds: fc.nat({ max: 2 ** 25 - 1 }),
  quality: fc.constantFrom(1, 2, 15),
  marks: fc.nat({ max: 0x7ff }).map((bits) => bits & 0x5ff),
});

const rowOf = ({ value, ...rest }: { readonly value: bigint } & Omit<ReadingRow, "whole" | "micro">): ReadingRow => ({
  ...rest,
  whole: Number(value / 1_000_000n) + 0,
  micro: Number(value % 1_000_000n) + 0,
});

const rowAt = (reader: ReadingReader, i: number): ReadingRow => ({
  channel: reader.channel(i),
  atMs: reader.at(i),
  whole: reader.whole(i),
  micro: reader.micro(i),
  revision: reader.revision(i),
  coversSeconds: reader.coversSeconds(i),
  quality: reader.quality(i),
  marks: reader.marks(i),
});

const batchOf = (rows: readonly ReadingRow[]): ReadingBatch => {
  const writer = readingWriter("tannery");
  for (const name of channels) writer.channel(name);
  for (const one of rows) writer.push(one);
  return writer.take(receipt);
};

test("what is written is read back, through the wire, to the last digit", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 50 }), (sent) => {
      const batch = ReadingBatch.decode(ReadingBatch.encode(batchOf(sent.map(rowOf))).finish());
      const reader = readingReader(batch);
      expect(sent.map((_, i) => rowAt(reader, i))).toEqual(sent.map(rowOf));
      const column = new DataView(batch.valueMicro.buffer, batch.valueMicro.byteOffset);
      expect(sent.map((_, i) => column.getBigInt64(i * 8, true))).toEqual(sent.map(({ value }) => value));
      expect(sent.map((_, i) => reader.faultAt(i))).toEqual(sent.map(() => undefined));
    }),
  );
});

test("columns grow with their rows and lose none", () => {
  const rows = Array.from({ length: 5_000 }, (_, i) => ({
    channel: i % 3,
    atMs: 1_767_225_600_000 + i,
    whole: i,
    micro: i,
    revision: i,
    coversSeconds: i,
    quality: 2,
    marks: i & 0x1ff,
  }));
  const reader = readingReader(batchOf(rows));
  expect(rows.map((_, i) => rowAt(reader, i))).toEqual(rows);
});

test("a batch that was taken does not change when the writer goes on, and the next one starts empty", () => {
  const writer = readingWriter("tannery");
  const one = { atMs: 1_767_225_600_000, whole: 1, micro: 0, revision: 0, coversSeconds: 0, quality: 2, marks: 0 };
  writer.push({ ...one, channel: writer.channel("main") });
  const first = writer.take(receipt);
  expect(writer.count()).toBe(0);
  writer.push({ ...one, channel: writer.channel("steam"), whole: 2 });
  const second = writer.take(receipt);
  expect([first.channels, readingReader(first).valueText(0)]).toEqual([["main"], "1"]);
  expect([second.channels, readingReader(second).valueText(0)]).toEqual([["steam"], "2"]);
});

/** Three readings as Python's protobuf 7.36 and struct.pack("<...") wrote them. */
const fromPython =
  "0a91010a0774616e6e65727912046d61696e1206e892b8e6b1bd1803220c0000000001000000000000002a1800a8da769b010000ffd7c32cbb03" +
  "000000accf6adc000000321820bcbe000000000001009c584c491ff2ffffffffffffffff3a0c00000000ffffff0001000000420c84030000ffff" +
  "ff01000000004a03020f0152060104ff05000058d2d9eab6b733620468747470";

test("bytes written by another language are read, and written again the same", () => {
  const { record } = TelemetryRecord.decode(Buffer.from(fromPython, "hex"));
  if (record?.$case !== "readings") throw new Error("The record holds no readings.");
  const reader = readingReader(record.value);
  expect(record.value).toMatchObject({
    factory: "tannery",
    channels: ["main", "蒸汽"],
    receivedMs: 1_767_225_601_234n,
  });
  expect([0, 1, 2].map((i) => [reader.channel(i), reader.at(i), reader.valueText(i)])).toEqual([
    [0, Date.UTC(2026, 0, 1), "12.5"],
    [1, Date.UTC(2100, 0, 1) - 1, "-999999999999.999999"],
    [0, Date.UTC(2000, 0, 1), "-0.000001"],
  ]);
  expect(Buffer.from(TelemetryRecord.encode({ record }).finish()).toString("hex")).toBe(fromPython);
});
