/** Numbers in [0, 1) that a seed decides (mulberry32), so that a run can be had again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A new order of the same items (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as T, order[i] as T]; // both lie in the array
  }
  return order;
}

/** The items in so many pieces of nearly the same length. */
export const inPieces = <T>(items: readonly T[], pieces: number): readonly (readonly T[])[] =>
  Array.from({ length: pieces }, (_, i) =>
    items.slice(Math.floor((i * items.length) / pieces), Math.floor(((i + 1) * items.length) / pieces)),
  );
