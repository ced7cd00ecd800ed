import { cpus, totalmem } from "node:os";

/** One measured figure beside its reference. `ratio` is ours / reference; `goal` says on which side it must lie. */
export interface Figure {
  readonly name: string;
  readonly ours: number;
  readonly reference: number;
  readonly unit: string;
  readonly ratio: number;
  readonly goal: string;
  readonly met: boolean;
  readonly details: Readonly<Record<string, string | number>>;
}

type Measured = Pick<Figure, "name" | "ours" | "reference" | "unit" | "details">;

const round = (value: number): number => Number(value.toPrecision(4));

const figure = (measured: Measured, goal: string, isMet: (ratio: number) => boolean): Figure => {
  const ratio = measured.ours / measured.reference;
  const { ours, reference } = measured;
  return { ...measured, ours: round(ours), reference: round(reference), ratio: round(ratio), goal, met: isMet(ratio) };
};

export const atLeast = (share: number, measured: Measured): Figure =>
  figure(measured, `at least ${share}`, (ratio) => ratio >= share);

export const atMost = (share: number, measured: Measured): Figure =>
  figure(measured, `at most ${share}`, (ratio) => ratio <= share);

/** At most so much in its own unit, and so much of its reference. */
export const within = (limit: number, share: number, measured: Measured): Figure =>
  figure(
    measured,
    `at most ${limit} ${measured.unit} and ${share}`,
    (ratio) => ratio <= share && measured.ours <= limit,
  );

/** The same figure, met only when something beside it holds too. */
export const and = (one: Figure, isTrue: boolean, said: string): Figure => ({
  ...one,
  goal: `${one.goal}, and ${said}`,
  met: one.met && isTrue,
});

/** What it was measured on. */
export const machine = (): Readonly<Record<string, string | number>> => ({
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
});

/** The measurement that a share of all is below. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] as number;

/** The middle one of several measurements. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);
