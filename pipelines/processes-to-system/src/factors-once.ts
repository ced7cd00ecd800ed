import type { MethodFactors } from "./method-factors.ts";

type Factors = MethodFactors["factors"];

const uncertaintyOf = (factor: Factors[number] | undefined): string => JSON.stringify(factor?.uncertainty);

/**
 * One factor for each flow and place, in the order in which they come. The same one said again counts once; of several that differ nobody
 * knows which is meant: none is taken, `refused` counts them, and `faults` has a sentence for each place. Where their uncertainties alone
 * differ the factor stands without one, and `unspread` says so.
 */
export function factorsOnce(factors: Factors): {
  readonly factors: Factors;
  readonly refused: number;
  readonly faults: readonly string[];
  readonly unspread: readonly string[];
  readonly unknown: MethodFactors["unknown"];
} {
  const places = new Map<string, Factors[number][]>();
  for (const one of factors) {
    const place = JSON.stringify([one.flowId, one.locationId]);
    const there = places.get(place);
    if (there === undefined) places.set(place, [one]);
    else there.push(one);
  }
  const differ = [...places].filter(([, there]) => there.some(({ value }) => value !== there[0]?.value));
  const refused = new Set(differ.map(([place]) => place));
  const unclear = [...places].flatMap(([place, there]) =>
    !refused.has(place) && there.some((one) => uncertaintyOf(one) !== uncertaintyOf(there[0])) ? [place] : [],
  );
  return {
    factors: [...places].flatMap(([place, there]) => {
      if (refused.has(place)) return [];
      const first = there.slice(0, 1);
      return unclear.includes(place) ? first.map((one) => ({ ...one, uncertainty: undefined })) : first;
    }),
    refused: differ.reduce((sum, [, there]) => sum + there.length, 0),
    unknown: differ.flatMap(([, there]) => there.slice(0, 1)).map(({ flowId, locationId }) => ({ flowId, locationId })),
    faults: differ.map(([place, there]) => {
      return `Factor ${place} stands ${there.length} times with different values: none of them is taken. Keep one.`;
    }),
    unspread: unclear.map(
      (place) => `Factor ${place} stands several times with different uncertainties: it has none. Keep one.`,
    ),
  };
}
