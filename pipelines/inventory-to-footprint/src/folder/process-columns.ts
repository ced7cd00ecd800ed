import type { Named, Scores } from "../linear/linear-system.ts";
import { unknownForIn } from "./unknown-for.ts";

type More = Pick<Named, "leftOut" | "creditsLeftOut" | "unknownFor" | "primary" | "scores">;

/**
 * What a list says of a process beside its names, each column only where it is there, an empty cell of the last four saying nothing:
 *
 *   left_out     how many of its exchanges are not in the matrices; 0 where none
 *   credits_left_out  how many of these are credits, without which an impact is too high
 *   unknown_for  ids of methods by which its own impact is not known, `;` between
 *   primary      share of its own impact from primary data, 0 to 1
 *   scores       five scores of data quality, `2;1;3;1;2`, each 1 to 5 or `-` where it does not apply
 *
 * A sentence where a cell is none of its column.
 */
export function processColumns(cell: (name: string) => string | undefined): More | string {
  const [leftOut, credits, unknownFor, primary, scores] = [
    "left_out",
    "credits_left_out",
    "unknown_for",
    "primary",
    "scores",
  ].map(cell);
  if (leftOut !== undefined && !/^\d+$/.test(leftOut))
    return `"${leftOut}" is no number of exchanges that were left out; write a whole number.`;
  if (isSaid(credits) && !(/^\d+$/.test(credits) && Number(credits) <= Number(leftOut)))
    return `"${credits}" is no number of credits among the exchanges that were left out; write a whole number, at most that of left_out.`;
  const share = Number(primary);
  if (isSaid(primary) && !(share >= 0 && share <= 1))
    return `"${primary}" is no share of primary data; write a number from 0 to 1, or leave it empty where it is not known.`;
  const five = isSaid(scores) ? scoresIn(scores) : undefined;
  if (isSaid(scores) && five === undefined)
    return `"${scores}" is not five scores; write them as 2;1;3;1;2, each from 1 to 5, or - where one does not apply.`;
  return {
    ...(leftOut === undefined || Number(leftOut) === 0 ? {} : { leftOut: Number(leftOut) }),
    ...(isSaid(credits) && Number(credits) > 0 ? { creditsLeftOut: Number(credits) } : {}),
    ...unknownForIn(unknownFor),
    ...(isSaid(primary) ? { primary: share } : {}),
    ...(five === undefined ? {} : { scores: five }),
  };
}

const isSaid = (text: string | undefined): text is string => text !== undefined && text !== "";

function scoresIn(text: string): Scores | undefined {
  const cells = text.split(";").map((cell) => cell.trim());
  if (cells.length !== 5 || !cells.every((cell) => /^(?:[1-5]|-)$/.test(cell))) return undefined;
  return cells.map((cell) => (cell === "-" ? null : Number(cell)));
}
