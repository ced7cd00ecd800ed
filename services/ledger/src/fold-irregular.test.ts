import type { Store } from "@celadon/runtime";
import { expect, test } from "vitest";
import type { Channel } from "./channel.ts";
import { foldIrregular } from "./fold-irregular.ts";

const dayMs = 86_400_000;
const firstMs = Date.UTC(2001, 0);
const readings = 9_000;
const lastMs = firstMs + (readings - 1) * dayMs;
/** 2100-01-01: no reading is later. */
const endMs = 4_102_444_800_000;

const channels = Array.from(
  { length: 100 },
  (_, i): Channel => ({
    ...{ factory: "mill", channel: `c${i}`, channelId: BigInt(i), idText: String(i), eras: [], people: [] },
    ...{ firstMs, lastMs, longestCoverMs: 0, lastRefusedMs: lastMs },
  }),
);

test("a fold that is cut short again and again by how much is read at once never asks beyond all instants, and comes to its end", async () => {
  const asked: number[] = [];
  const store: Store = {
    run: async () => undefined,
    insert: async () => undefined,
    rows: async <Row>({
      text,
      params = {},
    }: {
      readonly text: string;
      readonly params?: Readonly<Record<string, unknown>>;
    }) => {
      if (text.includes("AS last")) return [];
      const { id, from, to, limit } = params as Readonly<Record<"id" | "from" | "to", readonly (number | bigint)[]>> & {
        readonly limit: number;
      };
      asked.push(...to.map(Number));
      return id.flatMap((channelId, i) => {
        const first = Math.max(0, Math.ceil((Number(from[i]) - firstMs) / dayMs));
        const end = Math.min(readings, first + limit, Math.floor((Number(to[i]) - firstMs) / dayMs) + 1);
        return Array.from({ length: Math.max(0, end - first) }, (_, k) => {
          const t = String(firstMs + (first + k) * dayMs);
          return { channelId: String(channelId), t, v: "1", q: 2, r: 0, c: 0, m: 0, refused: "counter-fell" } as Row; // what is asked for
        });
      });
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  const folded = await foldIrregular(
    store,
    channels.map((channel) => ({ channel, touched: { fromMs: 0, toMs: firstMs } })),
  );
  expect(folded).toHaveLength(channels.length);
  expect(asked.length / channels.length).toBeGreaterThan(15);
  expect(Math.max(...asked)).toBeLessThanOrEqual(endMs);
}, 60_000);
