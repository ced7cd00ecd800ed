import { didYouMean } from "@celadon/quantity";
import { candidateText, nearestCandidates } from "./candidates.ts";
import { isDay } from "./day.ts";
import { familiesOf } from "./family.ts";
import { judge } from "./judge.ts";
import type { FactorRelease } from "./release.ts";
import { type Candidate, refusedSelection, type Selected, type Wanted } from "./selection.ts";
import { selectionOf } from "./selection-of.ts";

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
  if (!isDay(day)) {
    const fix = "Write it as 2026-01-31.";
    return refusedSelection("wanted-invalid", { problem: `Day "${day}" is no calendar day.`, fix });
  }
  const families = familiesOf(release.rows.filter((row) => row.activity === activity));
  const asked = `"${activity}" at ${place} on ${day} for ${purpose}`;
  if (families.length === 0) {
    const near = didYouMean(activity, new Set(release.rows.map((row) => row.activity)));
    return refusedSelection("factor-missing", {
      problem: `No table has a row for activity "${activity}".${near}`,
      fix: "Name one that exists, or add a table.",
    });
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
    const candidates = nearestCandidates(fitting, wanted);
    const problem = `${fitting.length} sources fit ${asked}: ${fitting.map(({ family }) => family.id).join(", ")}.`;
    return refusedSelection("factor-ambiguous", { problem, fix: besideFactor(candidates) }, candidates);
  }
  const candidates = nearestCandidates(
    families.map((family) => judge(family, wanted, families)),
    wanted,
  );
  const told = candidates.slice(0, toldMost);
  const others = families.length - told.length;
  const list = told.map(candidateText).join("; ") + (others > 0 ? `; and ${others} more` : "");
  const problem = `No factor for ${asked}. Nearest: ${list}.`;
  return refusedSelection("factor-missing", { problem, fix: besideFactor(told) }, candidates);
}

/** Candidates in a sentence: more are a list that nobody reads to its end. */
const toldMost = 3;

/** The line to write: another place where that alone is wanting, or the row by its name; one made for the purpose where there is one. */
function besideFactor(candidates: readonly Candidate[]): string {
  const fitting = candidates.filter(({ why }) => why.every(({ kind }) => kind !== "other-purpose"));
  const rows = fitting.length === 0 ? candidates : fitting;
  const elsewhere = rows.find(({ why: [only, ...more] }) => only?.kind === "other-place" && more.length === 0);
  if (elsewhere !== undefined)
    return `Beside the factor write \`place: ${elsewhere.region}\`, or \`row: ${elsewhere.id}\`, which the footprint then says.`;
  const lines = rows.slice(0, toldMost).map(({ id }) => `\`row: ${id}\``);
  return `Beside the factor write ${lines.join(" or ")}, which the footprint then says.`;
}
