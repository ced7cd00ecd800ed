import { derivatives } from "../uncertainty/derivatives.ts";
import { boundOf } from "./bound-of.ts";
import { factorsOf } from "./factors-of.ts";
import type { FigureBound } from "./figure-status.ts";
import { firstOrderOf } from "./first-order-of.ts";
import { largestPlaces } from "./largest-places.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import type { Named, Sparse } from "./linear-system.ts";
import { makerSigns } from "./maker-signs.ts";
import { unitPer } from "./methods-asked.ts";
import { type Proof, type SolvedProduct, solvedProduct } from "./solved-product.ts";
import { uncertainOf } from "./uncertain-of.ts";

/**
 * What an entry is: what a process makes (M > 0) or takes (M < 0), what it emits or extracts (B), a factor of the method (C). In a waste row
 * as it is written by nature the service is made with M < 0, and taken with M > 0.
 */
export const exchangeKinds = ["output", "input", "intervention", "factor"] as const;
export type ExchangeKind = (typeof exchangeKinds)[number];

/** How one entry of M (called A in files), B or C moves h. */
export interface ExchangeSensitivity {
  readonly kind: ExchangeKind;
  readonly matrix: "A" | "B" | "C";
  readonly row: string;
  readonly column: string;
  readonly rowName: string;
  readonly columnName: string;
  /** As it stands in the matrix, signed; and its unit. */
  readonly value: number;
  readonly unit: string;
  /** dh/dvalue: the unit of h for one unit of the entry. */
  readonly derivative: number;
  /** value dh/dvalue, in the unit of h: to first order, what h would lose if the entry were taken away. */
  readonly effect: number;
  /** effect / h: by how many percent h rises when the size of the entry rises by one. Null where h is too small beside what cancels in it. */
  readonly elasticity: number | null;
}

/** What moves the footprint of one unit of a product, the strongest first. */
export interface Sensitivities extends Proof {
  readonly product: string;
  readonly method: string;
  readonly total: number;
  readonly unit: string;
  readonly status: FigureBound;
  readonly exchanges: readonly ExchangeSensitivity[];
  /** How many more have an effect. */
  readonly more: number;
  readonly uncertainty?: VarianceOfProduct;
}

/** The spread of h to first order, and which draws it comes from: those that better data would narrow most first. */
export interface VarianceOfProduct {
  readonly sd: number;
  readonly variance: number;
  /** Exchanges that are drawn alone by their id, others by their group. Shares of all draws add up to 1; null where nothing is spread. */
  readonly draws: readonly { readonly draw: string; readonly variance: number; readonly share: number | null }[];
  readonly rest: { readonly draws: number; readonly variance: number; readonly share: number | null };
}

/**
 * Derivatives of h by every entry at once, from one forward and one adjoint solve:
 *
 *   dh/dM_ij = -y_i s_j,  dh/dB_kj = c_k s_j,  dh/dC_k = g_k = sum_j b_kj s_j
 *
 * Elasticities of all of B add up to 1, those of C too; those of one column of M and B add up to 0, as a process scaled as a whole changes
 * nothing. `kinds`: only such entries. `top`: how many, and how many draws. `uncertainty`: the text of `uncertainty.csv`, where
 * there is one. Refused beside what solving refuses: an entry of it that cannot be drawn.
 */
export function sensitivities(
  solver: LinearSolver,
  asked: {
    readonly product: string;
    readonly method: string;
    readonly top: number;
    readonly kinds?: readonly ExchangeKind[];
    readonly uncertainty?: string;
  },
): LcaAnswer<Sensitivities> {
  const { system } = solver;
  const answer = solvedProduct(solver, asked);
  if (answer.kind !== "accept") return answer;
  const solved = answer.value;
  const sides = sidesOf(solver, solved);
  const effects = effectsOf(sides, asked.kinds ?? exchangeKinds);
  const shown = largestPlaces(effects, asked.top);
  const spread = varianceOf(solver, solved, asked);
  if (spread.kind !== "accept") return spread;
  const { total, isTelling } = solved.impact;
  return {
    kind: "accept",
    value: {
      ...{ product: asked.product, method: asked.method, total },
      unit: unitPer(system.methods[solved.method] as Named, system.products[solved.product] as Named),
      status: boundOf(solver)(solved.product),
      exchanges: shown.map((place) => {
        const [effect, { side, entry }] = [effects[place] as number, entryAt(sides, place)];
        const { matrix, sparse, derivative, kindOf } = side;
        const [row, value] = [side.rows[sparse.rows[entry] as number] as Named, sparse.values[entry] as number];
        const column = side.columns[columnOf(sparse, entry)] as Named;
        return {
          ...{ kind: kindOf(entry), matrix, row: row.id, column: column.id },
          ...{ rowName: row.name, columnName: column.name, value },
          unit: matrix === "C" ? unitPer(row, column) : row.unit,
          ...{ derivative: derivative[entry] as number, effect, elasticity: isTelling ? effect / total : null },
        };
      }),
      more: effects.reduce((count, effect) => (effect === 0 ? count : count + 1), 0) - shown.length,
      ...(spread.value === undefined ? {} : { uncertainty: spread.value }),
      ...solved.proof,
    },
  };
}

/** A matrix, its lists, and dh by each of its entries. */
interface Side {
  readonly matrix: "A" | "B" | "C";
  readonly sparse: Sparse;
  readonly rows: readonly Named[];
  readonly columns: readonly Named[];
  readonly derivative: Float64Array;
  readonly kindOf: (entry: number) => ExchangeKind;
}

function sidesOf({ system, makerOf }: LinearSolver, { method, supply, intensity }: SolvedProduct): readonly Side[] {
  const { products, processes, flows, methods, M, B, C } = system;
  const { technosphere, interventions, factors } = derivatives(
    { technosphere: M, interventions: B, factors: factorsOf(system, method, 0) },
    { supply, intensity },
  );
  const byFactor = new Float64Array(C.values.length); // by those of other methods: 0
  for (let flow = 0; flow < C.columnCount; flow++)
    for (let k = C.starts[flow] as number; k < (C.starts[flow + 1] as number); k++)
      if (C.rows[k] === method) byFactor[k] = factors[flow] as number;
  const signs = makerSigns(M, makerOf);
  const isMade = (entry: number): boolean =>
    (M.values[entry] as number) * (signs[M.rows[entry] as number] as number) > 0;
  const ofTechnosphere = (entry: number): ExchangeKind => (isMade(entry) ? "output" : "input");
  return [
    { matrix: "A", sparse: M, rows: products, columns: processes, derivative: technosphere, kindOf: ofTechnosphere },
    {
      matrix: "B",
      sparse: B,
      rows: flows,
      columns: processes,
      derivative: interventions,
      kindOf: () => "intervention",
    },
    { matrix: "C", sparse: C, rows: methods, columns: flows, derivative: byFactor, kindOf: () => "factor" },
  ];
}

/** value dh/dvalue of all entries, matrix by matrix; 0 of those that are not asked for. */
function effectsOf(sides: readonly Side[], kinds: readonly ExchangeKind[]): Float64Array {
  const effects = new Float64Array(sides.reduce((sum, { sparse }) => sum + sparse.values.length, 0));
  let at = 0;
  for (const { sparse, derivative, kindOf } of sides)
    for (let k = 0; k < sparse.values.length; k++, at++)
      if (kinds.includes(kindOf(k))) effects[at] = (sparse.values[k] as number) * (derivative[k] as number);
  return effects;
}

/** The entry that stands at a place of the effects. */
function entryAt(sides: readonly Side[], place: number): { readonly side: Side; readonly entry: number } {
  let entry = place;
  for (const side of sides) {
    if (entry < side.sparse.values.length) return { side, entry };
    entry -= side.sparse.values.length;
  }
  throw new Error(`Place ${place} is beyond the last entry.`);
}

/** The column that an entry stands in: the last that begins at or before it, empty ones left out. */
function columnOf({ starts }: Sparse, entry: number): number {
  let [low, high] = [0, starts.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= entry) low = middle;
    else high = middle;
  }
  return low;
}

function varianceOf(
  solver: LinearSolver,
  { method, supply, intensity }: SolvedProduct,
  { top, uncertainty }: { readonly top: number; readonly uncertainty?: string },
): LcaAnswer<VarianceOfProduct | undefined> {
  if (uncertainty === undefined) return { kind: "accept", value: undefined };
  const uncertain = uncertainOf(solver, method, uncertainty);
  if (uncertain.kind !== "accept") return uncertain;
  const spread = firstOrderOf(uncertain.value, { supply, intensity });
  if (spread.kind !== "accept") return spread;
  const { sd, variance, shares } = spread.value;
  const shareOf = (part: number): number | null => (variance === 0 ? null : part / variance);
  const hidden = shares.slice(top);
  const hiddenVariance = hidden.reduceRight((sum, one) => sum + one.variance, 0);
  return {
    kind: "accept",
    value: {
      ...{ sd, variance },
      draws: shares.slice(0, top).map((one) => ({ ...one, share: shareOf(one.variance) })),
      rest: { draws: hidden.length, variance: hiddenVariance, share: shareOf(hiddenVariance) },
    },
  };
}
