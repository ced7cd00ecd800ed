import { candidateText } from "./candidates.ts";
import { yearOf } from "./day.ts";
import { markText } from "./mark.ts";
import type { FactorRelease } from "./release.ts";
import { select } from "./select.ts";
import { selectNamed } from "./select-named.ts";
import type { Selected, Wanted } from "./selection.ts";

/** One stretch of days, `toDay` not in it, on which one and the same answer holds. */
export interface SelectionPiece {
  readonly fromDay: string;
  readonly toDay: string;
  readonly selected: Selected;
}

/** What is wanted over a period; `row`: the id that the plant model names, absent where it leaves the choice to the tables. */
export interface WantedDuring extends Omit<Wanted, "day"> {
  readonly row?: string;
  readonly fromDay: string;
  readonly toDay: string;
}

/** What an answer says, whatever the day: the evidence of a refusal names the day, so it is left out. */
const keyOf = (selected: Selected): string =>
  selected.kind === "accept"
    ? [selected.value.id, ...selected.value.marks.map(markText)].join("\n")
    : [selected.reason, ...selected.candidates.map(candidateText)].join("\n");

/**
 * The answers of `select` (or `selectNamed`) over a half-open stretch of days, cut where the answer changes: at the turn of a
 * year, or at a row's first or best-before day. The pieces follow each other and cover the stretch; an empty stretch has none.
 */
export function selectDuring(release: FactorRelease, wanted: WantedDuring): readonly SelectionPiece[] {
  const { row, fromDay, toDay, ...where } = wanted;
  const answer = (day: string): Selected =>
    row === undefined ? select(release, { ...where, day }) : selectNamed(release, row, { ...where, day });
  if (fromDay >= toDay) return [];
  const years = Array.from({ length: yearOf(toDay) - yearOf(fromDay) + 1 }, (_, at) => `${yearOf(fromDay) + at}-01-01`);
  const borders = release.rows
    .filter((other) => other.activity === where.activity || other.id === row || other.family === row)
    .flatMap(({ validFrom, validTo }) => [validFrom, validTo]);
  const cuts = [...new Set([...years, ...borders])].filter((day) => fromDay < day && day < toDay).sort();
  const pieces: SelectionPiece[] = [];
  for (const [at, from] of [fromDay, ...cuts].entries()) {
    const piece = { fromDay: from, toDay: cuts[at] ?? toDay, selected: answer(from) };
    const before = pieces.at(-1);
    if (before === undefined || keyOf(before.selected) !== keyOf(piece.selected)) pieces.push(piece);
    else pieces[pieces.length - 1] = { ...before, toDay: piece.toDay };
  }
  return pieces;
}
