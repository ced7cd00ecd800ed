import type { Migration } from "@celadon/runtime";

const durable = "SETTINGS fsync_after_insert = 1, fsync_part_directory = 1";

/**
 * Footprints are content-addressed and never edited. `current` says which one of a product and period holds, and what it
 * superseded; it depends on history, so it is no part of any id. Of a running period, and of a lot whose shares are of a month that
 * runs, only the last one is kept.
 * `content` is the encoded message, base64.
 */
export const migrations: readonly Migration[] = [
  {
    id: 1,
    name: "footprints",
    statements: [
      `CREATE TABLE IF NOT EXISTS footprints (
        id String, factory String, product String, fromMs Int64, toMs Int64, status LowCardinality(String), content String
      ) ENGINE = ReplacingMergeTree ORDER BY id ${durable}`,
      `CREATE TABLE IF NOT EXISTS runningFootprints (
        factory String, product String, fromMs Int64, toMs Int64, id String, content String, place UInt64
      ) ENGINE = ReplacingMergeTree(place) ORDER BY (factory, product, fromMs, toMs) ${durable}`,
      `CREATE TABLE IF NOT EXISTS currentFootprints (
        factory String, product String, fromMs Int64, toMs Int64, place UInt64, id String, supersedes String
      ) ENGINE = MergeTree ORDER BY (factory, product, fromMs, toMs, place) ${durable}`,
    ],
  },
  {
    id: 2,
    name: "footprints of lots",
    // Key of the lot, base64; empty for a period. A lot and a month may have the same borders.
    statements: [
      "ALTER TABLE footprints ADD COLUMN IF NOT EXISTS lot String",
      `ALTER TABLE runningFootprints ADD COLUMN IF NOT EXISTS lot String,
        MODIFY ORDER BY (factory, product, fromMs, toMs, lot)`,
      "ALTER TABLE currentFootprints ADD COLUMN IF NOT EXISTS lot String",
    ],
  },
  {
    id: 3,
    name: "footprints of which only the last is kept",
    statements: ["ALTER TABLE runningFootprints ADD COLUMN IF NOT EXISTS status String DEFAULT 'running'"],
  },
];
