import type { Spread } from "./spread.ts";

/** A parameter of a folder: one that is drawn once a run, or a formula over others. */
export type DrawnParameter =
  | {
      readonly id: string;
      readonly value: number;
      readonly spread: Spread;
      /** What it shares its draw with, or "". */
      readonly group: string;
    }
  | { readonly id: string; readonly formula: string };

/** Parameters by id, as they are met. */
export type DrawnParameters = Map<string, DrawnParameter>;

/** Words of formulas have blanks between them, so that a name has none. */
const idOf = (name: string): string => name.replaceAll(/[\s%]/g, encodeURIComponent);

/** What a formula calls a parameter. */
export const wordOf = ({ id }: DrawnParameter): string => `$${id}`;

/** A formula times a number. */
export const times = (words: string, factor: number): string => (factor === 1 ? words : `${words} ${factor} *`);

/** The sum of formulas, one at least. */
export const sumOf = (terms: readonly string[]): string => terms.reduce((sum, term) => `${sum} ${term} +`);

export const derivedParameter = (name: string, formula: string): DrawnParameter => ({ id: idOf(name), formula });

export const drawnParameter = (name: string, value: number, spread: Spread, group = ""): DrawnParameter => ({
  ...{ id: idOf(name), value, spread, group },
});

/**
 * A number that is drawn: by what it follows from (`words`), by a spread of its own, or by both. Its own spread is a parameter `#name`: a
 * lognormal times the formula, with the median 1; of any other kind what is added to it. Undefined where it is certain.
 */
export function drawnWords(
  {
    words,
    value,
    spread,
  }: { readonly words?: string | undefined; readonly value: number; readonly spread?: Spread | undefined },
  name: string,
  parameters: DrawnParameters,
): string | undefined {
  if (spread === undefined) return words;
  const [own, word] =
    words === undefined ? [drawnParameter(`#${name}`, value, spread, name)] : besides(spread, value, name);
  parameters.set(own.id, own);
  return words === undefined ? wordOf(own) : `${words} ${wordOf(own)} ${word}`;
}

/** What stands for a spread beside a formula, and how it goes with it. */
function besides(spread: Spread, value: number, name: string): readonly [DrawnParameter, "*" | "+"] {
  const own = (median: number, moved: Spread): DrawnParameter => drawnParameter(`#${name}`, median, moved, name);
  switch (spread.distribution) {
    case "lognormal":
      return [own(1, spread), "*"];
    case "normal":
      return [own(0, spread), "+"];
    case "triangular": {
      const { min, mode, max } = spread;
      return [own(0, { ...spread, min: min - value, mode: mode - value, max: max - value }), "+"];
    }
    case "uniform":
      return [own(0, { ...spread, min: spread.min - value, max: spread.max - value }), "+"];
  }
}
