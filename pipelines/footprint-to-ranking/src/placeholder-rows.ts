import type { FactorUse } from "@celadon/proto";
import { canonicalJson, sha256Hex } from "@celadon/quantity";
import { isPlaceholder } from "./is-placeholder.ts";

/** The rows from memory among these, as a digest of eight digits; empty where there is none. */
export function placeholderRows(rows: readonly FactorUse[]): string {
  const ids = [...new Set(rows.filter(isPlaceholder).map(({ id }) => id))].sort();
  return ids.length === 0 ? "" : sha256Hex(canonicalJson(ids)).slice(0, 8);
}
