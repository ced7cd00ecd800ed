import fc from "fast-check";
import { expect, test } from "vitest";
import { compareWithEarlier, conflict, duplicate, first, type KeyedRows, sameKeys } from "./same-key.ts";

type Row = readonly [channel: number, at: number, value: number, revision: number, marks: number];

function rowsOf(list: readonly Row[]): KeyedRows {
  return {
    channel: Uint32Array.from(list, (row) => row[0]),
    at: Int32Array.from(list.flatMap((row) => [row[1], 0])),
    value: Int32Array.from(list.flatMap((row) => [row[2], 0])),
    revision: Uint32Array.from(list, (row) => row[3]),
    coversSeconds: new Uint32Array(list.length),
    quality: new Uint8Array(list.length),
    marks: Uint16Array.from(list, (row) => row[4]),
  };
}

const verdicts = (list: readonly Row[]): readonly number[] => {
  const keys = sameKeys();
  const rows = rowsOf(list);
  return list.map(([channel, at], row) => compareWithEarlier(keys, rows, row, channel, at));
};

/** The same question, asked of a map of sets. */
function judge(list: readonly Row[]): readonly number[] {
  const seen = new Map<string, Set<string>>();
  return list.map(([channel, at, ...content]) => {
    const contents = seen.get(`${channel} ${at}`);
    const text = content.join(" ");
    if (contents === undefined) seen.set(`${channel} ${at}`, new Set([text]));
    else if (contents.has(text)) return duplicate;
    else contents.add(text);
    return contents === undefined ? first : conflict;
  });
}

test("repeats and conflicts are told apart as a map of sets tells them", () => {
  const row = fc.tuple(fc.nat(5), fc.nat(20), fc.nat(2), fc.nat(1), fc.nat(1));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 4000, size: "max" }), (list) => {
      expect(verdicts(list)).toEqual(judge(list));
    }),
    { numRuns: 50 },
  );
});

test("counts do not depend on the order of the rows", () => {
  const row = fc.tuple(fc.nat(2), fc.nat(5), fc.nat(2), fc.nat(1), fc.nat(1));
  const shuffled = fc
    .array(row, { maxLength: 300 })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
  fc.assert(
    fc.property(shuffled, ([list, other]) => {
      expect([...verdicts(other)].sort()).toEqual([...verdicts(list)].sort());
    }),
  );
});

test("one key with 50,000 values is 49,999 conflicts and takes no longer than 50,000 keys", () => {
  const list = Array.from({ length: 50_000 }, (_, value): Row => [1, 1, value, 0, 0]);
  expect(verdicts(list).filter((verdict) => verdict === conflict)).toHaveLength(49_999);
});
