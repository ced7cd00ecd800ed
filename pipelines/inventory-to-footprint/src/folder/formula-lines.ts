import type { FormulaEntry, Formulas, Step } from "../uncertainty/formulas.ts";
import { formulaDesk } from "../uncertainty/formulas.ts";
import { operations } from "../uncertainty/operations.ts";

/** A line of a parameter that is drawn. */
export interface DrawnLine {
  readonly line: number;
  readonly id: string;
  readonly value: number;
}

/** A line of a parameter that is a formula over others. */
export interface DerivedLine {
  readonly line: number;
  readonly id: string;
  readonly formula: string;
}

/** A line of an entry that a formula gives. */
export interface FormulaLine extends Omit<FormulaEntry, "step"> {
  readonly line: number;
  readonly formula: string;
}

/** What is wrong with a line. */
export interface LineFault {
  readonly line: number;
  readonly fault: string;
}

/** How far the value of a formula may be from its entry, of the largest number in it: digits that a file rounds away. */
const tolerance = 1e-9;

/**
 * The formulas of a system from the lines that state them. A formula is words with blanks between, each operation behind what it works
 * on: `2.1 0.2 $share * -` is 2.1 - 0.2 share. Refused, with the line: a word that is none, words that do not make one value, a parameter
 * that is not there or needs itself, an entry that is not what its formula gives at the static parameters.
 */
export function formulasIn({
  drawn,
  derived,
  lines,
}: {
  readonly drawn: readonly DrawnLine[];
  readonly derived: readonly DerivedLine[];
  readonly lines: readonly FormulaLine[];
}): Formulas | LineFault {
  const parameters = drawn.map(({ id, value }) => ({ id, value }));
  const steps: Step[] = parameters.map((_, place) => ({ kind: "parameter", place }));
  const stepOf = new Map(parameters.map(({ id }, place) => [id, place]));
  const ordered = inOrder(derived);
  if ("fault" in ordered) return ordered;
  for (const { id, line, formula } of ordered) {
    const step = addSteps(formula, steps, stepOf);
    if (typeof step === "string") return { line, fault: step };
    stepOf.set(id, step);
  }
  const entries: (FormulaEntry & { readonly from: number; readonly line: number })[] = [];
  for (const { formula, ...one } of lines) {
    const from = steps.length;
    const step = addSteps(formula, steps, stepOf);
    if (typeof step === "string") return { line: one.line, fault: step };
    entries.push({ ...one, step, from });
  }
  const values = formulaDesk({ parameters, steps }).valuesAt(Float64Array.from(parameters, ({ value }) => value));
  for (const { id, line, amount, step, from } of entries) {
    const value = values[step] as number;
    const size = values.subarray(from, step).reduce(
      (most, part) => (Number.isNaN(part) ? most : Math.max(most, Math.abs(part))), // of a branch that was not taken
      0,
    );
    const allowed = tolerance * Math.max(size, Math.abs(amount), Math.abs(value));
    if (!(Math.abs(value - amount) <= allowed))
      return {
        line,
        fault: `Entry ${id} is ${amount}, but its formula gives ${Number.isNaN(value) ? "no finite value" : value} at the static parameters. Correct one of them.`,
      };
  }
  return { parameters, steps, entries: entries.map(({ from: _from, line: _line, ...one }) => one) };
}

/** Parameters that are formulas, each behind those that it needs. */
function inOrder(derived: readonly DerivedLine[]): readonly DerivedLine[] | LineFault {
  const byId = new Map(derived.map((one) => [one.id, one]));
  const needs = new Map(derived.map(({ id, formula }) => [id, namesIn(formula).filter((name) => byId.has(name))]));
  const users = new Map<string, string[]>();
  for (const [id, names] of needs) for (const name of names) users.set(name, [...(users.get(name) ?? []), id]);
  const left = new Map([...needs].map(([id, names]) => [id, names.length]));
  const ready = derived.filter(({ id }) => left.get(id) === 0);
  for (const { id } of ready) {
    for (const user of users.get(id) ?? []) {
      const count = (left.get(user) as number) - 1; // every user is one of them
      left.set(user, count);
      if (count === 0) ready.push(byId.get(user) as DerivedLine);
    }
  }
  if (ready.length === derived.length) return ready;
  const open = new Set([...left].flatMap(([id, count]) => (count > 0 ? [id] : [])));
  const way: string[] = [];
  // Each of them needs another: going on, one comes back.
  for (let id = [...open][0] as string; !way.includes(id); ) {
    way.push(id);
    id = (needs.get(id) ?? []).find((name) => open.has(name)) as string;
    if (way.includes(id)) {
      const members = [...way.slice(way.indexOf(id)), id];
      return { line: byId.get(id)?.line as number, fault: `Parameters need each other: ${members.join(" -> ")}.` };
    }
  }
  throw new Error("Parameters that need each other have no cycle.");
}

const wordsIn = (formula: string): readonly string[] => formula.split(/\s+/).filter((word) => word !== "");

const namesIn = (formula: string): readonly string[] => [
  ...new Set(wordsIn(formula).flatMap((word) => (word.startsWith("$") ? [word.slice(1)] : []))),
];

/** Adds the steps of a formula and returns the last, or what is wrong with it. */
function addSteps(formula: string, steps: Step[], stepOf: ReadonlyMap<string, number>): number | string {
  const stack: number[] = [];
  const add = (step: Step): void => void stack.push(steps.push(step) - 1);
  for (const word of wordsIn(formula)) {
    if (word.startsWith("$")) {
      const step = stepOf.get(word.slice(1));
      if (step === undefined) return `"${word}" is no parameter: no line of matrix P has this id.`;
      stack.push(step);
      continue;
    }
    const operation = operations.get(word);
    if (operation === undefined) {
      if (word !== "NaN" && !Number.isFinite(Number(word)))
        return `"${word}" is neither a number, nor a parameter such as $share, nor one of ${[...operations.keys()].join(" ")}.`;
      add({ kind: "number", value: Number(word) });
      continue;
    }
    if (stack.length < operation.takes) return `"${word}" needs ${operation.takes} values before it.`;
    add({ kind: "operation", operation, of: stack.splice(-operation.takes) });
  }
  const [step] = stack;
  return step === undefined || stack.length > 1
    ? `The formula makes ${stack.length} values, and has to make one.`
    : step;
}
