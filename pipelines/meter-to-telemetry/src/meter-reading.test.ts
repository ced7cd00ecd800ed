import fc from "fast-check";
import { expect, test } from "vitest";
import { chunkOf, type MeterReading } from "./meter-reading.ts";

const reading: fc.Arbitrary<MeterReading> = fc.record({
  channel: fc.constantFrom("a", "b", "c"),
  atMs: fc.integer({ min: 946_684_800_000, max: 4_102_444_799_999 }),
  valueMicro: fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n }),
  revision: fc.integer({ min: 0, max: 2 ** 24 - 1 }),
  coversSeconds: fc.integer({ min: 0, max: 2 ** 25 - 1 }),
  quality: fc.constantFrom(1, 2, 15),
  marks: fc.constantFrom(0, 128, 1024),
});

test("readings laid into columns are read back as they were", () => {
  fc.assert(
    fc.property(fc.array(reading), (readings) => {
      const chunk = chunkOf("mill", readings);
      const back = Array.from({ length: chunk.count }, (_, row) => ({
        channel: chunk.channels[chunk.channel[row] as number],
        atMs: Number(chunk.atMs[row]),
        valueMicro: chunk.valueMicro[row],
        revision: chunk.revision[row],
        coversSeconds: chunk.coversSeconds[row],
        quality: chunk.quality[row],
        marks: chunk.marks[row],
      }));
      expect(back).toEqual(readings);
    }),
  );
});

test("the same reading twice is counted as a repeat", () => {
  const one = { channel: "a", atMs: 1.7e12, valueMicro: 5n, revision: 0, coversSeconds: 0, quality: 2, marks: 1024 };
  expect(chunkOf("mill", [one, one])).toMatchObject({ count: 2, duplicates: 1 });
});
