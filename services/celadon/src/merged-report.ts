import type { IngestReport } from "./ingest-report.ts";

/** Refused lines that a merged report names. */
const shown = 20;

/**
 * What became of two requests, as if they had been one. Of refused lines with one reason and sentence the first is named:
 * a channel that nobody declared would fill any list. All stay at the address of their own request.
 */
export function mergedReport(a: IngestReport | undefined, b: IngestReport): IngestReport {
  if (a === undefined) return mergedReport({ ...b, ...nothing }, b);
  const all = [...a.refused, ...b.refused];
  const refused = all.filter(({ evidence }, at) => all.findIndex((one) => one.evidence === evidence) === at);
  const words = [...new Set([...Object.keys(a.reasons), ...Object.keys(b.reasons)])];
  const reasons = Object.fromEntries(
    words.map((word) => [word, [a, b].reduce((sum, { reasons: { [word]: count = 0 } }) => sum + count, 0)]),
  );
  return {
    request: b.request,
    accepted: a.accepted + b.accepted,
    quarantined: a.quarantined + b.quarantined,
    rejected: a.rejected + b.rejected,
    duplicates: a.duplicates + b.duplicates,
    conflicts: a.conflicts + b.conflicts,
    reasons,
    warnings: [...new Set([...a.warnings, ...b.warnings])],
    refused: refused.slice(0, shown),
    refusedLeftOut: 0,
    refusedAt: b.refused.length > 0 ? b.refusedAt : a.refusedAt,
  };
}

const nothing = {
  accepted: 0,
  quarantined: 0,
  rejected: 0,
  duplicates: 0,
  conflicts: 0,
  reasons: {},
  warnings: [],
  refused: [],
} as const;
