import type { KeptLetter } from "@celadon/proto";
import { textIn } from "./text-cell.ts";

/** A dead letter as the store gives it, with what was decided. Numbers of 64 bits come as text. */
export interface LetterRow {
  readonly origin: string;
  readonly contentHash: string;
  readonly factory: string;
  readonly reason: string;
  readonly evidence: string;
  readonly keptLength: number;
  readonly contentLength: string;
  readonly firstSeenMs: string;
  readonly schema: number;
  readonly state: string;
  /** [what, atMs, who, why], the earliest first. */
  readonly decided: readonly (readonly [what: string, atMs: string, who: string, why: string])[];
}

/**
 * The letters that `where` picks, each with its decisions, as a subquery. Replayed is for good: its bytes are in the topic, whatever
 * was decided before or after. So the state does not depend on the order of decisions.
 */
export const letterRows = (where: string, more: readonly string[] = []): string => `
  SELECT l.origin AS origin, l.contentHash AS contentHash, l.factory AS factory, l.reason AS reason, l.evidence AS evidence,
    ${more.map((name) => `l.${name} AS ${name}, `).join("")}l.keptLength AS keptLength, l.contentLength AS contentLength,
    l.firstSeenMs AS firstSeenMs, l.schema AS schema, d.decided AS decided,
    multiIf(arrayExists(one -> one.1 = 'replayed', d.decided), 'replayed', notEmpty(d.decided), 'dropped', 'open') AS state
  FROM (SELECT * FROM deadLetters FINAL WHERE ${where}) AS l
  LEFT JOIN (
    SELECT origin, contentHash, arraySort(one -> (one.2, one.1), groupArray((what, atMs, who, why))) AS decided
    FROM deadLetterDecisions FINAL GROUP BY origin, contentHash
  ) AS d ON l.origin = d.origin AND l.contentHash = d.contentHash`;

/** A row in the words of the contract. */
export const keptLetter = (row: LetterRow): KeptLetter => ({
  origin: textIn(row.origin),
  factory: textIn(row.factory),
  reason: textIn(row.reason),
  evidence: textIn(row.evidence),
  contentLength: BigInt(row.contentLength),
  contentHash: textIn(row.contentHash),
  keptLength: BigInt(row.keptLength),
  firstSeenMs: BigInt(row.firstSeenMs),
  state: row.state,
  decisions: row.decided.map(([what, atMs, who, why]) => ({
    what,
    atMs: BigInt(atMs),
    who: textIn(who),
    why: textIn(why),
  })),
});
