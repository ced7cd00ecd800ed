import { exp } from "./exp.ts";
import { log } from "./log.ts";

/** What a word of a formula does with the values before it; `slopes`: the derivative by each of them, where there is one. */
export interface Operation {
  readonly takes: 1 | 2 | 3;
  readonly value: (a: number, b: number, c: number) => number;
  readonly slopes: (a: number, b: number, c: number, value: number) => readonly number[];
}

type Slope = (a: number, value: number) => number;
type Apply = (a: number, b: number) => number;

const one = (value: (a: number) => number, slope: Slope): Operation => ({
  takes: 1,
  value,
  slopes: (a, _b, _c, result) => [slope(a, result)],
});
const two = (value: Apply, slopes: Operation["slopes"]): Operation => ({ takes: 2, value, slopes });

/** What is no number is neither smaller nor larger. A comparison is a step: its slope is 0. */
const comparison = (test: (a: number, b: number) => boolean): Operation =>
  two(
    (a, b) => (Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : Number(test(a, b))),
    () => [0, 0],
  );

const flat: Slope = () => 0;

/**
 * The words of formulas. exp and logarithms are our own, so that they have the same bits on every engine; `^`, sin, cos and tan are the
 * engine's. Of `if` both branches are worked out and one is taken, so that what is no number in the other does no harm.
 */
export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  [
    "+",
    two(
      (a, b) => a + b,
      () => [1, 1],
    ),
  ],
  [
    "-",
    two(
      (a, b) => a - b,
      () => [1, -1],
    ),
  ],
  [
    "*",
    two(
      (a, b) => a * b,
      (a, b) => [b, a],
    ),
  ],
  [
    "/",
    two(
      (a, b) => a / b,
      (_a, b, _c, value) => [1 / b, -value / b],
    ),
  ],
  [
    "^",
    two(
      (a, b) => (Number.isNaN(a) ? a : a ** b), // NaN ** 0 is 1
      (a, b, _c, value) => [b === 0 ? 0 : b * a ** (b - 1), a > 0 ? value * log(a) : 0],
    ),
  ],
  [
    "neg",
    one(
      (a) => -a,
      () => -1,
    ),
  ],
  ["abs", one(Math.abs, (a) => Math.sign(a))],
  ["sqrt", one(Math.sqrt, (_a, value) => 1 / (2 * value))],
  ["exp", one(exp, (_a, value) => value)],
  ["ln", one(log, (a) => 1 / a)],
  [
    "log10",
    one(
      (a) => log(a) / Math.LN10,
      (a) => 1 / (a * Math.LN10),
    ),
  ],
  ["sin", one(Math.sin, (a) => Math.cos(a))],
  ["cos", one(Math.cos, (a) => -Math.sin(a))],
  ["tan", one(Math.tan, (_a, value) => 1 + value * value)],
  ["floor", one(Math.floor, flat)],
  ["ceil", one(Math.ceil, flat)],
  ["min", two(Math.min, (a, b) => (a <= b ? [1, 0] : [0, 1]))],
  ["max", two(Math.max, (a, b) => (a >= b ? [1, 0] : [0, 1]))],
  ["<", comparison((a, b) => a < b)],
  [">", comparison((a, b) => a > b)],
  ["<=", comparison((a, b) => a <= b)],
  [">=", comparison((a, b) => a >= b)],
  ["=", comparison((a, b) => a === b)],
  ["!=", comparison((a, b) => a !== b)],
  [
    "if",
    {
      takes: 3,
      value: (a, b, c) => (Number.isNaN(a) ? a : a === 0 ? c : b),
      slopes: (a) => (a === 0 ? [0, 0, 1] : [0, 1, 0]),
    },
  ],
]);
