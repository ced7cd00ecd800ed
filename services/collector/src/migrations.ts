import type { Migration } from "@celadon/runtime";

/** Lines that were refused, with their bytes, so that whoever sent them can look them up; and stations that nobody named. */
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
  {
    id: 2,
    name: "stations that nobody named, and what they said they have not",
    isAdditive: true,
    statements: [
      // Texts are base64, as people write them. A frame is known by its number and its bytes; state 1 is without them.
      `CREATE TABLE IF NOT EXISTS waitingFrames (
        mn String, frame String, state UInt8, content String CODEC(ZSTD(1)), address String, passwordHash String,
        receivedMs Int64
      ) ENGINE = ReplacingMergeTree(state) ORDER BY (mn, frame)
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
      `CREATE TABLE IF NOT EXISTS adoptions (
        mn String, decidedMs Int64, decision LowCardinality(String), factory String, name String, who String, why String,
        passwordHash String
      ) ENGINE = ReplacingMergeTree ORDER BY (mn, decidedMs)
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
      `CREATE TABLE IF NOT EXISTS emptyPeriods (
        mn String, beginMs Int64, endMs Int64
      ) ENGINE = ReplacingMergeTree ORDER BY (mn, beginMs, endMs)
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
      `CREATE TABLE IF NOT EXISTS replacedInstruments (
        factory String, name String, code String, serial String, atMs Int64
      ) ENGINE = ReplacingMergeTree ORDER BY (factory, name, code, serial, atMs)
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
    ],
  },
];
