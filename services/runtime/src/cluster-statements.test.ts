import { expect, test } from "vitest";
import { clusterStatements } from "./cluster-statements.ts";

const readings = `CREATE TABLE IF NOT EXISTS readings (
    channelId UInt64, at DateTime64(3, 'UTC') CODEC(ZSTD(1)), version UInt128, INDEX bySeq at TYPE minmax
  ) ENGINE = ReplacingMergeTree(version) PARTITION BY toYYYYMM(at) ORDER BY (channelId, at)
  SETTINGS fsync_after_insert = 1`;
const channels =
  "CREATE TABLE IF NOT EXISTS channels (channelId UInt64) ENGINE = MergeTree ORDER BY channelId SETTINGS a = 1";
const of = (...statements: readonly string[]) => clusterStatements(statements, [readings, channels], "plants");

test("a table with many rows a channel is sharded by the factory, and whole under its own name", () => {
  expect(of(readings).join("\n\n")).toMatchInlineSnapshot(`
    "CREATE TABLE IF NOT EXISTS readings_local ON CLUSTER 'plants' (
        channelId UInt64, at DateTime64(3, 'UTC') CODEC(ZSTD(1)), version UInt128, INDEX bySeq at TYPE minmax
      ) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/celadon/{database}/{table}/{shard}', '{replica}', version) PARTITION BY toYYYYMM(at) ORDER BY (channelId, at)
      SETTINGS fsync_after_insert = 1

    CREATE TABLE IF NOT EXISTS readings ON CLUSTER 'plants' AS readings_local ENGINE = Distributed('plants', currentDatabase(), 'readings_local', bitShiftRight(channelId, 32))"
  `);
});

test("a small table is whole on every node, a replica of one and the same", () => {
  expect(of(channels).join("\n\n")).toMatchInlineSnapshot(
    `"CREATE TABLE IF NOT EXISTS channels ON CLUSTER 'plants' (channelId UInt64) ENGINE = ReplicatedMergeTree('/clickhouse/celadon/{database}/{table}/all', '{shard}-{replica}') ORDER BY channelId SETTINGS a = 1"`,
  );
});

test("a change reaches what holds the rows, and columns what shows them too", () => {
  expect(
    of(
      "ALTER TABLE readings ADD COLUMN IF NOT EXISTS n UInt8",
      "ALTER TABLE readings ADD INDEX IF NOT EXISTS i at TYPE minmax",
      "TRUNCATE TABLE readings",
      "ALTER TABLE channels ADD COLUMN IF NOT EXISTS n UInt8",
      "TRUNCATE TABLE channels",
    ).join("\n"),
  ).toMatchInlineSnapshot(`
    "ALTER TABLE readings_local ON CLUSTER 'plants' ADD COLUMN IF NOT EXISTS n UInt8
    ALTER TABLE readings ON CLUSTER 'plants' ADD COLUMN IF NOT EXISTS n UInt8
    ALTER TABLE readings_local ON CLUSTER 'plants' ADD INDEX IF NOT EXISTS i at TYPE minmax
    TRUNCATE TABLE readings_local ON CLUSTER 'plants'
    ALTER TABLE channels ON CLUSTER 'plants' ADD COLUMN IF NOT EXISTS n UInt8
    TRUNCATE TABLE channels ON CLUSTER 'plants'"
  `);
});

test("what cannot be placed is refused, and so is a name that is none", () => {
  expect(() => of("DROP TABLE readings")).toThrow(
    'A cluster cannot run the statement "DROP TABLE readings": a migration may CREATE TABLE IF NOT EXISTS, ALTER TABLE or TRUNCATE TABLE.',
  );
  expect(() => clusterStatements([channels], [channels], "it's")).toThrow(
    `The cluster's name "it's" is none: write letters, digits, "_", "-", or the macro {cluster}.`,
  );
});
