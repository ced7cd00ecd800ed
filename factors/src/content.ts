import { type Canonical, canonicalJson, sha256Hex } from "@celadon/quantity";
import type { Factor } from "./factor.ts";
import { uncertaintyText } from "./uncertainty.ts";

/** Every cell of a row as canonical content; values in their shortest decimal form, so that 0.550 and 0.55 are one number. */
const contentOf = (row: Factor): Canonical => ({
  ...row,
  value: row.value.toFixed(),
  dataYear: row.dataYear ?? null,
  gwpSet: row.gwpSet ?? null,
  uncertainty: uncertaintyText(row.uncertainty),
  source: { ...row.source, url: row.source.url ?? null },
  note: row.note ?? null,
});

/** SHA-256 over the set of rows with all their papers: any order, any doubling is one hash; one digit or word changed, another. */
export function hashOfRows(rows: readonly Factor[]): string {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const sorted = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return sha256Hex(canonicalJson(sorted.map(contentOf)));
}
