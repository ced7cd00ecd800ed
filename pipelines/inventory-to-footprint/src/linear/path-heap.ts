/** Places waiting to be opened, the largest size first, equal ones in the order in which they came. */
interface PathHeap {
  readonly push: (place: number, size: number) => void;
  /** Takes the first one; undefined where none waits. */
  readonly pop: () => number | undefined;
}

interface Waiting {
  readonly place: number;
  readonly size: number;
}

/** A binary heap: every one stands before the two at twice its place. */
export function pathHeap(): PathHeap {
  const waiting: Waiting[] = [];
  const isBefore = (a: number, b: number): boolean => {
    const [one, other] = [waiting[a], waiting[b]];
    if (one === undefined || other === undefined) return false;
    return one.size > other.size || (one.size === other.size && one.place < other.place);
  };
  const swap = (a: number, b: number): void => {
    [waiting[a], waiting[b]] = [waiting[b] as Waiting, waiting[a] as Waiting];
  };
  return {
    push: (place, size) => {
      waiting.push({ place, size });
      for (let at = waiting.length - 1; at > 0; ) {
        const above = (at - 1) >> 1;
        if (!isBefore(at, above)) break;
        swap(at, above);
        at = above;
      }
    },
    pop: () => {
      const first = waiting[0];
      const last = waiting.pop();
      if (first === undefined || last === undefined || waiting.length === 0) return first?.place;
      waiting[0] = last;
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        const larger = isBefore(right, left) ? right : left;
        if (!isBefore(larger, at)) break;
        swap(at, larger);
        at = larger;
      }
      return first.place;
    },
  };
}
