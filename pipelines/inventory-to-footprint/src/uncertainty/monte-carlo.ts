import { accept, type Outcome, reject } from "@celadon/quantity";
import type { BlockSolver } from "../solver/adjoint.ts";
import { type Arrangement, arrangementOf } from "../solver/arrangement.ts";
import { type Cancelled, goOnUnless, never, unlessCancelled } from "../solver/cancelled.ts";
import { sizeOf } from "../solver/matrix.ts";
import { supplyMatching } from "../solver/supply-matching.ts";
import { loadedArrangement } from "./arrangement-slots.ts";
import { crossingsOf } from "./crossings.ts";
import { withDrawnPlaces } from "./drawn-places.ts";
import { formulaValues } from "./formula-values.ts";
import { momentsOfRuns } from "./moments.ts";
import { type PartsWanted, runParts } from "./run-parts.ts";
import { runSolver } from "./run-solver.ts";
import type { FailedRun, Runs } from "./runs.ts";
import { type SamplingRefusal, sampledEntries } from "./sampled-entries.ts";
import type { SystemValues } from "./uncertain-entry.ts";
import { countedInterventions, fillOwnImpacts, type UncertainSystem } from "./uncertain-system.ts";

/** Which runs: `from` to `to - 1`. */
export interface RunsWanted {
  /** A whole number from 0 to 2^53 - 1. */
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Rows whose results are kept run by run; moments are there of all. */
  readonly products: readonly number[];
  /** Of these products each run is told by parts too. */
  readonly parts?: readonly PartsWanted[];
  /** Told after each run, for those who show how far it is. */
  readonly onRun?: () => void;
}

export type MonteCarloRefusal = SamplingRefusal | "singular-system" | RunsRefusal;
/** `formula`: an entry has no finite value at the parameters of some run. */
export type RunsRefusal = "invalid-runs" | "formula" | "cancelled";

/** Draws and solves runs of one system under one method. */
export interface MonteCarlo {
  readonly runs: (wanted: RunsWanted) => Outcome<Runs, RunsRefusal>;
}

/**
 * Runs of a system whose numbers are not known exactly:  M_r^T y_r = (c_r B_r)^T,  drawn from (seed, run, name of the draw) alone.
 * What depends on parameters is worked out anew at those of the run. Every run begins at the static y (`start`, by row), so that it does
 * not depend on which others were made, in what order or by whom. Refused: an entry that cannot be drawn, a system without a matching; runs
 * in one of which a formula has no finite value. `cancelled`: whether nobody waits any more, asked before each run and each sweep of it;
 * runs that were given up are no runs.
 */
export function monteCarlo(
  system: UncertainSystem,
  start: Float64Array,
  fallback?: (a: Arrangement, cancelled: Cancelled) => BlockSolver,
  cancelled: Cancelled = never,
): Outcome<MonteCarlo, MonteCarloRefusal> {
  const values: SystemValues = {
    technosphere: system.technosphere.values.slice(),
    interventions: system.interventions.values.slice(),
    factors: system.factors.slice(),
    parameters: Float64Array.from(system.formulas?.parameters ?? [], ({ value }) => value),
  };
  const counted = countedInterventions(system);
  const isCounted = new Set(counted.places);
  // An exchange whose flow has the factor 0 needs no draw.
  const relevant = system.entries.filter(({ matrix, place }) => matrix !== "interventions" || isCounted.has(place));
  const sampled = unlessCancelled(() => sampledEntries(relevant, values, cancelled));
  if (sampled === "cancelled") return givenUp();
  if (sampled.kind !== "accept") return sampled;
  const given = system.formulas?.entries ?? [];
  const fillFormulas = system.formulas === undefined ? undefined : formulaValues(system.formulas);
  const matrix = withDrawnPlaces(system.technosphere, [sampled.value.entries, given]);
  const matching = supplyMatching(matrix);
  const arranged = arrangementOf(matrix, matching);
  if (arranged.kind === "unmatched")
    return reject(
      "singular-system",
      "Some processes have no product of their own to answer for, so that the system has no solution. " +
        "Solve it without uncertainty first: that names them.",
    );
  const n = sizeOf(matrix);
  const factorising = fallback && ((a: Arrangement) => fallback(a, cancelled));
  const { solveRun } = runSolver(loadedArrangement(matrix, arranged.value), start, factorising, cancelled);
  const q = new Float64Array(n);
  const y = new Float64Array(n);
  const { fill, entries } = sampled.value;
  const made = ({ seed, from, to, products, parts = [], onRun }: RunsWanted): Outcome<Runs, "formula"> => {
    const width = parts.reduce((sum, { groups }) => sum + groups, 0);
    const told = new Float64Array((to - from) * width);
    const fillParts =
      parts.length === 0 ? undefined : runParts({ matrix, matching, counted }, parts, factorising, cancelled);
    const kept = new Float64Array((to - from) * products.length);
    const failures: FailedRun[] = [];
    const crossings = new Uint32Array(entries.length);
    const crossed = new Uint32Array(given.length);
    const { add, moments } = momentsOfRuns(n);
    for (let run = from; run < to; run++) {
      goOnUnless(cancelled);
      fill({ seed, run }, values, crossings);
      const fault = fillFormulas?.(values, crossed);
      if (fault !== undefined)
        return reject(
          "formula",
          `Run ${run}: the formula of entry ${fault.entry} has no finite value at ${fault.at}. Bound the parameter, or correct the formula.`,
        );
      fillOwnImpacts(counted, values, q);
      const failure = solveRun(values.technosphere, q, y);
      if (failure !== undefined) failures.push({ run, failure });
      add(run, failure === undefined ? y : undefined);
      const at = (run - from) * products.length;
      for (const [i, product] of products.entries())
        kept[at + i] = failure === undefined ? (y[product] as number) : Number.NaN;
      if (failure === undefined) fillParts?.(values, told, (run - from) * width);
      else told.fill(Number.NaN, (run - from) * width, (run - from + 1) * width);
      onRun?.();
    }
    const counts = crossingsOf([
      [entries, crossings],
      [given, crossed],
    ]);
    const byParts = parts.length === 0 ? {} : { parts: { groups: parts.map(({ groups }) => groups), kept: told } };
    return accept({ seed, from, to, products, kept, ...byParts, failures, moments, crossings: counts });
  };
  return accept({
    runs: (wanted) => {
      const fault = faultOf(wanted, n);
      if (fault !== undefined) return reject("invalid-runs", fault);
      const runs = unlessCancelled(() => made(wanted));
      return runs === "cancelled" ? givenUp() : runs;
    },
  });
}

const givenUp = (): Outcome<never, "cancelled"> =>
  reject("cancelled", "The runs were given up before the last of them, because nobody waits for them. Ask again.");

function faultOf({ seed, from, to, products }: RunsWanted, n: number): string | undefined {
  if (!Number.isSafeInteger(seed) || seed < 0)
    return `The seed is ${seed}; it has to be a whole number from 0 to 2^53 - 1. Give another.`;
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to < from || to > 2 ** 32)
    return `Runs ${from} to ${to} are no stretch of whole numbers from 0 to 2^32. Give the first run, and the one after the last.`;
  const stranger = products.find((product) => !Number.isInteger(product) || product < 0 || product >= n);
  return stranger === undefined
    ? undefined
    : `Product ${stranger} is not one of the ${n} rows of the system. Give its row, from 0 to ${n - 1}.`;
}
