-- What each part of Celadon may do on a ClickHouse server, and no more. Run as an administrator; may be run again.
-- After a migration that adds a table: run the newer release's file again.

CREATE DATABASE IF NOT EXISTS celadon;

-- celadon migrate: the only one that changes the schema. It reads and writes what a migration moves.
CREATE ROLE IF NOT EXISTS celadon_migrate;
GRANT SELECT, INSERT, CREATE DATABASE, CREATE TABLE, ALTER TABLE, TRUNCATE ON celadon.* TO celadon_migrate;

-- The collector: keeps refused lines; its verdicts read models and channels.
CREATE ROLE IF NOT EXISTS celadon_ingest;
GRANT INSERT ON celadon.refusedLines TO celadon_ingest;
GRANT SELECT ON celadon.refusedLines TO celadon_ingest;
GRANT SELECT ON celadon.plantModels TO celadon_ingest;
GRANT SELECT ON celadon.channels TO celadon_ingest;
GRANT SELECT ON celadon.refusals TO celadon_ingest;
GRANT SELECT ON celadon.migrations TO celadon_ingest;

-- The ledger: readings, their windows, what was declared, and dead letters.
CREATE ROLE IF NOT EXISTS celadon_ledger;
GRANT SELECT, INSERT ON celadon.readings TO celadon_ledger;
GRANT SELECT, INSERT ON celadon.slices TO celadon_ledger;
GRANT SELECT, INSERT ON celadon.refusals TO celadon_ledger;
GRANT SELECT, INSERT ON celadon.channels TO celadon_ledger;
GRANT SELECT, INSERT ON celadon.plantModels TO celadon_ledger;
GRANT SELECT, INSERT ON celadon.declarations TO celadon_ledger;
GRANT SELECT, INSERT ON celadon.lots TO celadon_ledger;
GRANT SELECT, INSERT ON celadon.hourCuts TO celadon_ledger;
GRANT SELECT, INSERT ON celadon.progress TO celadon_ledger;
GRANT SELECT, INSERT ON celadon.deadLetters TO celadon_ledger;
GRANT SELECT, INSERT ON celadon.deadLetterDecisions TO celadon_ledger;
GRANT SELECT, INSERT ON celadon.rebuilds TO celadon_ledger;
GRANT SELECT, INSERT ON celadon.rebuiltHours TO celadon_ledger;
GRANT SELECT, INSERT ON celadon.rebuildFindings TO celadon_ledger;
GRANT SELECT ON celadon.migrations TO celadon_ledger;

-- Everything that only reads: life-cycle figures, rankings, explanations, the portal.
CREATE ROLE IF NOT EXISTS celadon_reader;
GRANT SELECT ON celadon.* TO celadon_reader;

-- The footprinter and the benchmark: they read all, and write what they compute.
CREATE ROLE IF NOT EXISTS celadon_footprint;
GRANT SELECT ON celadon.* TO celadon_footprint;
GRANT INSERT ON celadon.footprints TO celadon_footprint;
GRANT INSERT ON celadon.runningFootprints TO celadon_footprint;
GRANT INSERT ON celadon.currentFootprints TO celadon_footprint;
GRANT INSERT ON celadon.indicators TO celadon_footprint;
GRANT INSERT ON celadon.peerGroups TO celadon_footprint;
GRANT INSERT ON celadon.indicated TO celadon_footprint;

-- The certificate service: issues and takes back.
CREATE ROLE IF NOT EXISTS celadon_certificate;
GRANT SELECT ON celadon.* TO celadon_certificate;
GRANT INSERT ON celadon.certificates TO celadon_certificate;
GRANT INSERT ON celadon.certificateRevocations TO celadon_certificate;
