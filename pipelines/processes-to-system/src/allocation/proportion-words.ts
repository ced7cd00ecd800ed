import { sumOf } from "../drawn-parameter.ts";

/** What a co-product weighs in a split; `words`: the formula of it, where it follows from drawn parameters. */
export interface DrawnWeight {
  readonly id: string;
  readonly value: number;
  readonly words: string | undefined;
}

/**
 * Shares in proportion to weights that are drawn, as formulas by co-product:  lambda_k = w_k / sum over l of w_l, so that they add up to 1 in
 * every run. Undefined where no weight is drawn: the shares stand as they are.
 */
export function proportionWords(weights: readonly DrawnWeight[]): ReadonlyMap<string, string> | undefined {
  if (weights.every(({ words }) => words === undefined)) return undefined;
  const words = weights.map((one) => one.words ?? `${one.value}`);
  const sum = sumOf(words);
  return new Map(weights.map(({ id }, at) => [id, `${words[at]} ${sum} /`]));
}
