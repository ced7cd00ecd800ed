import fc from "fast-check";
import { expect, test } from "vitest";
import { batchFault } from "./batch-fault.ts";
import { ReadingBatch } from "./index.ts";
import { columnBytes } from "./reading-columns.ts";
import { readingReader } from "./reading-reader.ts";
import { readingWriter } from "./reading-writer.ts";

const good = (): ReadingBatch => {
  const writer = readingWriter("tannery");
  const channel = writer.channel("main");
  const rest = { whole: 1, micro: 0, revision: 0, coversSeconds: 0, quality: 2, marks: 0 };
  for (const atMs of [1_767_225_600_000, 1_767_226_500_000]) writer.push({ channel, atMs, ...rest });
  return writer.take({ receivedMs: 1_767_226_500_100, origin: "grpc" });
};

test("a good batch, and an empty one, can be read", () => {
  expect(batchFault(good())).toBeUndefined();
  expect(batchFault(readingWriter("tannery").take({ receivedMs: 0, origin: "" }))).toBeUndefined();
});

test.each(Object.keys(columnBytes) as (keyof typeof columnBytes)[])(
  "a column %s that is one byte short is named, with its lengths",
  (column) => {
    const batch = { ...good(), [column]: new Uint8Array(2 * columnBytes[column] - 1) };
    const bytes = 2 * columnBytes[column];
    const sentence = `Column "${column}" of a batch of factory "tannery" has ${bytes - 1} bytes where 2 readings take ${bytes}.`;
    expect(batchFault(batch)).toBe(sentence);
    expect(() => readingReader(batch)).toThrow(sentence);
  },
);

test("no factory, a channel named twice, too many rows: a sentence each", () => {
  expect([
    batchFault({ ...good(), factory: "" }),
    batchFault({ ...good(), channels: ["main", "steam", "main"] }),
    batchFault({ ...good(), count: 100_001 }),
  ]).toMatchInlineSnapshot(`
    [
      "A batch of 2 readings names no factory: set "factory".",
      "Channel "main" stands twice in a batch of factory "tannery": name each channel once.",
      "A batch of factory "tannery" has 100001 readings: send at most 100000 at once.",
    ]
  `);
});

test("bytes of any kind end in a batch, a fault or a decoding error, never in a read beyond the end", () => {
  const bytes = ReadingBatch.encode(good()).finish();
  fc.assert(
    fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = bytes.slice();
      changed[at] = (changed[at] as number) ^ flip;
      const batch = decoded(changed);
      if (batch === undefined || batchFault(batch) !== undefined) return;
      const reader = readingReader(batch);
      for (let i = 0; i < reader.count; i++) {
        const fault = reader.faultAt(i);
        expect(fault === undefined || fault.length > 0).toBe(true);
        expect(reader.valueText(i)).toMatch(/^-?\d{1,13}(\.\d{1,6})?$/);
      }
    }),
  );
});

const decoded = (bytes: Uint8Array): ReadingBatch | undefined => {
  try {
    return ReadingBatch.decode(bytes);
  } catch {
    return undefined;
  }
};
