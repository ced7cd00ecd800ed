/** Nodes by their degree, of equal ones by their index; the least is taken first. */
export interface DegreeQueue {
  /** Takes the least node out; there has to be one. */
  take(): number;
  /** Puts a node in, or gives it another degree. */
  set(node: number, degree: number): void;
  drop(node: number): void;
}

/** A binary heap that knows where each node stands. The same calls take the same nodes in the same order. */
export function degreeQueue(n: number): DegreeQueue {
  const heap = new Int32Array(n);
  const places = new Int32Array(n).fill(-1);
  const keys = new Float64Array(n); // degree * n + node: exact, because both are below 2^26
  let count = 0;

  /** Moves `node` from `place` to where its key belongs. */
  const settle = (node: number, place: number): void => {
    const key = keys[node] as number;
    let at = place;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above] as number;
      if ((keys[other] as number) <= key) break;
      heap[at] = other;
      places[other] = at;
      at = above;
    }
    for (let below = 2 * at + 1; below < count; below = 2 * at + 1) {
      if (below + 1 < count && (keys[heap[below + 1] as number] as number) < (keys[heap[below] as number] as number))
        below += 1;
      const other = heap[below] as number;
      if ((keys[other] as number) >= key) break;
      heap[at] = other;
      places[other] = at;
      at = below;
    }
    heap[at] = node;
    places[node] = at;
  };

  const drop = (node: number): void => {
    const place = places[node] as number;
    if (place === -1) return;
    places[node] = -1;
    count -= 1;
    const last = heap[count] as number;
    if (last !== node) settle(last, place);
  };

  return {
    take: () => {
      const node = heap[0] as number;
      drop(node);
      return node;
    },
    set: (node, degree) => {
      keys[node] = degree * n + node;
      if (places[node] === -1) count += 1;
      settle(node, places[node] === -1 ? count - 1 : (places[node] as number));
    },
    drop,
  };
}
