const [tab, carriageReturn, space] = [9, 13, 32];

/** Where the line that begins at `from` ends. */
export function lineEnds(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

const isSpace = (code: number): boolean => code === space || code === tab || code === carriageReturn;

export function isBlank(text: string, from: number, to: number): boolean {
  for (let k = from; k < to; k++) if (!isSpace(text.charCodeAt(k))) return false;
  return true;
}

/** The next word of a line; an empty one at its end. */
export function nextWord(text: string, at: number, end: number): { readonly from: number; readonly to: number } {
  let from = at;
  while (from < end && isSpace(text.charCodeAt(from))) from += 1;
  let to = from;
  while (to < end && !isSpace(text.charCodeAt(to))) to += 1;
  return { from, to };
}

const shownMost = 120;

/** A stretch of a file, cut where it is too long to be shown. */
export const shown = (text: string, from: number, to: number): string =>
  text.slice(from, Math.min(to, from + shownMost));
