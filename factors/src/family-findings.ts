import type { Factor } from "./factor.ts";
import type { Finding } from "./fault.ts";

const shared = [
  "activity",
  "region",
  "data_year",
  "valid_from",
  "valid_to",
  "purposes",
  "use",
  "document",
  "edition",
] as const;

const sharedCells = (row: Factor): Readonly<Record<(typeof shared)[number], string>> => ({
  activity: row.activity,
  region: row.region,
  data_year: String(row.dataYear),
  valid_from: row.validFrom,
  valid_to: row.validTo,
  purposes: row.purposes.join(" "),
  use: row.use,
  document: row.source.document,
  edition: row.source.edition,
});

/**
 * What makes `row` no member of the family that `first` begins. Its gases are selected together, so they must hold for one
 * activity, place, time and purpose, in one edition of one source, per one unit; and a gas has one row.
 */
export function familyFindings(row: Factor, first: Factor, before: readonly Factor[]): readonly Finding[] {
  const mine = sharedCells(row);
  const theirs = sharedCells(first);
  const findings: Finding[] = shared
    .filter((column) => mine[column] !== theirs[column])
    .map((column) => ({
      rule: `family "${row.family}": ${column} of "${row.id}" is "${mine[column]}", of "${first.id}" "${theirs[column]}".`,
      fix: "Make them equal, or give the row a family of its own.",
    }));
  const sameGas = before.find((other) => other.gas === row.gas);
  if (sameGas !== undefined) {
    const rule = `family "${row.family}": "${sameGas.id}" and "${row.id}" are both ${row.gas}.`;
    findings.push({ rule, fix: "A gas has one row in a family: take the row out." });
  }
  const emission =
    row.gas === "NCV" ? undefined : before.find((other) => other.gas !== "NCV" && other.perUnit !== row.perUnit);
  if (emission !== undefined) {
    const rule = `family "${row.family}": "${emission.id}" is per ${emission.perUnit}, "${row.id}" per ${row.perUnit}.`;
    findings.push({ rule, fix: "Restate one of them, so that one amount fits all gases." });
  }
  return findings;
}
