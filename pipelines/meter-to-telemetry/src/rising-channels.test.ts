import { expect, test } from "vitest";
import { ndjsonDecoder } from "./ndjson-decoder.ts";
import { type RisenChannel, risingChannels } from "./rising-channels.ts";

interface Row {
  readonly channel?: string;
  readonly hour: number;
  readonly value: number;
  readonly quality?: string;
}

/** What is seen of these readings, in chunks of seven. */
function risenOf(rows: readonly Row[]): readonly RisenChannel[] {
  const watch = risingChannels();
  const decoder = ndjsonDecoder(
    { receivedMs: 1.8e12, chunkRows: 7 },
    { chunk: (chunk) => watch.see(chunk), refused: ({ evidence }) => expect.fail(evidence) },
  );
  const lines = rows.map(({ channel = "main", hour, value, quality = "measured" }) => {
    const at = new Date(Date.UTC(2026, 0, 1) + hour * 3_600_000).toISOString();
    return JSON.stringify({ factory: "mill", channel, at, value, quality });
  });
  decoder.push(new TextEncoder().encode(lines.join("\n")));
  decoder.end();
  return watch.risen();
}

const hours = (count: number, valueAt: (hour: number) => number): readonly Row[] =>
  Array.from({ length: count }, (_, hour) => ({ hour, value: valueAt(hour) }));

test("a register is seen, with its first and last standing, whichever way the rows go", () => {
  const register = hours(24, (hour) => 48_231.5 + 2.25 * hour);
  const seen = [{ factory: "mill", channel: "main", readings: 24, first: "48231.5", last: "48283.25" }];
  expect(risenOf(register)).toEqual(seen);
  expect(risenOf(register.toReversed())).toEqual(seen);
  expect(risenOf([...register, { hour: 3, value: 0, quality: "retracted" }])).toEqual(seen);
});

test.each([
  ["23 readings", hours(23, (hour) => hour)],
  ["a value that falls once", hours(48, (hour) => (hour === 30 ? 29.9 : hour + 1))],
  ["amounts that differ seven times only", hours(48, (hour) => Math.min(hour, 7))],
  ["amounts that are all equal", hours(48, () => 5)],
])("%s are none", (_, rows) => {
  expect(risenOf(rows)).toEqual([]);
});

test("channels are told apart", () => {
  const rows = hours(30, (hour) => hour).flatMap((row) => [
    { ...row, channel: "b" },
    { ...row, channel: "up and down", value: row.hour % 2 },
    { ...row, channel: "a" },
  ]);
  expect(risenOf(rows).map(({ channel }) => channel)).toEqual(["a", "b"]);
});
