/**
 * The statements of a migration as a cluster runs them: on every node, replicated. `all` are those of the whole service, which say how each
 * table is made.
 *
 * A table with many rows a channel (ordered by channelId and more) is sharded by the factory, the upper half of the channel's
 * number: `readings_local` holds a shard, `readings` is all of them. So a reading and its corrections meet on one shard, where
 * FINAL sees them. Every other table is small and whole on every node, so that joining it stays at home.
 *
 * The nodes must name `{shard}` and `{replica}` among their macros. Throws a sentence for a statement it cannot place.
 */
export function clusterStatements(
  statements: readonly string[],
  all: readonly string[],
  cluster: string,
): readonly string[] {
  if (!/^[\w{}.-]+$/.test(cluster)) {
    throw new Error(
      `The cluster's name "${cluster}" is none: write letters, digits, "_", "-", or the macro {cluster}.`,
    );
  }
  const sharded = new Set(all.flatMap((text) => shardedTable(text) ?? []));
  return statements.flatMap((text) => placed(text.trim(), sharded, cluster));
}

const created =
  /^CREATE TABLE IF NOT EXISTS (\w+)\s*(\([\s\S]*\))\s*ENGINE = (\w*MergeTree)(?:\(([^)]*)\))?\s+([\s\S]*)$/;
const changed = /^(ALTER|TRUNCATE) TABLE (\w+)\s*([\s\S]*)$/;

const shardedTable = (text: string): string | undefined => {
  const [, table, , , , rest] = created.exec(text.trim()) ?? [];
  return rest !== undefined && /\bORDER BY \(channelId,/.test(rest) ? table : undefined;
};

function placed(text: string, sharded: ReadonlySet<string>, cluster: string): readonly string[] {
  const onCluster = `ON CLUSTER '${cluster}'`;
  const [, table, columns, engine, args, rest] = created.exec(text) ?? [];
  if (table !== undefined) {
    const isSharded = sharded.has(table);
    const path = "/clickhouse/celadon/{database}/{table}";
    const keeper = isSharded ? `'${path}/{shard}', '{replica}'` : `'${path}/all', '{shard}-{replica}'`;
    const engineArgs = args === undefined ? keeper : `${keeper}, ${args}`;
    const made = `CREATE TABLE IF NOT EXISTS ${table}${isSharded ? "_local" : ""} ${onCluster} ${columns} ENGINE = Replicated${engine}(${engineArgs}) ${rest}`;
    if (!isSharded) return [made];
    const whole = `CREATE TABLE IF NOT EXISTS ${table} ${onCluster} AS ${table}_local ENGINE = Distributed('${cluster}', currentDatabase(), '${table}_local', bitShiftRight(channelId, 32))`;
    return [made, whole];
  }
  const [, verb, name, what] = changed.exec(text) ?? [];
  if (verb === undefined || name === undefined) {
    throw new Error(
      `A cluster cannot run the statement "${text.slice(0, 60)}": a migration may CREATE TABLE IF NOT EXISTS, ALTER TABLE or TRUNCATE TABLE.`,
    );
  }
  const change = (one: string): string => `${verb} TABLE ${one} ${onCluster}${what === "" ? "" : ` ${what}`}`;
  if (!sharded.has(name)) return [change(name)];
  const isOfColumns = verb === "ALTER" && /\bCOLUMN\b/.test(`${what}`);
  return isOfColumns ? [change(`${name}_local`), change(name)] : [change(`${name}_local`)];
}
