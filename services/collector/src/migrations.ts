import type { Migration } from "@celadon/runtime";

/** Lines that were refused, with their bytes, so that whoever sent them can look them up. */
export const migrations: readonly Migration[] = [
  {
    id: 1,
    name: "refused lines",
    statements: [
      `CREATE TABLE IF NOT EXISTS refusedLines (
        request String, line UInt64, verdict LowCardinality(String), reason LowCardinality(String),
        evidence String, content String, contentLength UInt64, receivedMs Int64
      ) ENGINE = MergeTree ORDER BY (request, line)
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
    ],
  },
];
