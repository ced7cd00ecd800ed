import { directImpacts } from "./direct-impacts.ts";
import { indexOfId } from "./index-of-id.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import type { LinearSystem, Named } from "./linear-system.ts";
import { methodsAsked, unitPer } from "./methods-asked.ts";
import { neededBy } from "./needed-by.ts";
import { signedSum } from "./signed-sum.ts";
import { refusedAsUnknown } from "./unknown-impacts.ts";

/** A score that does not apply: left out of its mean, or taken for the worst. */
export type NotApplicable = "leave-out" | "worst";

/** How a mean of scores becomes a score. */
export type ScoreRounding = "half-up" | "ceiling";

/** How well the impact of one unit of a product is known. Shares are 0 to 1, of the gross impact unless said otherwise. */
export interface ProductQuality {
  /** h = sum of the direct impacts d_j = q_j s_j. */
  readonly total: number;
  /** Of the total: of the method per unit of the product. */
  readonly unit: string;
  /** From primary data; what no process states counts as none. Null where nothing has an impact. */
  readonly primaryShare: number | null;
  /** `net`: sum p_j d_j / h. `gross`: sum p_j |d_j| / sum |d_j|, where credits put the net one outside of 0 to 1, or leave next to nothing to be a share of. */
  readonly primaryShareOf: "net" | "gross";
  /** Of processes that do not state their share of primary data. */
  readonly primaryUnstated: number | null;
  readonly scored: number | null;
  readonly unscored: number | null;
  /** Means of the five scores, weighted by |d_j|, over what is scored; null where nothing is. */
  readonly scores: readonly (number | null)[];
  readonly rounded: readonly (number | null)[];
  readonly notApplicable: NotApplicable;
  readonly rounding: ScoreRounding;
  readonly cutOff: CutOff;
}

/** What is known to be missing from the processes that the product needs. How much impact it would bring is not known. */
interface CutOff {
  readonly exchangesLeftOut: number;
  /** Of all their exchanges, left out or entered. */
  readonly exchangesLeftOutPercent: number;
  readonly processesAffected: number;
  /** Of the processes that are needed. */
  readonly processesAffectedPercent: number;
  /** Gross impact of the affected processes themselves, as far as they are entered. */
  readonly impactOfAffectedPercent: number | null;
  readonly impactLeftOutPercent: null;
}

/**
 * Data quality of one unit of a product by a method, from one forward solve: M s = f, d_j = q_j s_j, weights w_j = |d_j|.
 *
 *   score_k = sum w_j score_jk / sum w_j        over processes that are scored and to which k applies
 *
 * Refused beside what solving refuses: an impact that is unknown.
 */
export function productQuality(
  solver: LinearSolver,
  {
    product,
    method,
    notApplicable,
    rounding,
  }: {
    readonly product: string;
    readonly method: string;
    readonly notApplicable: NotApplicable;
    readonly rounding: ScoreRounding;
  },
): LcaAnswer<ProductQuality> {
  const { system } = solver;
  const index = indexOfId("unknown-demand", product, system.products);
  if (index.kind !== "accept") return index;
  const methods = methodsAsked(system, method);
  if (methods.kind !== "accept") return methods;
  const [asked] = methods.value as [number]; // one was asked for
  const unknown = refusedAsUnknown(solver, { product: index.value, method: asked });
  if (unknown !== undefined) return unknown;
  const q = directImpacts(system, [asked]).values;
  const f = new Float64Array(system.products.length);
  f[index.value] = 1;
  const supply = solver.forward({ count: 1, values: f });
  if (supply.kind !== "accept") return supply;
  const direct = supply.value.values.map((s, j) => s * (q[j] as number));
  const scores = scoresOf(system, direct, notApplicable);
  const scored = shareOf(direct, (j) => (system.processes[j]?.scores === undefined ? 0 : 1));
  return {
    kind: "accept",
    value: {
      total: sumOf(direct),
      unit: unitPer(system.methods[asked] as Named, system.products[index.value] as Named),
      ...primaryOf(system, direct),
      scored,
      unscored: scored === null ? null : 1 - scored,
      scores,
      rounded: scores.map((score) => (score === null ? null : roundedScore(score, rounding))),
      notApplicable,
      rounding,
      cutOff: cutOffOf(system, neededBy(solver, index.value), direct),
    },
  };
}

/** Positive and negative parts apart, as contributions are summed. */
const sumOf = (direct: Float64Array): number =>
  direct.reduce((sum, d) => sum + Math.max(d, 0), 0) + direct.reduce((sum, d) => sum + Math.min(d, 0), 0);

const grossOf = (direct: Float64Array): number => direct.reduce((sum, d) => sum + Math.abs(d), 0);

/** sum part_j |d_j| / sum |d_j|; null where nothing has an impact. */
function shareOf(direct: Float64Array, partOf: (process: number) => number): number | null {
  const gross = grossOf(direct);
  return gross === 0 ? null : direct.reduce((sum, d, j) => sum + partOf(j) * Math.abs(d), 0) / gross;
}

function primaryOf({ processes }: LinearSystem, direct: Float64Array) {
  const stated = (j: number): number => processes[j]?.primary ?? Number.NaN;
  const partOf = (j: number): number => (Number.isNaN(stated(j)) ? 0 : stated(j));
  const primaryUnstated = shareOf(direct, (j) => (Number.isNaN(stated(j)) ? 1 : 0));
  const net = sumOf(direct.map((d, j) => partOf(j) * d)) / sumOf(direct);
  if (signedSum(direct).isTelling && net >= 0 && net <= 1)
    return { primaryShare: net, primaryShareOf: "net" as const, primaryUnstated };
  return { primaryShare: shareOf(direct, partOf), primaryShareOf: "gross" as const, primaryUnstated };
}

const worst = 5;

function scoresOf(
  { processes }: LinearSystem,
  direct: Float64Array,
  notApplicable: NotApplicable,
): readonly (number | null)[] {
  return Array.from({ length: 5 }, (_, k) => {
    let [weighted, weight] = [0, 0];
    for (const [j, { scores }] of processes.entries()) {
      const said = scores?.[k];
      const score = said === null && notApplicable === "worst" ? worst : said;
      if (score === undefined || score === null) continue;
      const size = Math.abs(direct[j] as number);
      weighted += size * score;
      weight += size;
    }
    return weight === 0 ? null : weighted / weight;
  });
}

/** A mean that is a score but for the last bits of its sum stays that score. */
const roundedScore = (score: number, rounding: ScoreRounding): number =>
  rounding === "half-up" ? Math.floor(score + 0.5 + 1e-9) : Math.ceil(score - 1e-9);

function cutOffOf({ processes, M, B }: LinearSystem, needed: readonly number[], direct: Float64Array): CutOff {
  const leftOutOf = (j: number): number => {
    const { leftOut } = processes[j] ?? {};
    return leftOut === undefined ? 0 : leftOut;
  };
  const affected = new Set(needed.filter((j) => leftOutOf(j) > 0));
  const exchangesLeftOut = needed.reduce((sum, j) => sum + leftOutOf(j), 0);
  const entered = needed.reduce((sum, j) => sum + entriesOf(M.starts, j) + entriesOf(B.starts, j), 0);
  const share = shareOf(direct, (j) => (affected.has(j) ? 1 : 0));
  return {
    exchangesLeftOut,
    exchangesLeftOutPercent: (100 * exchangesLeftOut) / (exchangesLeftOut + entered),
    processesAffected: affected.size,
    processesAffectedPercent: (100 * affected.size) / needed.length,
    impactOfAffectedPercent: share === null ? null : 100 * share,
    impactLeftOutPercent: null,
  };
}

const entriesOf = (starts: Int32Array, j: number): number => (starts[j + 1] as number) - (starts[j] as number);
