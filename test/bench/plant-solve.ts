import { compileAdjoint, type ProcessSystem, systemOf } from "@celadon/inventory-to-footprint";
import { all, create } from "mathjs";
import { atLeast, type Figure } from "./figure.ts";

const steps = 24;
const [power, steam, water, effluent, recovery, broke] = [24, 25, 26, 27, 28, 29];

/** Who uses whose product in a plant of 30: a line of 24 steps, four utilities that need each other, two recoveries that run back. */
const uses: readonly (readonly [maker: number, user: number])[] = [
  ...Array.from({ length: steps - 1 }, (_, i) => [i, i + 1] as const),
  ...Array.from({ length: steps }, (_, i) => [
    [power, i] as const,
    ...(i % 2 === 0 ? [[steam, i] as const] : []),
    ...(i % 3 === 0 ? [[water, i] as const, [effluent, i] as const] : []),
  ]).flat(),
  ...([
    [steam, power],
    [power, steam],
    [water, steam],
    [power, water],
    [power, effluent],
    [steam, effluent],
  ] as const),
  ...([
    [4, recovery],
    [recovery, 2],
    [power, recovery],
    [18, broke],
    [broke, 12],
    [power, broke],
  ] as const),
];

/** Numbers between 0 and 1, the same in every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}

interface Case {
  /** M^T and q as plain arrays: both solvers begin with these. */
  readonly matrix: readonly (readonly number[])[];
  readonly impacts: readonly number[];
}

/** A whole new set of coefficients: what each process makes, uses and emits. */
function caseOf(random: Generator<number, never>, size: number): Case {
  const next = (): number => random.next().value;
  const entries = new Float64Array(size * size);
  for (let i = 0; i < size; i++) entries[i * size + i] = 100 + 100 * next();
  for (const [maker, user] of uses) entries[user * size + maker] = -(5 + 10 * next());
  const matrix = Array.from({ length: size }, (_, i) => Array.from(entries.subarray(i * size, (i + 1) * size)));
  return { matrix, impacts: Array.from({ length: size }, () => 10 * next()) };
}

function patternOf(size: number): ProcessSystem {
  const names = Array.from({ length: size }, (_, i) => `process ${String(i).padStart(2, "0")}`);
  const name = (i: number): string => names[i] as string;
  return systemOf(
    names.map((one) => ({ product: one, process: one })),
    [
      ...names.map((one) => ({ column: one, row: one, amount: 1 })),
      ...uses.map(([maker, user]) => ({ column: name(user), row: name(maker), amount: -1 })),
    ],
  );
}

/**
 * One footprint system of a plant of 30 processes, all coefficients new, only the ordering worked out before; ours with residual
 * and proven error bound, beside mathjs `lusolve` on the same arrays. Solves in a millisecond. Throws where the two part.
 */
export async function plantSolve(scale: number): Promise<Figure> {
  const pattern = patternOf(broke + 1);
  const size = pattern.products.length;
  const solve = compileAdjoint(pattern);
  const random = numbers(7);
  const cases = Array.from({ length: Math.max(5, Math.round(20 * scale)) }, () => caseOf(random, size));
  const math = create(all as NonNullable<typeof all>); // `all` is declared as if it might be missing
  const values = new Float64Array(pattern.rows.length);
  const impacts = new Float64Array(size);
  const ours = ({ matrix, impacts: q }: Case): Float64Array => {
    for (let j = 0; j < size; j++) {
      const row = matrix[j] as readonly number[];
      for (let k = pattern.starts[j] as number; k < (pattern.starts[j + 1] as number); k++) {
        values[k] = row[pattern.rows[k] as number] as number;
      }
      impacts[j] = q[j] as number;
    }
    const solution = solve(values, { count: 1, values: impacts });
    if (
      solution.kind !== "accept" ||
      solution.value.solver !== "compiled-adjoint" ||
      solution.value.boundKind !== "verified"
    )
      throw new Error("The compiled solver did not answer by itself.");
    return solution.value.values;
  };
  const reference = ({ matrix, impacts: q }: Case): number[][] =>
    math.lusolve(matrix as number[][], q as number[]) as number[][];
  const best = { ours: Number.POSITIVE_INFINITY, reference: Number.POSITIVE_INFINITY };
  let apart = 0;
  for (let round = 0; round < 400; round++) {
    const first = timed(() => cases.map(ours));
    const theirs = timed(() => cases.map(reference));
    const answers = timed(() => cases.map(ours));
    best.reference = Math.min(best.reference, theirs.ms / cases.length);
    best.ours = Math.min(best.ours, first.ms / cases.length, answers.ms / cases.length);
    for (const [at, answer] of answers.value.entries())
      apart = Math.max(apart, distance(answer, theirs.value[at] as number[][]));
  }
  if (!(apart <= 1e-12)) throw new Error(`The two solvers are ${apart} apart, more than 1e-12.`);
  return atLeast(50, {
    name: "plant-solve",
    ours: 1 / best.ours,
    reference: 1 / best.reference,
    unit: "solves/ms",
    details: { processes: size, entries: pattern.rows.length, apart },
  });
}

/** The largest relative difference of two answers. */
const distance = (answer: Float64Array, other: readonly (readonly number[])[]): number =>
  answer.reduce((largest, value, i) => Math.max(largest, Math.abs(value / (other[i]?.[0] as number) - 1)), 0);

function timed<T>(work: () => T): { readonly value: T; readonly ms: number } {
  const startedAt = performance.now();
  const value = work();
  return { value, ms: performance.now() - startedAt };
}
