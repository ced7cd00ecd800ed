import { randomUUID } from "node:crypto";
import { type Store, storeErrorCode, waitReason } from "@celadon/runtime";
import { expect, test } from "vitest";

/** Opens the adapter anew on the same data. */
export type OpenStore = () => Promise<Store>;

const hostile = "'; DROP TABLE readings; -- \\' \\\\ \t\n\r\b\f\0 $x $& {x:String} 皮革 🌱 \u2028";
const cell = (text: string): string =>
  text.replaceAll(/[\\\t\n\r\b\f\0]/g, (letter) => {
    const escaped: Readonly<Record<string, string>> = {
      "\\": "\\\\",
      "\t": "\\t",
      "\n": "\\n",
      "\r": "\\r",
      "\b": "\\b",
      "\f": "\\f",
      "\0": "\\0",
    };
    return `${escaped[letter]}`;
  });
const tsv = (...rows: readonly (readonly (string | number | bigint)[])[]): Buffer =>
  Buffer.from(rows.map((row) => `${row.join("\t")}\n`).join(""));

/** What every adapter of the store keeps. Each test has a table of its own, which goes with it. */
export function storeContract(adapter: string, open: OpenStore): void {
  const withTable = async (columns: string, work: (store: Store, table: string) => Promise<void>): Promise<void> => {
    await using store = await open();
    const table = `contract_${randomUUID().replaceAll("-", "")}`;
    await store.run({
      text: `CREATE TABLE ${table} (${columns}) ENGINE = MergeTree ORDER BY tuple()
        SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
    });
    try {
      await work(store, table);
    } finally {
      await store.run({ text: `DROP TABLE ${table}` });
    }
  };
  const counted = async (store: Store, table: string): Promise<unknown> =>
    (await store.rows<{ c: string }>({ text: `SELECT count() AS c FROM ${table}` }))[0]?.c;

  test(`${adapter}: an insert that resolved is there, also for who opens it next`, () =>
    withTable("n UInt64", async (store, table) => {
      await store.insert(table, ["n"], tsv([1], [2]));
      expect(await counted(store, table)).toBe("2");
      await using other = await open();
      expect(await counted(other, table)).toBe("2");
    }));

  test(`${adapter}: an insert of nothing is none, and the same rows twice are there twice`, () =>
    withTable("n UInt8", async (store, table) => {
      await store.insert(table, ["n"], Buffer.alloc(0));
      expect(await counted(store, table)).toBe("0");
      for (let i = 0; i < 10; i++) await store.insert(table, ["n"], tsv([1]));
      expect(await counted(store, table)).toBe("10");
    }));

  test(`${adapter}: a hundred thousand rows go in at once`, () =>
    withTable("n UInt64, t String", async (store, table) => {
      const rows = Array.from({ length: 100_000 }, (_, i) => [i, `row ${i} of many`]);
      await store.insert(table, ["n", "t"], tsv(...rows));
      expect(await store.rows({ text: `SELECT count() AS c, sum(n) AS s, uniqExact(t) AS u FROM ${table}` })).toEqual([
        { c: "100000", s: "4999950000", u: "100000" },
      ]);
    }));

  test(`${adapter}: any text goes in as a row and as an argument, short or long, and comes out the same`, () =>
    withTable("t String", async (store, table) => {
      const long = hostile.repeat(40);
      await store.insert(table, ["t"], tsv([cell(hostile)], [cell(long)]));
      for (const t of [hostile, long]) {
        expect(
          await store.rows({ text: `SELECT t, {t:String} AS again FROM ${table} WHERE t = {t:String}`, params: { t } }),
        ).toEqual([{ t, again: t }]);
      }
      for (const list of [
        [hostile, "b"],
        [hostile, ...Array(500).fill("pad")],
      ]) {
        expect(
          await store.rows({ text: `SELECT t FROM ${table} WHERE t IN {list:Array(String)}`, params: { list } }),
        ).toEqual([{ t: hostile }]);
      }
    }));

  test(`${adapter}: integers and decimals are exact, as rows and as arguments, and come as text`, () =>
    withTable("i Int64, u UInt64, d Decimal(38, 12)", async (store, table) => {
      const d = "-12345678901234567890123456.123456789012";
      const [i, u] = [-(2n ** 63n), 2n ** 64n - 1n];
      await store.insert(table, ["i", "u", "d"], tsv([i, u, d], [0, 2n ** 63n, "0.000000000001"]));
      const found = await store.rows({
        text: `SELECT i, u, d, {i:Int64} AS ai, {u:UInt64} AS au, {d:Decimal(38, 12)} AS ad
          FROM ${table} WHERE i = {i:Int64} AND u = {u:UInt64} AND d = {d:Decimal(38, 12)}`,
        params: { i, u, d },
      });
      const row = { i: `${i}`, u: `${u}`, d };
      expect(found).toEqual([{ ...row, ai: row.i, au: row.u, ad: d }]);
      expect(await store.rows({ text: `SELECT u, d FROM ${table} WHERE i = 0` })).toEqual([
        { u: `${2n ** 63n}`, d: "0.000000000001" },
      ]);
    }));

  test(`${adapter}: ten thousand channels are one argument, of a SELECT and of an INSERT SELECT`, () =>
    withTable("channelId UInt64", async (store, table) => {
      const ids = Array.from({ length: 10_000 }, (_, i) => 2n ** 64n - 1n - BigInt(i) * 1_000_003n);
      await store.insert(table, ["channelId"], tsv(...ids.map((id) => [id]), [7]));
      const text = `SELECT count() AS c, min(channelId) AS least FROM ${table} WHERE channelId IN {ids:Array(UInt64)}`;
      expect(await store.rows({ text, params: { ids } })).toEqual([{ c: "10000", least: `${ids.at(-1)}` }]);
      await store.run({
        text: `INSERT INTO ${table} SELECT arrayJoin({ids:Array(UInt64)}) WHERE {on:UInt8} = 1`,
        params: { ids, on: 1 },
      });
      expect(await counted(store, table)).toBe("20001");
    }));

  test(`${adapter}: statements that are asked at once are all answered, each with its own`, () =>
    withTable("n UInt64", async (store, table) => {
      const each = Array.from({ length: 40 }, (_, i) => i);
      const answers = await Promise.all(
        each.map(async (n) => {
          await store.insert(table, ["n"], tsv([n]));
          return store.rows({ text: `SELECT n FROM ${table} WHERE n = {n:UInt64}`, params: { n } });
        }),
      );
      expect(answers).toEqual(each.map((n) => [{ n: `${n}` }]));
    }));

  test(`${adapter}: an error has ClickHouse's number, waits for nothing, and the next statement works`, async () => {
    await using store = await open();
    const codes = [];
    for (const text of [
      "SELECT 1 FROM nowhere_at_all",
      "SELECT FROM WHERE",
      "SELECT toUInt8('x')",
      "SELECT {p:UInt8}",
    ]) {
      const thrown: unknown = await store.rows({ text }).catch((error: unknown) => error);
      codes.push(storeErrorCode(thrown));
      expect(waitReason(thrown)).toBeUndefined();
    }
    // UNKNOWN_TABLE, SYNTAX_ERROR, CANNOT_PARSE_TEXT, UNKNOWN_QUERY_PARAMETER
    expect(codes).toEqual([60, 62, 6, 456]);
    expect(await store.rows({ text: "SELECT 1 AS one" })).toEqual([{ one: 1 }]);
  });

  test(`${adapter}: a row that the table cannot take is refused whole, with its number`, () =>
    withTable("n UInt8", async (store, table) => {
      const thrown: unknown = await store.insert(table, ["n"], tsv([1], ["many"])).catch((error: unknown) => error);
      expect(storeErrorCode(thrown)).toBe(27); // CANNOT_PARSE_INPUT_ASSERTION_FAILED
      expect(await counted(store, table)).toBe("0");
    }));
}
