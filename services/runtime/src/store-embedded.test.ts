import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkSchema } from "./check-schema.ts";
import { migrate } from "./migrate.ts";
import { storeErrorCode } from "./store.ts";
import { type EmbeddedStore, openEmbeddedStore } from "./store-embedded.ts";

const folder = mkdtempSync(join(tmpdir(), "celadon-store-"));
let store: EmbeddedStore;
beforeAll(async () => {
  store = await openEmbeddedStore(folder);
}, 60_000);
afterAll(async () => {
  await store?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const tsv = (...rows: readonly (readonly (string | number)[])[]) =>
  Buffer.from(rows.map((row) => `${row.join("\t")}\n`).join(""));

test("decimals and 64-bit integers come back to the last digit", async () => {
  await store.run({ text: "CREATE TABLE exact (d Decimal(18, 6), n UInt64) ENGINE = MergeTree ORDER BY n" });
  await store.insert("exact", ["d", "n"], tsv(["123456789012.123456", "18446744073709551615"]));
  expect(await store.rows({ text: "SELECT d, n FROM exact" })).toEqual([
    { d: "123456789012.123456", n: "18446744073709551615" },
  ]);
});

test("the same rows inserted twice are there twice: nothing swallows a repeat", async () => {
  await store.run({ text: "CREATE TABLE repeats (n UInt8) ENGINE = MergeTree ORDER BY n" });
  for (let i = 0; i < 20; i++) await store.insert("repeats", ["n"], tsv([1]));
  expect(await store.rows({ text: "SELECT count() AS c FROM repeats" })).toEqual([{ c: "20" }]);
});

test("arguments are bound, never pasted into the statement", async () => {
  const hostile = "'; DROP TABLE repeats; --\n\t\\";
  expect(await store.rows({ text: "SELECT {t:String} AS t", params: { t: hostile } })).toEqual([{ t: hostile }]);
});

test("an error carries the engine's number, and the next statement works", async () => {
  const error = await store.run({ text: "SELECT nothing FROM nowhere" }).catch((thrown: unknown) => thrown);
  expect(storeErrorCode(error)).toBe(60); // UNKNOWN_TABLE
  expect(await store.rows({ text: "SELECT 1 AS one" })).toEqual([{ one: 1 }]);
});

test("what is set holds for every statement: after one that failed, and after the store was closed for a moment", async () => {
  const set = () =>
    store.rows({ text: "SELECT getSetting('max_execution_time') AS seconds, getSetting('max_query_size') AS bytes" });
  const all = [{ seconds: 600, bytes: 67_108_864 }];
  expect(await set()).toEqual(all);
  await expect(store.run({ text: "SELECT {n:UInt8} FROM nowhere", params: { n: 1 } })).rejects.toThrow();
  expect(await set()).toEqual(all);
  await store.whileClosed(async () => {});
  expect(await set()).toEqual(all);
});

test("while it is closed, statements wait, and then find everything", async () => {
  const order: string[] = [];
  const closed = store.whileClosed(async () => {
    order.push("closed");
  });
  const rows = store.rows({ text: "SELECT count() AS c FROM repeats" }).then((found) => {
    order.push("answered");
    return found;
  });
  await closed;
  expect(await rows).toEqual([{ c: "20" }]);
  expect(order).toEqual(["closed", "answered"]);
});

const first = {
  id: 1,
  name: "first",
  statements: ["CREATE TABLE IF NOT EXISTS steps (n UInt8) ENGINE = MergeTree ORDER BY n"],
};
const second = { id: 2, name: "second", statements: ["ALTER TABLE steps ADD COLUMN IF NOT EXISTS m UInt8"] };

test("each migration runs once, in the order of its number, and each service has its own count", async () => {
  expect((await migrate(store, "ledger", [first])).map(({ id }) => id)).toEqual([1]);
  expect((await migrate(store, "ledger", [second, first])).map(({ id }) => id)).toEqual([2]);
  expect(await migrate(store, "ledger", [first, second])).toEqual([]);
  expect((await migrate(store, "collector", [first])).map(({ id }) => id)).toEqual([1]);
});

test("a store that a newer program has written is refused by name", async () => {
  await expect(migrate(store, "ledger", [first])).rejects.toThrow(
    'The store is at migration 2 of ledger ("second"), which this Celadon does not know: it is older than the store. Start a newer Celadon.',
  );
});

test("an older program works beside a newer one whose step only adds, and is refused by a step that does not", async () => {
  const added = {
    id: 2,
    name: "a remark",
    statements: ["ALTER TABLE beside ADD COLUMN IF NOT EXISTS remark String"],
    isAdditive: true,
  } as const;
  const beside = {
    ...first,
    statements: ["CREATE TABLE IF NOT EXISTS beside (n UInt8) ENGINE = MergeTree ORDER BY n"],
  };
  await migrate(store, "beside", [beside]);
  expect(await checkSchema(store, "beside", [beside])).toEqual([]);
  await migrate(store, "beside", [beside, added]);
  expect(await checkSchema(store, "beside", [beside])).toEqual([{ id: 2, name: "a remark", isAdditive: true }]);
  await store.insert("beside", ["n"], Buffer.from("7\n"));
  expect(await store.rows({ text: "SELECT * FROM beside" })).toEqual([{ n: 7, remark: "" }]);
  await migrate(store, "beside", [beside, added, { id: 3, name: "of another kind", statements: added.statements }]);
  await expect(checkSchema(store, "beside", [beside])).rejects.toThrow(
    /at migration 3 of beside \("of another kind"\)/,
  );
});

test("a program that may run no DDL is told what a store lacks, or that it is older than the store", async () => {
  await checkSchema(store, "ledger", [first, second]);
  await expect(checkSchema(store, "ledger", [first, second, { ...second, id: 3, name: "third" }])).rejects.toThrow(
    'The store lacks migration 3 of ledger ("third"): run celadon migrate, then start again.',
  );
  await expect(checkSchema(store, "ledger", [first])).rejects.toThrow(
    /^The store is at migration 2 of ledger \("second"\)/,
  );
  await store.run({ text: "ALTER TABLE migrations DROP COLUMN additive" });
  await expect(checkSchema(store, "ledger", [first, second])).rejects.toThrow(
    "The store was last migrated by an older Celadon: run celadon migrate, then start again.",
  );
  await migrate(store, "ledger", [first, second]);
  await checkSchema(store, "ledger", [first, second]);
  await store.run({ text: "DROP TABLE migrations" });
  await expect(checkSchema(store, "ledger", [first])).rejects.toThrow(
    'The store lacks migration 1 of ledger ("first"): run celadon migrate, then start again.',
  );
  expect(await store.rows({ text: "EXISTS TABLE migrations" })).toEqual([{ result: 0 }]);
});
