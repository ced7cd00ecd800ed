import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkSchema, migrate, openEmbeddedStore, type Query, type Store } from "@celadon/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { schema } from "./schema.ts";

const folder = mkdtempSync(join(tmpdir(), "celadon-schema-"));
let store: Store;
beforeAll(async () => {
  store = await openEmbeddedStore(folder);
}, 60_000);
afterAll(async () => {
  await store?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const statements = schema.flatMap(([, steps]) => steps.flatMap((step) => step.statements));
const tables = [...statements.join("\n").matchAll(/CREATE TABLE IF NOT EXISTS (\w+)/g)].map(([, table]) => `${table}`);
const roles = readFileSync(new URL("../../../../deploy/clickhouse/roles.sql", import.meta.url), "utf8")
  .replaceAll(/^--.*$/gm, "")
  .split(";")
  .map((text) => text.trim())
  .filter((text) => text !== "");

/** Throws where the engine cannot read the statement. */
const parse = async (text: string): Promise<void> => {
  await store.rows({ text: "SELECT formatQuery({text:String})", params: { text } });
};

test("a migrated store has the schema that every service asks for", async () => {
  for (const [service, steps] of schema) await migrate(store, service, steps);
  for (const [service, steps] of schema) await checkSchema(store, service, steps);
});

test("every service's schema can be made on a cluster, in statements that the engine can read", async () => {
  const asked: string[] = [];
  const cluster: Store = {
    run: async ({ text }: Query) => void asked.push(text),
    insert: async () => undefined,
    rows: async () => [],
    [Symbol.asyncDispose]: async () => undefined,
  };
  for (const [service, steps] of schema) {
    await migrate(cluster, service, steps, { kind: "cluster", cluster: "{cluster}" });
  }
  for (const text of asked) await parse(text);
  expect(asked.filter((text) => !text.includes("ON CLUSTER '{cluster}'"))).toEqual([]);
  const whole = asked.flatMap((text) => /EXISTS (\w+) .* ENGINE = Distributed\(/.exec(text)?.[1] ?? []);
  expect(whole).toEqual(["readings", "slices", "refusals", "hourCuts"]);
});

test("every table may be written by exactly the role of who writes it, and read by the reader", () => {
  const grants = roles.flatMap((text) => {
    const [, rights, table, role] = /^GRANT ([A-Z, ]+) ON celadon\.(\S+) TO (\w+)$/.exec(text) ?? [];
    return rights === undefined ? [] : [{ rights, table, role }];
  });
  const writers = (table: string) =>
    grants.filter(({ rights, ...grant }) => grant.table === table && rights.includes("INSERT")).map(({ role }) => role);
  const writer: Readonly<Record<string, string>> = {
    ledger: "celadon_ledger",
    collector: "celadon_ingest",
    footprinter: "celadon_footprint",
    certificate: "celadon_certificate",
    benchmark: "celadon_footprint",
  };
  for (const [service, steps] of schema) {
    for (const table of tables.filter((one) => JSON.stringify(steps).includes(`EXISTS ${one} `))) {
      expect([table, writers(table)]).toEqual([table, [writer[service]]]);
    }
  }
  const granted = new Set(grants.map(({ table }) => table));
  expect([...granted].filter((table) => table !== "*" && table !== "migrations").sort()).toEqual([...tables].sort());
});

test("the engine can read every statement of the roles", async () => {
  for (const text of roles) await parse(text);
  await expect(parse("GRANT SELECT celadon.x TO celadon_reader")).rejects.toThrow();
});
