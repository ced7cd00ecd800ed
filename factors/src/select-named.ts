import { didYouMean } from "@celadon/quantity";
import { isDay } from "./day.ts";
import { familiesOf } from "./family.ts";
import { judge } from "./judge.ts";
import type { Mark } from "./mark.ts";
import type { FactorRelease } from "./release.ts";
import { refusedSelection, type Selected, type Wanted } from "./selection.ts";
import { selectionOf } from "./selection-of.ts";

/**
 * The rows that the plant model names, by the id of a family or of one row, marked with every way in which they are not what
 * `select` would take: other activity, place or purpose, later or older year, expired, recalled, a placeholder, a choice, one gas of
 * several.
 * Refused: `factor-unknown`, with near misses; `wanted-invalid`, when the day is none.
 */
export function selectNamed(release: FactorRelease, id: string, wanted: Wanted): Selected {
  if (!isDay(wanted.day))
    return refusedSelection("wanted-invalid", {
      problem: `Day "${wanted.day}" is no calendar day.`,
      fix: "Write it as 2026-01-31.",
    });
  const row = release.rows.find((candidate) => candidate.id === id);
  const familyId = row?.family ?? id;
  const head = release.rows.find((candidate) => candidate.family === familyId);
  if (head === undefined) {
    const known = release.rows.flatMap((candidate) => [candidate.id, candidate.family]);
    return refusedSelection("factor-unknown", {
      problem: `No factor row is called "${id}".${didYouMean(id, new Set(known))}`,
      fix: "Search with: celadon factors search.",
    });
  }
  if (row?.gas === "NCV" && row.id !== row.family) {
    return refusedSelection("factor-unknown", {
      problem: `"${id}" is a calorific value, no emission.`,
      fix: `Name its family: \`row: ${familyId}\`.`,
    });
  }
  const siblings = familiesOf(release.rows.filter((candidate) => candidate.activity === head.activity));
  const family = siblings.find((candidate) => candidate.id === familyId);
  if (family === undefined) throw new Error(`Family "${familyId}" has a head but no rows.`);
  const { deviations, age } = judge(family, wanted, siblings);
  const emissions = family.rows.filter((member) => member.gas !== "NCV");
  const left =
    row === undefined || row.id === row.family
      ? []
      : emissions.filter((member) => member.id !== id).map(({ gas }) => gas);
  const partial: readonly Mark[] = left.length === 0 ? [] : [{ kind: "partial", left }];
  const rows = family.rows.filter((member) => left.length === 0 || member.id === id || member.gas === "NCV");
  return {
    kind: "accept",
    value: selectionOf(left.length === 0 ? family.id : id, rows, {
      named: true,
      marks: [...deviations, ...age, ...partial],
    }),
  };
}
