import { type Family, familiesOf } from "./family.ts";
import type { FactorRelease } from "./release.ts";
import { select } from "./select.ts";
import { selectNamed } from "./select-named.ts";
import type { Wanted } from "./selection.ts";

/** The rows that hold, and the others that could stand in their place: ids as a plant model names them. */
export interface Rivals {
  readonly chosen: string;
  readonly instead: readonly string[];
}

/**
 * Which rows a plant model could have named instead, in the order of their ids, for whoever asks what a choice weighs:
 *
 *   electricity/grid          the other years and sources for the same place
 *   a choice of the tables    the other answers to the same question: rows under one prefix of at least two words
 *                             (wastewater/correction/..., farm/bovine-hide/...); else rows of the same activity and place, because
 *                             `fuel/...` names what is burnt and is no question
 *
 * Only rows for the purpose; of a choice also only rows of the same gases, per the same unit: anything else would be another
 * quantity. Undefined where no row holds: nothing was chosen.
 */
export function rivalsOf(
  release: FactorRelease,
  { row, ...wanted }: Wanted & { readonly row?: string },
): Rivals | undefined {
  const selected = row === undefined ? select(release, wanted) : selectNamed(release, row, wanted);
  if (selected.kind !== "accept") return undefined;
  const { id, rows } = selected.value;
  const own = familiesOf(release.rows.filter(({ family }) => family === rows[0]?.family))[0] as Family; // a selection has rows
  const others = familiesOf(release.rows.filter(({ purposes }) => purposes.includes(wanted.purpose)));
  const instead = others.filter((other) => other.id !== own.id && isRival(own, other));
  return { chosen: id, instead: instead.map((other) => other.id) };
}

function isRival(own: Family, other: Family): boolean {
  const isHere = own.head.activity === other.head.activity && own.head.region === other.head.region;
  if (own.head.activity === "electricity/grid") return isHere;
  if (own.head.use !== "choice" || kindOf(own) !== kindOf(other)) return false;
  const question = /^[^/]+\/.+\//.exec(own.head.activity)?.[0];
  return question === undefined ? isHere : /^[^/]+\/.+\//.exec(other.head.activity)?.[0] === question;
}

const kindOf = ({ head, rows }: Family): string =>
  [head.unit, head.perUnit, ...rows.map(({ gas }) => gas).sort()].join(" ");
