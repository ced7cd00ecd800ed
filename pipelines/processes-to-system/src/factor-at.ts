/** What a method says of one flow, at one place (its code or id) or in general. `value` undefined: a factor that is not known. */
export interface SaidOfFlow {
  readonly flowId: string;
  readonly place: string | undefined;
  readonly value: number | undefined;
}

/**
 * Looks up what a method says of a flow at a place: what it says of that place, else what it says in general, a factor before one that
 * is not known. Undefined: it says nothing, and the flow is none of its own.
 */
export function factorAt<T extends SaidOfFlow>(said: Iterable<T>): (flowId: string, place?: string) => T | undefined {
  const keyOf = (flowId: string, place: string | undefined): string => JSON.stringify([flowId, place]);
  const known = new Map<string, T>();
  for (const one of said) {
    const key = keyOf(one.flowId, one.place);
    if (known.get(key)?.value === undefined) known.set(key, one);
  }
  return (flowId, place) => known.get(keyOf(flowId, place)) ?? known.get(keyOf(flowId, undefined));
}
