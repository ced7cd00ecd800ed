import { sumOf, times } from "./drawn-parameter.ts";
import type { RawExchange } from "./raw-process.ts";

/** What a process supplies of a reference as a formula, where it follows from drawn parameters. Its own spread is not in it: it moves no share. */
export function referenceWords(exchanges: readonly RawExchange[], flowId: string): string | undefined {
  const own = exchanges.filter(({ role, stated }) => role === "reference" && stated.flowId === flowId);
  if (own.every(({ words }) => words === undefined)) return undefined;
  return sumOf(
    own.map(({ amount, ratio, words }) => {
      if (words === undefined) return `${amount}`;
      const stated = words.amount ?? `${amount / ratio}`;
      return words.ratio === undefined ? times(stated, ratio) : `${stated} ${words.ratio} *`;
    }),
  );
}
