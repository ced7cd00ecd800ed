import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedStore, openLog, openPatience, openServerStore, patientStore, waitReason } from "@celadon/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClickhouseFront, startFront } from "../clickhouse/start-front.ts";
import { storeContract } from "./store.suite.ts";

const folder = mkdtempSync(join(tmpdir(), "celadon-contract-"));
let front: ClickhouseFront;
beforeAll(async () => {
  front = await startFront();
}, 60_000);
afterAll(async () => {
  await front?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

storeContract("embedded", () => openEmbeddedStore(folder));
storeContract("HTTP", () => openServerStore({ url: front.url }));
storeContract("HTTP, packed", () => openServerStore({ url: front.url, compress: true, connections: 2 }));

const server = process.env["CLICKHOUSE_URL"];
if (server !== undefined) storeContract("server", () => openServerStore({ url: server }));
else {
  test("server", (context) => {
    context.skip("CLICKHOUSE_URL is not set. Not proven: the store on a real server. Set it to http://host:8123.");
  });
}

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
const count = { text: "SELECT count() AS c FROM faults" };
const row = Buffer.from("1\n");

/** A table on the front, and a store that speaks to it. */
async function onFaults() {
  const store = await openServerStore({ url: front.url, requestTimeoutMs: 5_000 });
  await store.run({ text: "DROP TABLE IF EXISTS faults" });
  await store.run({
    text: "CREATE TABLE faults (n UInt8) ENGINE = MergeTree ORDER BY n SETTINGS fsync_after_insert = 1",
  });
  return store;
}

test("HTTP: a database that is not there is told at the door", async () => {
  await expect(openServerStore({ url: front.url, database: "plants" })).rejects.toThrow(
    /^ClickHouse at http:\S+ has no database "plants": create it, or correct its name\.$/,
  );
});

test("HTTP: a server that is gone, cut off or too slow is waited for", async () => {
  await using store = await onFaults();
  await front.unreachable();
  const gone = await thrownBy(store.insert("faults", ["n"], row));
  const shut = await thrownBy(openServerStore({ url: front.url }));
  await front.reachable();
  await using hasty = await openServerStore({ url: front.url, requestTimeoutMs: 300 });
  await front.slow(1_000);
  const late = await thrownBy(hasty.rows(count));
  await front.slow(0);
  for (const error of [gone, shut, late]) expect(waitReason(error)).toBe("The database does not answer just now.");
  expect(shut).toMatchObject({ message: expect.stringMatching(/^Nobody answers at http:/) });
  expect(await store.rows(count)).toEqual([{ c: "0" }]);
});

test("HTTP: an insert that was cut off after it was stored fails as unknown, and is there", async () => {
  await using store = await onFaults();
  await front.hold("after");
  const inserted = thrownBy(store.insert("faults", ["n"], row));
  await front.held(1);
  await front.unreachable();
  const error = await inserted;
  await front.release();
  await front.reachable();
  expect(error).toMatchObject({ code: "ECONNRESET" });
  expect(waitReason(error)).toBe("The database does not answer just now.");
  expect(await store.rows(count)).toEqual([{ c: "1" }]);
});

test("HTTP: who insists outlasts a server that is killed, and finds everything that was acknowledged", async () => {
  await using store = await onFaults();
  await store.insert("faults", ["n"], row);
  const patience = openPatience({ now: () => performance.now(), notes: openLog("silent"), mayWait: () => true });
  await front.kill();
  const inserted = patientStore(store, patience).insert("faults", ["n"], row);
  await expect.poll(() => patience.waiting()?.why).toBe("The database does not answer just now.");
  await front.start();
  await inserted;
  expect(await store.rows(count)).toEqual([{ c: "2" }]);
});

test("HTTP: two programs at once have one and the same data", async () => {
  await using one = await onFaults();
  await using other = await openServerStore({ url: front.url });
  await Promise.all(
    Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? one : other).insert("faults", ["n"], Buffer.from(`${i}\n`))),
  );
  expect([await one.rows(count), await other.rows(count)]).toEqual([[{ c: "20" }], [{ c: "20" }]]);
});
