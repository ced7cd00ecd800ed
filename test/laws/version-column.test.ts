import { quality, type Reading, standing } from "@celadon/telemetry-to-activity";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type LedgerHarness, openLedgerHarness } from "./ledger-harness.ts";
import { dayMs } from "./life.ts";
import { runs } from "./runs.ts";
import { readingColumns, storedReading } from "./stored-reading.ts";

vi.setConfig({ testTimeout: 120_000 });

let harness: LedgerHarness;
beforeAll(async () => {
  harness = await openLedgerHarness();
}, 60_000);
afterAll(() => harness[Symbol.asyncDispose](), 60_000);

const widest = 999_999_999_999_999_999n;

/** Readings of one key: few values of each part, its ends among them, so that any two agree in some and differ in others. */
const rival: fc.Arbitrary<Reading> = fc.record({
  atMs: fc.constant(dayMs + 1),
  valueMicro: fc.constantFrom(-widest, -1n, 0n, 1n, widest),
  quality: fc.constantFrom(quality.estimated, quality.measured, quality.retracted),
  revision: fc.constantFrom(0, 1, 2 ** 24 - 1),
  coversSeconds: fc.constantFrom(0, 1, 2 ** 25 - 1),
  marks: fc.constantFrom(0, 1, 0x80, 0x100, 0x400, 0x5ff),
});

function permutations<T>(list: readonly T[]): readonly (readonly T[])[] {
  if (list.length === 0) return [[]];
  return list.flatMap((one, i) => permutations(list.toSpliced(i, 1)).map((rest) => [one, ...rest]));
}

interface Row {
  readonly id: string;
  readonly v: string;
  readonly r: number;
  readonly q: Reading["quality"];
  readonly c: number;
  readonly m: number;
}

let ids = 1n;

test("the engine keeps the reading that stands, in whatever order the others came, before it merges and after", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(rival, { minLength: 5, maxLength: 5 }), async (rivals) => {
      const orders = permutations(rivals).map((order) => ({ order, id: ids++ }));
      for (const turn of rivals.keys()) {
        const rows = orders.map(({ order, id }) => storedReading(id, order[turn] as Reading)); // a turn for each rival
        await harness.store.insert("readings", readingColumns, Buffer.from(rows.join("")));
      }
      const together = orders.map(({ order }) => ({ order, id: ids++ }));
      const rows = together.flatMap(({ order, id }) => order.map((one) => storedReading(id, one)));
      await harness.store.insert("readings", readingColumns, Buffer.from(rows.join("")));
      const all = [...orders, ...together];
      const { atMs, ...expected } = rivals.reduce(standing);
      const kept = async (final: "FINAL" | ""): Promise<readonly unknown[]> => {
        const rows = await harness.store.rows<Row>({
          text: `SELECT channelId AS id, toString(reinterpretAsInt64(value)) AS v, revision AS r, quality AS q,
            coversSeconds AS c, marks AS m FROM readings ${final} WHERE channelId IN {ids:Array(UInt64)}`,
          params: { ids: all.map(({ id }) => id) },
        });
        return rows.map(({ v, r, q, c, m }) => ({
          valueMicro: BigInt(v),
          quality: q,
          revision: r,
          coversSeconds: c,
          marks: m,
        }));
      };
      expect(await kept("FINAL")).toEqual(all.map(() => expected));
      await harness.store.run({ text: "OPTIMIZE TABLE readings FINAL" });
      expect(await kept("")).toEqual(all.map(() => expected));
    }),
    { numRuns: runs(15) },
  );
});
