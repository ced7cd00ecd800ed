import { expect, test } from "vitest";
import { meteredStore } from "./metered-store.ts";
import { openMetrics } from "./metrics.ts";
import type { Store } from "./store.ts";

/** A store that does nothing, or throws. */
const fakeStore = (error?: Error): Store => {
  const answer = async () => {
    if (error !== undefined) throw error;
  };
  return {
    run: answer,
    insert: answer,
    rows: async () => {
      await answer();
      return [];
    },
    [Symbol.asyncDispose]: answer,
  };
};
const rowsOf = (count: number) => Buffer.from("1\t2\n".repeat(count));

test("an insert is told by its table, with its time and its rows; nothing is told of an empty one", async () => {
  const metrics = openMetrics();
  const store = meteredStore(fakeStore(), metrics);
  await store.insert("readings", ["a", "b"], rowsOf(11));
  await store.insert("readings", ["a", "b"], Buffer.concat([rowsOf(99), rowsOf(2)]).subarray(rowsOf(1).length));
  await store.insert("slices", ["a"], new Uint8Array());
  const text = await metrics.text();
  expect(text).toContain('celadon_insert_rows_sum{table="readings"} 111\n');
  expect(text).toContain('celadon_insert_rows_count{table="readings"} 2\n');
  expect(text).toContain('celadon_insert_seconds_count{table="readings"} 2\n');
  expect(text).not.toContain("slices");
});

test("statements are told by kind", async () => {
  const metrics = openMetrics();
  const store = meteredStore(fakeStore(), metrics);
  await store.run({ text: "INSERT INTO slices SELECT 1" });
  expect(await store.rows({ text: "SELECT 1" })).toEqual([]);
  const text = await metrics.text();
  expect(text).toContain('celadon_query_seconds_count{kind="run"} 1\n');
  expect(text).toContain('celadon_query_seconds_count{kind="rows"} 1\n');
});

test("a failure is counted, as one that passes or as a fault, and thrown on as it was", async () => {
  const metrics = openMetrics();
  const full = Object.assign(new Error("no space"), { code: "243" });
  const broken = Object.assign(new Error("syntax"), { code: "62" });
  await expect(meteredStore(fakeStore(full), metrics).insert("readings", ["a"], rowsOf(1))).rejects.toBe(full);
  await expect(meteredStore(fakeStore(broken), metrics).rows({ text: "SELEC" })).rejects.toBe(broken);
  const text = await metrics.text();
  expect(text).toContain('celadon_store_failures_total{operation="insert",kind="passing"} 1\n');
  expect(text).toContain('celadon_store_failures_total{operation="rows",kind="fault"} 1\n');
  expect(text).not.toContain("celadon_insert_seconds_count{");
});
