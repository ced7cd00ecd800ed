import type { MethodFactors } from "./method-factors.ts";

type Factors = MethodFactors["factors"];

/**
 * One factor for each flow and place, in the order in which they come. The same one said again counts once; of several that differ nobody
 * knows which is meant: none is taken, `refused` counts them, and `faults` has a sentence for each place.
 */
export function factorsOnce(factors: Factors): {
  readonly factors: Factors;
  readonly refused: number;
  readonly faults: readonly string[];
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
  return {
    factors: [...places].flatMap(([place, there]) => (refused.has(place) ? [] : there.slice(0, 1))),
    refused: differ.reduce((sum, [, there]) => sum + there.length, 0),
    unknown: differ.flatMap(([, there]) => there.slice(0, 1)).map(({ flowId, locationId }) => ({ flowId, locationId })),
    faults: differ.map(([place, there]) => {
      return `Factor ${place} stands ${there.length} times with different values: none of them is taken. Keep one.`;
    }),
  };
}
