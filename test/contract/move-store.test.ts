import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrations as benchmark } from "@celadon/benchmark";
import { migrations as footprinter } from "@celadon/footprinter";
import { migrations as ledger } from "@celadon/ledger";
import {
  type MoveProgress,
  migrate,
  moveStore,
  openEmbeddedStore,
  openServerStore,
  type Store,
} from "@celadon/runtime";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ClickhouseFront, startFront } from "../clickhouse/start-front.ts";

const folder = mkdtempSync(join(tmpdir(), "celadon-move-"));
const tables = ["readings", "channels", "declarations", "indicators", "currentFootprints", "footprints", "progress"];
let front: ClickhouseFront;
let here: Store;
let there: Store;

beforeAll(async () => {
  front = await startFront();
  here = await openEmbeddedStore(folder);
  there = await openServerStore({ url: front.url });
  for (const store of [here, there]) {
    await migrate(store, "ledger", ledger);
    await migrate(store, "benchmark", benchmark);
    await migrate(store, "footprinter", footprinter);
  }
  await fill(here);
}, 60_000);
beforeEach(async () => {
  for (const table of tables) await there.run({ text: `TRUNCATE TABLE ${table}` });
});
afterAll(async () => {
  await there?.[Symbol.asyncDispose]();
  await here?.[Symbol.asyncDispose]();
  await front?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Three months of three channels, each tenth reading corrected; texts that are none; nothing; what is gone; a log with repeats. */
async function fill(store: Store): Promise<void> {
  const readings = (revision: number, every: number) => ({
    text: `INSERT INTO readings (channelId, at, value, revision, quality, coversSeconds, marks, seq)
      SELECT 18446744073709551613 + number % 3, fromUnixTimestamp64Milli(1767225600000 + intDiv(number, 3) * 700000),
        toDecimal64(number, 6) / 7, {revision:UInt32}, 2, 700, 0, number
      FROM numbers(30000) WHERE number % {every:UInt32} = 0`,
    params: { revision, every },
  });
  await store.run(readings(0, 1));
  await store.run(readings(1, 10));
  const statements = [
    `INSERT INTO channels VALUES (1, 'a\\tb\\'\\\\', unhex('ff00fe0a'), 3600, [-1, 2], [], 7), (2, '皮革', '', 0, [], [9], 8)`,
    `INSERT INTO declarations SELECT 'factory', concat('key\\n\\'', toString(number)), number, repeat('x', 100), number FROM numbers(100)`,
    `INSERT INTO indicators (peer, indicator, factory, product, fromMs, toMs, place, isGone, amount, absolute)
      SELECT number, 'kgce', 'f', 'p', 0, 1, 5, 0, if(number % 2, NULL, '1.5'), if(number % 3, NULL, toDecimal128(number, 12) / 7)
      FROM numbers(50)`,
    `INSERT INTO indicators (peer, indicator, factory, product, fromMs, toMs, place, isGone) VALUES (7, 'kgce', 'f', 'p', 0, 1, 9, 1)`,
    ...Array(2).fill(
      "INSERT INTO currentFootprints (factory, product, fromMs, toMs, place, id, supersedes) SELECT 'f', 'p', 0, number % 20, number, 'id', '' FROM numbers(60)",
    ),
    "INSERT INTO progress VALUES ('windows', 12)",
  ];
  for (const text of statements) await store.run({ text });
}

const countOf = async (store: Store, table: string): Promise<number> =>
  Number((await store.rows<{ c: string }>({ text: `SELECT count() AS c FROM ${table}` }))[0]?.c);
const standing = (store: Store, table: string) =>
  store.rows({ text: `SELECT * FROM ${table}${table === "currentFootprints" ? "" : " FINAL"} ORDER BY ALL` });

/** The other side, which counts what is inserted and is gone after so many inserts. */
const counting = (most = Number.POSITIVE_INFINITY) => {
  const seen = { inserts: 0 };
  const store: Store = {
    ...there,
    insert: async (table, columns, tsv) => {
      if (seen.inserts >= most) throw new Error("gone");
      seen.inserts += 1;
      await there.insert(table, columns, tsv);
    },
  };
  return { store, seen };
};

test("every table arrives as it stands, whatever is in it, page by page", async () => {
  const said: MoveProgress[] = [];
  const moved = await moveStore(here, there, tables, { pageRows: 1_000, onProgress: (one) => said.push(one) });
  expect(moved.map(({ table, rows }) => [table, rows])).toEqual([
    ["readings", 30_000n],
    ["channels", 2n],
    ["declarations", 100n],
    ["indicators", 50n], // one of them says that it is gone
    ["currentFootprints", 120n],
    ["footprints", 0n],
    ["progress", 1n],
  ]);
  for (const table of tables) expect(await standing(there, table)).toEqual(await standing(here, table));
  const copied = said.filter(({ table, step }) => table === "readings" && step === "copy");
  expect(copied.length).toBeGreaterThan(30);
  expect(copied.at(-1)).toEqual({ table: "readings", step: "copy", rows: 30_000, of: expect.any(Number) });
  expect(said.findLast(({ table }) => table === "readings")).toEqual({
    table: "readings",
    step: "verify",
    rows: 30_000,
    of: expect.any(Number), // fewer once the engine has merged the corrected ones away
  });
});

test("what is gone is gone on the other side too: an older row that comes again does not stand", async () => {
  await moveStore(here, there, ["indicators"]);
  await there.run({
    text: "INSERT INTO indicators (peer, indicator, factory, product, fromMs, toMs, place) VALUES (7, 'kgce', 'f', 'p', 0, 1, 5)",
  });
  expect(await there.rows({ text: "SELECT peer FROM indicators FINAL WHERE peer = 7" })).toEqual([]);
});

test("a second move writes nothing, and a move that was broken off goes on without doubling anything", async () => {
  const broken = counting(20);
  await expect(moveStore(here, broken.store, tables, { pageRows: 1_000 })).rejects.toThrow("gone");
  const rest = counting();
  await moveStore(here, rest.store, tables, { pageRows: 1_000 });
  const again = counting();
  await moveStore(here, again.store, tables, { pageRows: 1_000 });
  expect([rest.seen.inserts > 5, again.seen.inserts]).toEqual([true, 0]);
  expect(await countOf(there, "currentFootprints")).toBe(120);
});

test("of a log that is there in part, exactly what is missing is written, also in pages of another length", async () => {
  await there.run({
    text: "INSERT INTO currentFootprints (factory, product, fromMs, toMs, place, id, supersedes) SELECT 'f', 'p', 0, number % 20, number, 'id', '' FROM numbers(30)",
  });
  await moveStore(here, there, ["currentFootprints"], { pageRows: 7 });
  expect(await standing(there, "currentFootprints")).toEqual(await standing(here, "currentFootprints"));
});

test("what only the other side has is found: behind the last key, in between, and in a month of its own", async () => {
  for (const [channel, at] of [
    ["18446744073709551615", "2026-03-31 00:00:00"],
    ["18446744073709551614", "2026-02-01 00:00:00.001"],
    ["1", "2031-01-01 00:00:00"],
  ]) {
    await there.run({ text: "TRUNCATE TABLE readings" });
    await there.run({
      text: `INSERT INTO readings (channelId, at, value) VALUES (${channel}, '${at}', 1)`,
    });
    await expect(moveStore(here, there, ["readings"])).rejects.toThrow(
      /^Table "readings" differs after the move: \d+ rows stand here and \d+ there .* run it again\.$/,
    );
  }
});

test("a table that is not there, or is another one, is refused before anything is copied", async () => {
  await expect(moveStore(here, there, ["nothing"])).rejects.toThrow(
    'A store has no table "nothing": run celadon migrate on it first.',
  );
  await here.run({ text: "CREATE TABLE other (a UInt8, b UInt8) ENGINE = MergeTree ORDER BY a" });
  await there.run({ text: "CREATE TABLE other (a UInt8) ENGINE = MergeTree ORDER BY a" });
  await expect(moveStore(here, there, ["other"])).rejects.toThrow(
    'Table "other" has other columns on the other side: run celadon migrate there with this version.',
  );
  await here.run({ text: "CREATE TABLE summed (a UInt8) ENGINE = MergeTree ORDER BY a + 1" });
  await expect(moveStore(here, there, ["summed"])).rejects.toThrow(
    'Table "summed" is ordered by "a + 1", which is no written column: it cannot be read in pages.',
  );
});
