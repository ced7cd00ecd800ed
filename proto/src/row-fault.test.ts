import { expect, test } from "vitest";
import { readingReader } from "./reading-reader.ts";
import { readingWriter } from "./reading-writer.ts";
import { type ReadingRow, rowFault } from "./row-fault.ts";

const good: ReadingRow = {
  channel: 0,
  atMs: 1_767_225_600_000,
  whole: 12,
  micro: 500_000,
  revision: 0,
  coversSeconds: 900,
  quality: 2,
  marks: 0,
};

test("a good row has no fault", () => {
  expect(rowFault(good, 1)).toBeUndefined();
});

test.each<[string, Partial<ReadingRow>]>([
  ["Channel index 1 points outside", { channel: 1 }],
  ["Channel index -1 points outside", { channel: -1 }],
  ["Instant 946684799999 ms", { atMs: 946_684_799_999 }],
  ["Instant 4102444800000 ms", { atMs: 4_102_444_800_000 }],
  ["Instant 1767225600000.5 ms", { atMs: 1_767_225_600_000.5 }],
  ["Instant NaN ms", { atMs: Number.NaN }],
  ["Value 1000000000000 + 0", { whole: 1_000_000_000_000, micro: 0 }],
  ["Value 12.5 + 0", { whole: 12.5, micro: 0 }],
  ["Value 12 + 1000000", { micro: 1_000_000 }],
  ["Value 12 + -1 ", { micro: -1 }],
  ["Value NaN", { whole: Number.NaN }],
  ["Value Infinity", { whole: Number.POSITIVE_INFINITY }],
  ["Revision 16777216", { revision: 16_777_216 }],
  ["coversSeconds 33554432", { coversSeconds: 33_554_432 }],
  ["coversSeconds -1", { coversSeconds: -1 }],
  ["Quality code 0", { quality: 0 }],
  ["Quality code 11", { quality: 11 }],
  ["Quality code 16", { quality: 16 }],
  ["Marks 2048", { marks: 2048 }],
])("%s ... is refused, and never written", (sentence, change) => {
  const row = { ...good, ...change };
  expect(rowFault(row, 1)?.startsWith(sentence)).toBe(true);
  const writer = readingWriter("tannery");
  writer.channel("main");
  expect(() => writer.push(row)).toThrow(sentence);
  expect(writer.count()).toBe(0);
});

test("a broken row in foreign bytes is found, and its neighbours stay good", () => {
  const writer = readingWriter("tannery");
  for (let i = 0; i < 3; i++) writer.push({ ...good, channel: writer.channel("main") });
  const batch = writer.take({ receivedMs: 1_767_225_601_000, origin: "grpc" });
  const valueMicro = batch.valueMicro.slice();
  new DataView(valueMicro.buffer).setBigInt64(8, 10n ** 18n, true);
  const reader = readingReader({ ...batch, valueMicro });
  expect([0, 1, 2].map((i) => reader.faultAt(i))).toEqual([
    undefined,
    "Value 1000000000000 + 0 / 10^6 has more than 12 integer digits or 6 decimals: send it in a larger unit.",
    undefined,
  ]);
});
