import type { Migration } from "@celadon/runtime";

const durable = "SETTINGS fsync_after_insert = 1, fsync_part_directory = 1";

/**
 * Certificates are written once and never edited; a repeat after a crash writes the same one again. A revocation is final: the
 * earliest stands. Names and reasons are base64, so that no letter of them is one of the format's.
 */
export const migrations: readonly Migration[] = [
  {
    id: 1,
    name: "certificates",
    statements: [
      `CREATE TABLE IF NOT EXISTS certificates (
        id String, footprint String, factory String, product String, issuer String, validFromMs Int64, validUntilMs Int64,
        replaces String, issuedMs Int64, credential String
      ) ENGINE = MergeTree ORDER BY (id, issuedMs) ${durable}`,
      `CREATE TABLE IF NOT EXISTS certificateRevocations (
        id String, atMs Int64, who String, why String
      ) ENGINE = MergeTree ORDER BY (id, atMs) ${durable}`,
    ],
  },
];
