import { accept, type Outcome, reject } from "@celadon/quantity";
import { type Cancelled, goOnUnless, inSteps, never } from "../solver/cancelled.ts";
import { checkedDistribution } from "./checked-distribution.ts";
import { constantOf, type Distribution } from "./distribution.ts";
import { drawHash } from "./draw-hash.ts";
import { amountsOf, fillAmounts } from "./drawn-amounts.ts";
import { fillQuantiles } from "./normal-quantile.ts";
import { drawNameOf, type SystemValues, type UncertainEntry } from "./uncertain-entry.ts";
import { fillUniforms, type Names } from "./uniforms.ts";

/** Draws the uncertain values of one run after the other. */
export interface SampledEntries {
  /** The entries that are drawn: those whose spread is not zero, by matrix, place and id. */
  readonly entries: readonly UncertainEntry[];
  /**
   * Writes the values of one run over the uncertain places of `values`, and leaves the others. No allocation. What is kept from
   * call to call saves work alone: a run has the same values whatever was drawn before. Counts into `crossings`, by entry, the
   * draws whose sign is not that of the stated amount.
   */
  readonly fill: (
    at: { readonly seed: number; readonly run: number },
    values: SystemValues,
    crossings: Uint32Array,
  ) => void;
}

export type SamplingRefusal = "invalid-distribution" | "invalid-entry";

/** Steps of making ready between two questions whether to go on. */
const batch = 1_024;

/** Refused: a distribution that is none, a place that does not exist, two names whose hashes meet. `cancelled` is asked now and then. */
export function sampledEntries(
  given: readonly UncertainEntry[],
  values: SystemValues,
  cancelled: Cancelled = never,
): Outcome<SampledEntries, SamplingRefusal> {
  const step = inSteps(cancelled, batch);
  const entries: UncertainEntry[] = [];
  for (const entry of given) {
    step();
    const fault = entryFault(entry, values);
    if (fault !== undefined) return reject("invalid-entry", fault);
    const distribution = checkedDistribution(entry.distribution, entry);
    if (distribution.kind !== "accept") return distribution;
    // Without spread the static value stands, to the last bit.
    if (constantOf(distribution.value) !== entry.amount) entries.push({ ...entry, distribution: distribution.value });
  }
  entries.sort((a, b) => {
    step();
    return canonical(a, b);
  });
  const draws = drawsOf(entries, step);
  const clash = clashOf(draws);
  if (clash !== undefined) return reject("invalid-entry", clash);
  goOnUnless(cancelled);
  const drawn = amountsOf(entries, draws.drawOf);
  goOnUnless(cancelled);
  const amounts: Amounts = {
    stated: Float64Array.from(entries, ({ amount }) => amount),
    drawn: drawn.amounts,
    factors: Float64Array.from(entries, ({ factor }) => factor),
  };
  // A lognormal keeps its sign.
  const crossable = Int32Array.from(entries.keys()).filter((e) => entries[e]?.distribution.kind !== "lognormal");
  const parts = matrices.map((matrix) => partOf(entries, matrix, values[matrix]));
  const draw = drawer(draws);
  return accept({
    entries,
    fill: (at, into, crossings) => {
      draw(at);
      fillAmounts(drawn, draws.drawn);
      countCrossings(crossable, amounts, crossings);
      for (const part of parts) fillPart(part, amounts, into[part.matrix]);
    },
  });
}

const matrices = [
  "technosphere",
  "interventions",
  "factors",
  "parameters",
] as const satisfies readonly (keyof SystemValues)[];

function entryFault({ id, matrix, place, amount, factor }: UncertainEntry, values: SystemValues): string | undefined {
  if (values[matrix][place] === undefined)
    return `Exchange "${id}": place ${place} is not one of the ${values[matrix].length} values of "${matrix}". Give the place of an entry.`;
  if (!Number.isFinite(amount) || !Number.isFinite(factor))
    return `Exchange "${id}": amount ${amount} and factor ${factor} have to be finite numbers. Correct the exchange.`;
  return undefined;
}

/** By matrix and place, then by id and content: sums have one order, whatever order the entries came in. */
const canonical = (a: UncertainEntry, b: UncertainEntry): number =>
  matrices.indexOf(a.matrix) - matrices.indexOf(b.matrix) ||
  a.place - b.place ||
  inCodeUnits(a.id, b.id) ||
  inCodeUnits(drawNameOf(a), drawNameOf(b)) ||
  a.amount - b.amount ||
  a.factor - b.factor;

const inCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One draw for each name; the first `normal` of them as normal quantiles, the rest as they are. A name may be among both. */
interface Draws extends Names {
  readonly names: readonly string[];
  readonly normal: number;
  /** Of each entry. */
  readonly drawOf: Int32Array;
  /** This run's draws. */
  readonly drawn: Float64Array;
}

function drawsOf(entries: readonly UncertainEntry[], step: () => void): Draws {
  const indexOf = { normal: new Map<string, number>(), uniform: new Map<string, number>() };
  for (const entry of entries) {
    step();
    const known = indexOf[scaleOf(entry.distribution)];
    const name = drawNameOf(entry);
    if (!known.has(name)) known.set(name, known.size);
  }
  const normal = indexOf.normal.size;
  const drawOf = Int32Array.from(entries, (entry) => {
    step();
    const scale = scaleOf(entry.distribution);
    const index = indexOf[scale].get(drawNameOf(entry)) as number; // put there above
    return scale === "normal" ? index : normal + index;
  });
  const names = [...indexOf.normal.keys(), ...indexOf.uniform.keys()];
  const hashes = names.map((name) => {
    step();
    return drawHash(name);
  });
  return {
    names,
    normal,
    drawOf,
    high: Int32Array.from(hashes, (hash) => hash.high | 0),
    low: Int32Array.from(hashes, (hash) => hash.low | 0),
    drawn: new Float64Array(names.length),
  };
}

const scaleOf = ({ kind }: Distribution): "normal" | "uniform" =>
  kind === "lognormal" || kind === "normal" ? "normal" : "uniform";

function clashOf({ names, high, low }: Draws): string | undefined {
  const order = Int32Array.from(names.keys()).sort(
    (a, b) => (high[a] as number) - (high[b] as number) || (low[a] as number) - (low[b] as number),
  );
  for (let i = 1; i < order.length; i++) {
    const [a, b] = [order[i - 1] as number, order[i] as number];
    if (high[a] === high[b] && low[a] === low[b] && names[a] !== names[b])
      return `Draws "${names[a]}" and "${names[b]}" have the same hash, so that they would not be independent. Rename one of them.`;
  }
  return undefined;
}

/** Brings the draws of a run. Runs 2 k and 2 k + 1 come from the same blocks, so that every second one finds them there. */
function drawer(draws: Draws): (at: { readonly seed: number; readonly run: number }) => void {
  const count = draws.names.length;
  const words = new Int32Array(4 * count);
  const pair = [new Float64Array(count), new Float64Array(count)] as const;
  const halves = pair.map((from) => ({ normal: from.subarray(0, draws.normal), uniform: from.subarray(draws.normal) }));
  const into = { normal: draws.drawn.subarray(0, draws.normal), uniform: draws.drawn.subarray(draws.normal) };
  let [seedThere, pairThere] = [-1, -1];
  return ({ seed, run }) => {
    if (seed !== seedThere || run >>> 1 !== pairThere) {
      fillUniforms(draws, { seed, run, number: 0 }, { words, even: pair[0], odd: pair[1] });
      seedThere = seed;
      pairThere = run >>> 1;
    }
    const half = halves[run & 1];
    if (half === undefined) return;
    fillQuantiles(half.normal, into.normal, words);
    into.uniform.set(half.uniform);
  };
}

/** The entries of one matrix. Target t is `places[t]`, its entries `ends[t - 1]` to `ends[t] - 1`, the first of them `first`. */
interface Part {
  readonly matrix: keyof SystemValues;
  readonly first: number;
  readonly places: Int32Array;
  readonly ends: Int32Array;
  /** What is certain at the target. */
  readonly certain: Float64Array;
}

function partOf(entries: readonly UncertainEntry[], matrix: keyof SystemValues, values: Float64Array): Part {
  const first = entries.findIndex((entry) => entry.matrix === matrix);
  const places: number[] = [];
  const ends: number[] = [];
  const known: number[] = []; // sum of factor * amount, in the order of the draws
  entries.forEach((entry, e) => {
    if (entry.matrix !== matrix) return;
    if (places.at(-1) !== entry.place) {
      places.push(entry.place);
      ends.push(e);
      known.push(0);
    }
    ends[ends.length - 1] = e + 1;
    known[known.length - 1] = (known[known.length - 1] as number) + entry.factor * entry.amount;
  });
  return {
    matrix,
    first,
    places: Int32Array.from(places),
    ends: Int32Array.from(ends),
    certain: Float64Array.from(places, (place, t) => (values[place] as number) - (known[t] as number)),
  };
}

/** By entry: as stated, as drawn, and what the place gets of it. */
interface Amounts {
  readonly stated: Float64Array;
  readonly drawn: Float64Array;
  readonly factors: Float64Array;
}

function countCrossings(crossable: Int32Array, { stated, drawn }: Amounts, crossings: Uint32Array): void {
  for (let i = 0; i < crossable.length; i++) {
    const e = crossable[i] as number;
    if ((drawn[e] as number) * (stated[e] as number) < 0) crossings[e] = (crossings[e] as number) + 1;
  }
}

function fillPart({ first, places, ends, certain }: Part, { drawn, factors }: Amounts, values: Float64Array): void {
  let e = first;
  for (let t = 0; t < places.length; t++) {
    let sum = certain[t] as number;
    const end = ends[t] as number;
    for (; e < end; e++) sum += (factors[e] as number) * (drawn[e] as number);
    values[places[t] as number] = sum;
  }
}
