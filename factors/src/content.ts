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

/** SHA-256 over the rows with all their papers, whatever the order they come in. One digit or word changed, another hash. */
export const hashOfRows = (rows: readonly Factor[]): string =>
  sha256Hex(canonicalJson([...rows].sort((a, b) => (a.id < b.id ? -1 : 1)).map(contentOf)));
