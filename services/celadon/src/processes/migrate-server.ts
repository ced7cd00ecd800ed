import { migrate, type SchemaVariant } from "@celadon/runtime";
import type { ClickHouseConfig } from "../config.ts";
import { openServer } from "./open-server.ts";
import { schema } from "./schema.ts";

/** Every server has it, and it is where a database that does not exist yet is made from. */
const anyDatabase = "default";

/** Brings the tables of a server up to this version, the database itself first. Returns what ran. */
export async function migrateServer(clickhouse: ClickHouseConfig) {
  const { cluster } = clickhouse;
  {
    await using server = await openServer({ ...clickhouse, database: anyDatabase });
    await server.run({
      text: "CREATE DATABASE IF NOT EXISTS {name:Identifier}",
      params: { name: clickhouse.database },
    });
  }
  const variant: SchemaVariant = cluster === undefined ? { kind: "single" } : { kind: "cluster", cluster };
  await using store = await openServer(clickhouse);
  const ran: { readonly service: string; readonly id: number; readonly name: string }[] = [];
  for (const [service, steps] of schema) {
    for (const { id, name } of await migrate(store, service, steps, variant)) ran.push({ service, id, name });
  }
  return ran;
}
