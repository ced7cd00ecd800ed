import type { Matrix } from "./matrix.ts";

/**
 * A system of n processes by a seed, for tests: half in loops that use each other, half that only use them; a twentieth of the entries
 * are credits. Inputs of a process are worth at most 0.8 of its output, so that it has an answer.
 */
export function randomSystem(seed: number, n: number): { readonly matrix: Matrix; readonly q: Float64Array } {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const starts = [0];
  const rows: number[] = [];
  const values: number[] = [];
  for (let j = 0; j < n; j++) {
    const column = new Map<number, number>([[j, 0.5 + next()]]);
    const most = Math.max(j, n / 2);
    const uses = 1 + Math.floor(next() * 5);
    for (let u = 0; u < uses; u++) {
      const i = Math.floor(next() * most);
      if (i !== j) column.set(i, (-(column.get(j) as number) * 0.8 * next() * (next() < 0.05 ? -1 : 1)) / uses);
    }
    for (const i of [...column.keys()].sort((x, y) => x - y)) {
      rows.push(i);
      values.push(column.get(i) as number);
    }
    starts.push(rows.length);
  }
  return {
    matrix: { starts: Int32Array.from(starts), rows: Int32Array.from(rows), values: Float64Array.from(values) },
    q: Float64Array.from({ length: n }, () => next() * 10),
  };
}
