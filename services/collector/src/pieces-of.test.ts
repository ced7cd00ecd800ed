import { ndjsonDecoder, type ReadingChunk } from "@celadon/meter-to-telemetry";
import fc from "fast-check";
import { expect, test } from "vitest";
import { piecesOf } from "./pieces-of.ts";
import { toRecord } from "./to-record.ts";

const receivedMs = Date.UTC(2026, 6);

async function chunkOf(rows: readonly { readonly channel: string; readonly value: number }[]): Promise<ReadingChunk> {
  const chunks: ReadingChunk[] = [];
  const decoder = ndjsonDecoder(
    { receivedMs },
    { chunk: async (chunk) => void chunks.push(chunk), refused: () => undefined },
  );
  const line = ({ channel, value }: (typeof rows)[number], i: number) =>
    JSON.stringify({ factory: "mill", channel, at: new Date(Date.UTC(2026, 0) + i * 1000).toISOString(), value });
  await decoder.push(Buffer.from(rows.map((row, i) => `${line(row, i)}\n`).join("")));
  await decoder.end();
  return chunks[0] as ReadingChunk;
}

const rowsOf = (chunk: ReadingChunk) =>
  Array.from({ length: chunk.count }, (_, i) => [
    chunk.channels[chunk.channel[i] as number],
    chunk.atMs[i],
    chunk.valueMicro[i],
    chunk.quality[i],
    chunk.line[i],
  ]);

test("the pieces hold the rows of the chunk in their order, and each stays within the limits", async () => {
  const row = fc.record({ channel: fc.stringMatching(/^[a-z]{1,40}$/), value: fc.integer({ min: 0, max: 1000 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 60 }),
      fc.record({ rows: fc.integer({ min: 1, max: 20 }), bytes: fc.integer({ min: 600, max: 2_000 }) }),
      async (rows, limits) => {
        const chunk = await chunkOf(rows);
        const pieces = piecesOf(chunk, limits);
        expect(pieces.flatMap(rowsOf)).toEqual(rowsOf(chunk));
        for (const piece of pieces) {
          expect(piece.count).toBeLessThanOrEqual(limits.rows);
          expect(new Set(piece.channel).size).toBe(piece.channels.length);
          const bytes = toRecord(piece, { receivedMs, origin: "x".repeat(64) }).length;
          if (piece.count > 1) expect(bytes).toBeLessThanOrEqual(limits.bytes);
        }
      },
    ),
  );
});
