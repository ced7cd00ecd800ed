import type { LinearSystem, Named } from "./linear-system.ts";

/** Where the impact of one demand comes from, as a Sankey graph: each process once, each exchange once, loops as they stand. */
export interface Contributions {
  /** h = f . y. */
  readonly total: number;
  readonly nodes: readonly ContributionNode[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly amount: number }[];
  /** What the cut-off hides: direct contributions and, apart from them, what flows on edges, each by sign; and how many nodes and edges. */
  readonly rest: {
    readonly positive: number;
    readonly negative: number;
    readonly nodes: number;
    readonly edges: number;
    readonly edgesPositive: number;
    readonly edgesNegative: number;
  };
}

interface ContributionNode {
  readonly id: string;
  /** d_j = q_j s_j. */
  readonly direct: number;
  /** All that leaves the node: d_j and what its inputs bring, t_j = sum of its row of M in use times y; gross where it is in a loop. */
  readonly upstream: number;
  /** d_j / h; null where h is too small beside what cancels in it. */
  readonly share: number | null;
}

/**
 * The graph of one demand f by one method:
 *
 *   node j       direct d_j = q_j s_j,  throughput t_j = d_j + sum_i w_ij
 *   edge i -> j  product i used by j:  w_ij = -M_ij s_j y_i, from the process that answers for i
 *   h = sum d_j = P + N,  gross = P - N                    positive and negative parts apart
 *
 * `cutoff` hides what is below that share of gross; it never changes h. The shown direct parts and the rest add up to h. `q`, `supply`
 * by process; `intensity` (y) and `makerOf`, the process that answers for a product, by product.
 */
export function contributionsOf(
  { processes, M }: LinearSystem,
  given: {
    readonly q: Float64Array;
    readonly supply: Float64Array;
    readonly intensity: Float64Array;
    readonly makerOf: Int32Array;
    readonly cutoff: number;
  },
): Contributions {
  const { q, supply, intensity, makerOf, cutoff } = given;
  const n = processes.length;
  const direct = Float64Array.from({ length: n }, (_, j) => (q[j] as number) * (supply[j] as number));
  const positive = direct.reduce((sum, d) => sum + Math.max(d, 0), 0);
  const negative = direct.reduce((sum, d) => sum + Math.min(d, 0), 0);
  const total = positive + negative;
  const least = cutoff * (positive - negative);
  const through = direct.slice();
  const edges: { from: number; to: number; amount: number }[] = [];
  const hidden = { edges: 0, edgesPositive: 0, edgesNegative: 0 };
  for (let j = 0; j < n; j++) {
    if (supply[j] === 0) continue;
    for (let k = M.starts[j] as number; k < (M.starts[j + 1] as number); k++) {
      const i = M.rows[k] as number;
      const maker = makerOf[i] as number;
      if (maker === j) continue;
      const amount = -(M.values[k] as number) * (supply[j] as number) * (intensity[i] as number);
      if (amount === 0) continue;
      through[j] = (through[j] as number) + amount;
      if (Math.abs(amount) >= least) edges.push({ from: maker, to: j, amount });
      else {
        hidden.edges += 1;
        if (amount > 0) hidden.edgesPositive += amount;
        else hidden.edgesNegative += amount;
      }
    }
  }
  const shown = new Set(edges.flatMap(({ from, to }) => [from, to]));
  for (let j = 0; j < n; j++) if (direct[j] !== 0 && Math.abs(direct[j] as number) >= least) shown.add(j);
  const idOf = (j: number): string => (processes[j] as Named).id;
  const indexOf = (j: number): number => (processes[j] as Named).index;
  const isTelling = Math.abs(total) > 1e-9 * (positive - negative);
  const rest = { positive: 0, negative: 0, nodes: 0, ...hidden };
  for (let j = 0; j < n; j++) {
    if (shown.has(j) || supply[j] === 0) continue;
    rest.nodes += 1;
    rest.positive += Math.max(direct[j] as number, 0);
    rest.negative += Math.min(direct[j] as number, 0);
  }
  return {
    total,
    nodes: [...shown]
      .sort((a, b) => indexOf(a) - indexOf(b))
      .map((j) => ({
        id: idOf(j),
        direct: direct[j] as number,
        upstream: through[j] as number,
        share: isTelling ? (direct[j] as number) / total : null,
      })),
    edges: edges
      .sort((a, b) => indexOf(a.to) - indexOf(b.to) || indexOf(a.from) - indexOf(b.from))
      .map(({ from, to, amount }) => ({ from: idOf(from), to: idOf(to), amount })),
    rest,
  };
}
