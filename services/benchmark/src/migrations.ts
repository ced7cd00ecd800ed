import type { Migration } from "@celadon/runtime";

const durable = "SETTINGS fsync_after_insert = 1, fsync_part_directory = 1";

/**
 * `indicators` holds one row for each indicator of a product and period, of the current footprint only. `place` is the place of
 * that footprint in the history of its period, so that a repeat or a replay ends in the same rows; a row that no longer
 * holds, because the footprint is gone or belongs to another group, is replaced by one that says so. `peer` is the identity of
 * its peer group, 0 where it is compared with nobody; `fromMonth` and `toMonth` count calendar months of the plant's clock from
 * year 0, both 0 where the period is not made of months.
 *
 * `indicated` says which footprint of a product and period is worked in, and which rows were written for it.
 */
export const migrations: readonly Migration[] = [
  {
    id: 1,
    name: "indicators",
    statements: [
      `CREATE TABLE IF NOT EXISTS indicators (
        peer UInt64, indicator LowCardinality(String), factory String, product String, fromMs Int64, toMs Int64,
        place UInt64, isGone UInt8,
        fromMonth Int32, toMonth Int32, hours UInt32, timeZone LowCardinality(String),
        unit LowCardinality(String), declaredUnit LowCardinality(String), amount Nullable(String),
        absolute Nullable(Decimal(38, 12)), produced Nullable(Decimal(38, 12)),
        measuredShare Nullable(Decimal(18, 12)), estimatedShare Nullable(Decimal(18, 12)), missingShare Nullable(Decimal(18, 12)),
        placeholderShare Nullable(Decimal(9, 6)), assumedShare Nullable(Decimal(9, 6)), primaryDataShare Nullable(Decimal(9, 6)),
        marks LowCardinality(String), footprint String, reason String
      ) ENGINE = ReplacingMergeTree(place, isGone) ORDER BY (peer, indicator, factory, product, fromMs, toMs) ${durable}`,
      `CREATE TABLE IF NOT EXISTS peerGroups (
        productGroup String, indicator LowCardinality(String), peer UInt64, content String
      ) ENGINE = ReplacingMergeTree ORDER BY (productGroup, indicator, peer) ${durable}`,
      `CREATE TABLE IF NOT EXISTS indicated (
        factory String, product String, fromMs Int64, toMs Int64, place UInt64, written String
      ) ENGINE = ReplacingMergeTree(place) ORDER BY (factory, product, fromMs, toMs) ${durable}`,
    ],
  },
  {
    id: 2,
    name: "rows from memory",
    statements: [
      "ALTER TABLE indicators ADD COLUMN IF NOT EXISTS placeholderRows LowCardinality(String)",
      "TRUNCATE TABLE indicated", // every footprint is worked in again
    ],
  },
  {
    id: 3,
    name: "what is the same for many, as one value",
    statements: [
      `ALTER TABLE indicators ADD COLUMN IF NOT EXISTS context LowCardinality(String)
        MATERIALIZED concat(unit, '\\t', timeZone, '\\t', placeholderRows, '\\t', marks)`,
    ],
  },
];
