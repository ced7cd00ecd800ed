import { type ReadingBatch, readingReader, readingWriter } from "@celadon/proto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { faultOfWhole, splitBatch } from "./split-batch.ts";

const atMs = 1_767_225_600_000;

/** A batch of so many rows, row i with value i; `change` may break rows as a stranger would, behind the writer's back. */
function batchOf(rows: number, channels: readonly string[] = ["main"]): ReadingBatch {
  const writer = readingWriter("mill");
  for (let i = 0; i < rows; i++) {
    const channel = writer.channel(channels[i % channels.length] as string);
    const rest = { micro: 0, revision: 0, coversSeconds: 0, quality: 2, marks: 0 };
    writer.push({ channel, atMs: atMs + i, whole: i, ...rest });
  }
  return writer.take({ receivedMs: 1, origin: "test" });
}

const withColumn = (batch: ReadingBatch, column: "atMs" | "valueMicro", row: number, value: bigint): ReadingBatch => {
  const bytes = batch[column].slice();
  new DataView(bytes.buffer).setBigInt64(row * 8, value, true);
  return { ...batch, [column]: bytes };
};
const withQuality = (batch: ReadingBatch, row: number, code: number): ReadingBatch => {
  const quality = batch.quality.slice();
  quality[row] = code;
  return { ...batch, quality };
};
const values = (batch: ReadingBatch): readonly string[] => {
  const reader = readingReader(batch);
  return Array.from({ length: reader.count }, (_, i) => `${batch.channels[reader.channel(i)]} ${reader.valueText(i)}`);
};

test("a sound batch goes through as it is", () => {
  const batch = batchOf(5);
  const { sound, bad } = splitBatch(batch);
  expect(sound).toBe(batch);
  expect(bad).toEqual([]);
});

test.each<readonly [string, ReadingBatch, RegExp]>([
  ["a value of 13 digits", withColumn(batchOf(5), "valueMicro", 2, 10n ** 18n), /^Row 2: Value 1000000000000 /],
  ["an instant before 2000", withColumn(batchOf(5), "atMs", 2, 946_684_799_999n), /^Row 2: Instant 946684799999 ms/],
  ["an instant in 2100", withColumn(batchOf(5), "atMs", 2, 4_102_444_800_000n), /^Row 2: Instant 4102444800000 ms/],
  ["a quality nobody knows", withQuality(batchOf(5), 2, 11), /^Row 2: Quality code 11 /],
])("%s goes alone, and the rest of its batch goes on", (_, batch, evidence) => {
  const { sound, bad } = splitBatch(batch);
  expect(values(sound)).toEqual(["main 0", "main 1", "main 3", "main 4"]);
  expect(bad).toMatchObject([{ index: 2, evidence: expect.stringMatching(evidence), rows: { count: 1 } }]);
});

test("rows of a channel whose name is none go alone: it would break the lines it is stored in", () => {
  const { sound, bad } = splitBatch(batchOf(4, ["main", "a\tb"]));
  expect(sound.channels).toEqual(["main"]);
  expect(values(sound)).toEqual(["main 0", "main 2"]);
  expect(bad.map(({ index }) => index)).toEqual([1, 3]);
  expect(bad[0]?.evidence).toContain('Row 1: "a\\tb" is no name of a channel');
});

test("a flood of bad rows is set aside in shares, and none is lost", () => {
  let batch = batchOf(250);
  batch = { ...batch, quality: batch.quality.slice().fill(11) };
  const { sound, bad } = splitBatch(batch);
  expect(sound.count).toBe(0);
  expect(bad).toHaveLength(101);
  expect(bad.at(-1)).toMatchObject({ index: 100, rows: { count: 150 } });
  expect(bad.at(-1)?.evidence).toContain("with 149 rows behind it");
  expect(bad.flatMap(({ rows }) => values(rows))).toEqual(values(batch));
});

test("sound and bad rows together are the batch, whichever are bad", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.uniqueArray(fc.nat({ max: 39 })), (rows, chosen) => {
      const broken = new Set(chosen.filter((row) => row < rows));
      let batch = batchOf(rows, ["main", "steam", "water"]);
      for (const row of broken) batch = withQuality(batch, row, 11);
      const { sound, bad } = splitBatch(batch);
      expect(bad.map(({ index }) => index)).toEqual([...broken].toSorted((a, b) => a - b));
      expect([...values(sound), ...bad.flatMap((one) => values(one.rows))].toSorted()).toEqual(
        values(batch).toSorted(),
      );
    }),
  );
});

test("what is wrong with a whole batch says which kind of wrong it is", () => {
  expect(faultOfWhole(batchOf(1))).toBeUndefined();
  expect(faultOfWhole({ ...batchOf(1), atMs: new Uint8Array(7) })?.reason).toBe("undecodable");
  expect(faultOfWhole({ ...batchOf(1), count: 100_001 })?.reason).toBe("too-large");
  expect(faultOfWhole({ ...batchOf(1), factory: "a\tb" })).toEqual({
    reason: "refused-by-store",
    evidence: expect.stringContaining('"a\\tb" is no name of a factory'),
  });
});
