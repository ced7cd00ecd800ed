import { takeNodeMessage, unbornNode } from "@celadon/meter-to-telemetry";
import { qualityWord } from "@celadon/proto";
import { expect, test } from "vitest";
import { payloadOf, type SentMetric } from "./edge-node-in-test.ts";

// Eclipse Tahu's encoder against our reader, type by type.

const at = Date.parse("2027-01-01T00:00:00Z");
const message = (type: "NBIRTH" | "NDATA", bytes: Uint8Array) => ({
  ...{ type, device: undefined, bytes, receivedMs: at },
});

/** A birth with these metrics, then the same without names and types. */
function sent(metrics: readonly SentMetric[]) {
  const born = takeNodeMessage(unbornNode("n"), message("NBIRTH", payloadOf(metrics, at, 0)));
  const bare = metrics.map(({ name: _, datatype: __, ...rest }) => ({ ...rest, timestamp: at + 1 }));
  return takeNodeMessage(born.node, message("NDATA", payloadOf(bare, at, 1))).outcome;
}

test.each([
  ["Int8", 1, { intValue: -128 >>> 0 }, -128_000_000n],
  ["Int16", 2, { intValue: -32_768 >>> 0 }, -32_768_000_000n],
  ["Int32", 3, { intValue: -2_147_483_648 >>> 0 }, -2_147_483_648_000_000n],
  ["Int64", 4, { longValue: -999_999_999_999n }, -999_999_999_999_000_000n],
  ["UInt8", 5, { intValue: 255 }, 255_000_000n],
  ["UInt16", 6, { intValue: 65_535 }, 65_535_000_000n],
  ["UInt32", 7, { longValue: 4_294_967_295n }, 4_294_967_295_000_000n],
  ["UInt64", 8, { longValue: 999_999_999_999n }, 999_999_999_999_000_000n],
  ["Float", 9, { floatValue: 115_603.01 }, 115_603_010_000n],
  ["Double", 10, { doubleValue: -0.000_001 }, -1n],
] as const)("%s without its type is read by its birth", (name, datatype, value, micro) => {
  expect(sent([{ name, datatype, alias: 5, ...value }]).readings).toMatchObject([
    { channel: `n/${name}`, atMs: at + 1, valueMicro: micro },
  ]);
});

test("integers that 53 bits do not hold are refused with every digit", () => {
  const { readings, refused } = sent([
    { name: "A", datatype: 8, alias: 1, longValue: 18_446_744_073_709_551_615n },
    { name: "B", datatype: 4, alias: 2, longValue: -9_007_199_254_740_993n },
  ]);
  expect(readings).toEqual([]);
  expect(refused[0]?.evidence).toMatch(/"18446744073709551615".*"-9007199254740993"/);
});

test("text, booleans, null and what is stale are no readings; historical values are marked", () => {
  const { readings, ignored } = sent([
    { name: "Text", datatype: 12, alias: 1, stringValue: "x" },
    { name: "On", datatype: 11, alias: 2, booleanValue: true },
    { name: "Nothing", datatype: 10, alias: 3, isNull: true },
    { name: "Late", datatype: 10, alias: 4, doubleValue: 2, isHistorical: true },
  ]);
  expect(readings).toMatchObject([{ channel: "n/Late", marks: 1024 | 128 }]);
  expect(ignored).toBe(3);
});

test("property Quality says how good a value is: good counts, bad is kept, stale is no reading", () => {
  const metrics = [192, 0, 500, 7].map((quality, i) => ({
    ...{ name: `Q${quality}`, datatype: 10, alias: i + 1, doubleValue: 1 },
    properties: {
      keys: ["Unit", "Quality"],
      values: [
        { type: 12, stringValue: "kW" },
        { type: 3, intValue: quality },
      ],
    },
  }));
  expect(sent(metrics).readings.map(({ channel, quality }) => `${channel} ${qualityWord(quality)}`)).toEqual([
    ...["n/Q192 measured", "n/Q0 faulty", "n/Q7 unknown-flag"],
  ]);
});

test("aliases of 64 bits stay apart", () => {
  const metrics = [2n ** 60n, 2n ** 60n + 1n].map((alias, i) => ({
    ...{ name: `M${i}`, datatype: 10, doubleValue: i },
    alias: { low: Number(alias & 0xffff_ffffn), high: Number(alias >> 32n), unsigned: true } as never, // a Long of its encoder
  }));
  expect(sent(metrics).readings).toMatchObject([
    { channel: "n/M0", valueMicro: 0n },
    { channel: "n/M1", valueMicro: 1_000_000n },
  ]);
});
