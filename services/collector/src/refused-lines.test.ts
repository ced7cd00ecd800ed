import type { Store } from "@celadon/runtime";
import { expect, test } from "vitest";
import { refusedLines } from "./refused-lines.ts";

function table() {
  const inserts: string[][] = [];
  const store: Store = {
    run: async () => undefined,
    rows: async () => [],
    insert: async (_table, _columns, tsv) => void inserts.push(Buffer.from(tsv).toString().trimEnd().split("\n")),
    [Symbol.asyncDispose]: async () => undefined,
  };
  return { store, inserts };
}

const rejected = (line: number, reason = "bad-json") =>
  ({ line, verdict: "rejected", reason, evidence: `Line ${line} is wrong: mend it.` }) as const;
const quarantined = (line: number) => ({ ...rejected(line, "counter-fell"), verdict: "quarantined" }) as const;

test("the first ones are first by line, whenever they were found out", () => {
  const lines = refusedLines(table().store, "r1", 0);
  for (let line = 300; line > 0; line -= 2) lines.add(rejected(line));
  for (let line = 299; line > 0; line -= 2) lines.add(quarantined(line));
  expect(lines.first().map(({ line }) => line)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  expect(lines.leftOut()).toBe(200);
  expect(lines.reasons()).toEqual({ "bad-json": 150, "counter-fell": 150 });
});

test("few lines are stored at the end, many as they come, and nothing twice", async () => {
  const { store, inserts } = table();
  const lines = refusedLines(store, "r1", 0);
  lines.add(rejected(1), Buffer.from("{"));
  await lines.store(false);
  expect(inserts).toEqual([]);
  for (let line = 2; line <= 1_000; line++) lines.add(rejected(line));
  await lines.store(false);
  lines.add(rejected(1_001));
  await lines.store(true);
  await lines.store(true);
  expect(inserts.map((rows) => rows.length)).toEqual([1_000, 1]);
  expect(inserts[0]?.[0]?.split("\t").slice(0, 4)).toEqual(["r1", "1", "rejected", "bad-json"]);
});

test("long lines are stored before they are many", async () => {
  const { store, inserts } = table();
  const lines = refusedLines(store, "r1", 0);
  for (let line = 1; line <= 60; line++) lines.add(rejected(line), Buffer.alloc(100_000, "x"));
  await lines.store(false);
  expect(inserts).toHaveLength(1);
  const [, , , , , content, length] = inserts[0]?.[0]?.split("\t") ?? [];
  expect([Buffer.from(content ?? "", "base64").length, length]).toEqual([65_536, "100000"]);
});

test("beyond a hundred thousand rejected and ten thousand quarantined lines the rest is only counted", async () => {
  const { store } = table();
  const lines = refusedLines(store, "r1", 0);
  for (let line = 1; line <= 100_500; line++) {
    lines.add(rejected(line));
    if (line <= 10_500) lines.add(quarantined(line));
    await lines.store(false);
  }
  expect([lines.kept(), lines.leftOut()]).toEqual([110_000, 110_900]);
});
