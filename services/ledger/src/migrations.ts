import type { Migration } from "@celadon/runtime";

/** What an acknowledgement stands on: a part and its folder are on the disk before the insert returns. */
const durable = "fsync_after_insert = 1, fsync_part_directory = 1";

/**
 * The ledger's schema, forward only.
 *
 * `readings` keeps one row per (channel, instant). Its version *is* its content: revision 24 bits, quality 4, value 64 (the
 * decimal's integer, shifted to be unsigned), coversSeconds 25, marks 11. So the engine keeps exactly the reading that
 * `standing` keeps, whatever the order of arrival. `seq` is not in it: it only finds what a crash left without windows.
 */
export const migrations: readonly Migration[] = [
  {
    id: 1,
    name: "readings and their windows",
    statements: [
      `CREATE TABLE IF NOT EXISTS channels (
        channelId UInt64, factory String, channel String, maxCoversSeconds UInt32,
        declaredFrom Array(Int64), declaredTo Array(Int64), version UInt64
      ) ENGINE = ReplacingMergeTree(version) ORDER BY channelId SETTINGS ${durable}`,
      `CREATE TABLE IF NOT EXISTS readings (
        channelId UInt64 CODEC(ZSTD(1)),
        at DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
        value Decimal(18, 6) CODEC(ZSTD(1)),
        revision UInt32 CODEC(T64, ZSTD(1)),
        quality UInt8 CODEC(ZSTD(1)),
        coversSeconds UInt32 CODEC(T64, ZSTD(1)),
        marks UInt16 CODEC(T64, ZSTD(1)),
        seq UInt64 CODEC(Delta, ZSTD(1)),
        version UInt128 MATERIALIZED bitOr(
          bitOr(bitShiftLeft(toUInt128(revision), 104), bitShiftLeft(toUInt128(quality), 100)),
          bitOr(
            bitShiftLeft(toUInt128(toInt128(reinterpretAsInt64(value)) + 9223372036854775808), 36),
            bitOr(bitShiftLeft(toUInt128(coversSeconds), 11), toUInt128(marks))
          )
        ) CODEC(ZSTD(1)),
        INDEX bySeq seq TYPE minmax
      ) ENGINE = ReplacingMergeTree(version) PARTITION BY toYYYYMM(at) ORDER BY (channelId, at)
      SETTINGS index_granularity = 1024, ${durable}`,
      `CREATE TABLE IF NOT EXISTS slices (
        channelId UInt64 CODEC(ZSTD(1)),
        start DateTime('UTC') CODEC(DoubleDelta, ZSTD(1)),
        amount Decimal(38, 12) CODEC(ZSTD(1)),
        measuredMs UInt32 CODEC(T64, ZSTD(1)),
        estimatedMs UInt32 CODEC(T64, ZSTD(1)),
        marks UInt8 CODEC(ZSTD(1)),
        version UInt64 CODEC(Delta, ZSTD(1)),
        INDEX byVersion version TYPE minmax
      ) ENGINE = ReplacingMergeTree(version) PARTITION BY toYYYYMM(start) ORDER BY (channelId, start)
      SETTINGS index_granularity = 1024, ${durable}`,
      `CREATE TABLE IF NOT EXISTS refusals (
        channelId UInt64, at DateTime64(3, 'UTC'), reason LowCardinality(String), active UInt8, version UInt64,
        INDEX byVersion version TYPE minmax
      ) ENGINE = ReplacingMergeTree(version) PARTITION BY toYYYYMM(at) ORDER BY (channelId, at)
      SETTINGS index_granularity = 1024, ${durable}`,
      // Names and contents of these two are base64, contents of the encoded message: any text is safe in a row.
      `CREATE TABLE IF NOT EXISTS plantModels (
        factory String, fromMs Int64, version UInt64, content String, seq UInt64
      ) ENGINE = ReplacingMergeTree(version) ORDER BY (factory, fromMs) SETTINGS ${durable}`,
      `CREATE TABLE IF NOT EXISTS declarations (
        factory String, key String, version UInt64, content String, seq UInt64
      ) ENGINE = ReplacingMergeTree(version) ORDER BY (factory, key) SETTINGS ${durable}`,
      `CREATE TABLE IF NOT EXISTS progress (name String, seq UInt64)
       ENGINE = ReplacingMergeTree(seq) ORDER BY name SETTINGS ${durable}`,
    ],
  },
  {
    id: 2,
    name: "dead letters and what was decided about them",
    statements: [
      // Texts of both are base64 too. A letter is known by where it came from and what it holds, as a new set of topics counts its
      // places from the beginning. Its version falls with the time, so that the first sight of it stands.
      `CREATE TABLE IF NOT EXISTS deadLetters (
        origin String, contentHash String, factory String, reason String, evidence String, content String CODEC(ZSTD(1)),
        keptLength UInt32, contentLength UInt64, firstSeenMs Int64, schema UInt32, version UInt64
      ) ENGINE = ReplacingMergeTree(version) ORDER BY (origin, contentHash) SETTINGS ${durable}`,
      `CREATE TABLE IF NOT EXISTS deadLetterDecisions (
        origin String, contentHash String, what String, atMs Int64, who String, why String
      ) ENGINE = ReplacingMergeTree ORDER BY (origin, contentHash, atMs, what) SETTINGS ${durable}`,
    ],
  },
  {
    id: 3,
    name: "rebuilds and what they found",
    statements: [
      `CREATE TABLE IF NOT EXISTS rebuilds (factory String, key String, content String, seq UInt64)
       ENGINE = ReplacingMergeTree(seq) ORDER BY (factory, key) SETTINGS ${durable}`,
      `CREATE TABLE IF NOT EXISTS rebuiltHours (key String, channelId UInt64, fromMs Int64, hours UInt32, seq UInt64)
       ENGINE = ReplacingMergeTree(seq) ORDER BY (key, channelId, fromMs) SETTINGS ${durable}`,
      `CREATE TABLE IF NOT EXISTS rebuildFindings (key String, channelId UInt64, kind LowCardinality(String), atMs Int64)
       ENGINE = ReplacingMergeTree ORDER BY (key, channelId, kind, atMs) SETTINGS ${durable}`,
    ],
  },
  {
    id: 4,
    name: "lots and the hours they cut",
    statements: [
      `CREATE TABLE IF NOT EXISTS lots (
        factory String, key String, version UInt64, content String, seq UInt64
      ) ENGINE = ReplacingMergeTree(version) ORDER BY (factory, key) SETTINGS ${durable}`,
      // Of an hour that a lot's border cuts all of it and its part before the border, in one row: what is behind is the difference,
      // and never of another time than the rest.
      `CREATE TABLE IF NOT EXISTS hourCuts (
        channelId UInt64, at DateTime64(3, 'UTC'), amount Decimal(38, 12), measuredMs UInt32, estimatedMs UInt32, marks UInt8,
        amountBefore Decimal(38, 12), measuredMsBefore UInt32, estimatedMsBefore UInt32, version UInt64
      ) ENGINE = ReplacingMergeTree(version) PARTITION BY toYYYYMM(at) ORDER BY (channelId, at)
      SETTINGS index_granularity = 1024, ${durable}`,
    ],
  },
];
