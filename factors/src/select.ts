import { didYouMean } from "@celadon/quantity";
import { candidateText, nearestCandidates } from "./candidates.ts";
import { isDay } from "./day.ts";
import { familiesOf } from "./family.ts";
import { judge } from "./judge.ts";
import type { FactorRelease } from "./release.ts";
import type { Selected, Wanted } from "./selection.ts";
import { selectionOf } from "./selection-of.ts";

const refused = (reason: "factor-missing" | "wanted-invalid", evidence: string): Selected => ({
  kind: "reject",
  reason,
  evidence,
  candidates: [],
});

/**
 * The rows in force for this activity, place, day and purpose: one family, its gases together. A function of the set of rows.
 *
 * A data year holds for its own year. The latest published one carries forward until its best-before date, marked with its age.
 * Nothing stands in for anything: no other year, no wider or neighbouring place, no other purpose, nothing recalled, no
 * placeholder, no row that is a choice of the plant model; those come back as candidates, each with why not. A factor of 0 is a factor.
 * Refused: `factor-missing`; `factor-ambiguous`, when two sources fit; `wanted-invalid`, when the day is none.
 */
export function select(release: FactorRelease, wanted: Wanted): Selected {
  const { activity, place, day, purpose } = wanted;
  if (!isDay(day)) return refused("wanted-invalid", `Day "${day}" is no calendar day. Write it as 2026-01-31.`);
  const families = familiesOf(release.rows.filter((row) => row.activity === activity));
  const asked = `"${activity}" at ${place} on ${day} for ${purpose}`;
  if (families.length === 0) {
    const near = didYouMean(activity, new Set(release.rows.map((row) => row.activity)));
    return refused(
      "factor-missing",
      `No table has a row for activity "${activity}".${near} Name one that exists, or add a table.`,
    );
  }
  const here = families.filter(({ head }) => head.region === place);
  const fitting = here.map((family) => judge(family, wanted, here)).filter(({ deviations }) => deviations.length === 0);
  const [first, rival] = fitting;
  if (first !== undefined && rival === undefined) {
    return {
      kind: "accept",
      value: selectionOf(first.family.id, first.family.rows, { named: false, marks: first.age }),
    };
  }
  if (first !== undefined && rival !== undefined) {
    const ids = fitting.map(({ family }) => family.id).join(", ");
    const evidence = `${fitting.length} sources fit ${asked}: ${ids}. Name one of them in the plant model.`;
    return { kind: "reject", reason: "factor-ambiguous", evidence, candidates: nearestCandidates(fitting, wanted) };
  }
  const candidates = nearestCandidates(
    families.map((family) => judge(family, wanted, families)),
    wanted,
  );
  const others = families.length - candidates.length;
  const list = candidates.map(candidateText).join("; ") + (others > 0 ? `; and ${others} more` : "");
  const evidence = `No factor for ${asked}. Nearest: ${list}. Name one in the plant model, and the footprint will say so.`;
  return { kind: "reject", reason: "factor-missing", evidence, candidates };
}
