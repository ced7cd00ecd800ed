import type { ProcessSystem } from "./process-system.ts";

/**
 * The loops of a system: strongly connected components of the graph "column j uses product i", suppliers first (Tarjan 1972,
 * with stacks of its own, so that a chain of any length is no stack overflow). A process outside every loop is alone.
 *
 * Where a diagonal entry is 0, column i does not make product i and the graph says nothing: then all is one component.
 */
export function components(system: ProcessSystem): readonly Int32Array[] {
  const n = system.products.length;
  if (n === 0) return [];
  return hasFullDiagonal(system) ? tarjan(system, n) : [Int32Array.from({ length: n }, (_, i) => i)];
}

const hasFullDiagonal = ({ products, starts, rows, values }: ProcessSystem): boolean =>
  products.every((_, j) => {
    const k = rows.subarray(starts[j], starts[j + 1]).indexOf(j);
    return k >= 0 && values[(starts[j] as number) + k] !== 0;
  });

function tarjan({ starts, rows, values }: ProcessSystem, n: number): readonly Int32Array[] {
  const found: Int32Array[] = [];
  const order = new Int32Array(n); // 0: not yet seen
  const low = new Int32Array(n);
  const next = starts.slice(0, n);
  const open: number[] = [];
  const isOpen = new Uint8Array(n);
  let seen = 0;
  for (let root = 0; root < n; root++) {
    if (order[root] !== 0) continue;
    const path = [root];
    while (path.length > 0) {
      const j = path.at(-1) as number;
      if (order[j] === 0) {
        seen += 1;
        order[j] = seen;
        low[j] = seen;
        open.push(j);
        isOpen[j] = 1;
      }
      const k = next[j] as number;
      if (k < (starts[j + 1] as number)) {
        next[j] = k + 1;
        const i = rows[k] as number;
        if (values[k] === 0) continue;
        if (order[i] === 0) path.push(i);
        else if (isOpen[i] === 1) low[j] = Math.min(low[j] as number, order[i] as number);
        continue;
      }
      path.pop();
      const user = path.at(-1);
      if (user !== undefined) low[user] = Math.min(low[user] as number, low[j] as number);
      if (low[j] === order[j]) found.push(closeLoop(open, isOpen, j));
    }
  }
  return found;
}

function closeLoop(open: number[], isOpen: Uint8Array, root: number): Int32Array {
  const members: number[] = [];
  for (let member = -1; member !== root; ) {
    member = open.pop() as number;
    isOpen[member] = 0;
    members.push(member);
  }
  return Int32Array.from(members).sort();
}
