import type { Operation } from "./operations.ts";
import type { SystemValues } from "./uncertain-entry.ts";

/** One step of working formulas out: a number, a parameter by its place, or an operation on steps before it. */
export type Step =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "parameter"; readonly place: number }
  | { readonly kind: "operation"; readonly operation: Operation; readonly of: readonly number[] };

/** An entry that a formula gives: its value is that of a step. */
export interface FormulaEntry {
  readonly id: string;
  readonly matrix: Exclude<keyof SystemValues, "parameters">;
  /** Where in the values of that matrix. */
  readonly place: number;
  readonly step: number;
  /** As it stands in the matrix. */
  readonly amount: number;
}

/** Parameters that are drawn once a run, and the entries that depend on them. */
export interface Formulas {
  readonly parameters: readonly { readonly id: string; readonly value: number }[];
  /** What both parameters of a formula and entries share is worked out once. */
  readonly steps: readonly Step[];
  readonly entries: readonly FormulaEntry[];
}

/** Works formulas out, again and again without allocating. */
export interface FormulaDesk {
  /** The values of all steps at these parameters; not a number where a step has no finite value. Written over by the next call. */
  readonly valuesAt: (parameters: Float64Array) => Float64Array;
  /** The derivative of sum over steps of seed * step by each parameter, at the parameters of the last call. */
  readonly slopesOf: (seeds: Float64Array) => Float64Array;
}

/** Derivatives are exact: the chain rule backwards over the steps. They are 0 where a formula jumps, and one-sided where it bends. */
export function formulaDesk({ parameters, steps }: Pick<Formulas, "parameters" | "steps">): FormulaDesk {
  const values = Float64Array.from(steps, (step) => (step.kind === "number" ? step.value : Number.NaN));
  const read = steps.flatMap((step, at) => (step.kind === "parameter" ? [{ at, place: step.place }] : []));
  const made = steps.flatMap((step, at) => {
    if (step.kind !== "operation") return [];
    const [a, b = a, c = a] = step.of as readonly [number, number?, number?]; // one at least
    return [{ at, a, b, c, ...step.operation }];
  });
  return {
    valuesAt: (drawn) => {
      for (const { at, place } of read) values[at] = drawn[place] as number;
      for (const { at, a, b, c, value } of made) {
        const result = value(values[a] as number, values[b] as number, values[c] as number);
        values[at] = Number.isFinite(result) ? result : Number.NaN;
      }
      return values;
    },
    slopesOf: (seeds) => {
      const slopes = seeds.slice();
      for (const { at, a, b, c, takes, slopes: own } of made.toReversed()) {
        const seed = slopes[at] as number;
        if (seed === 0) continue; // a branch that was not taken may have no slope
        const parts = own(values[a] as number, values[b] as number, values[c] as number, values[at] as number);
        for (const [i, of] of [a, b, c].slice(0, takes).entries()) {
          const part = parts[i] as number;
          if (part !== 0) slopes[of] = (slopes[of] as number) + seed * part;
        }
      }
      const byParameter = new Float64Array(parameters.length);
      for (const { at, place } of read) byParameter[place] = (byParameter[place] as number) + (slopes[at] as number);
      return byParameter;
    },
  };
}

/** The places of the parameters that a step depends on. */
export function parametersOf({ steps }: Pick<Formulas, "steps">, step: number): readonly number[] {
  const open = [step];
  const seen = new Set(open);
  const found = new Set<number>();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const one = steps[at] as Step;
    if (one.kind === "parameter") found.add(one.place);
    if (one.kind !== "operation") continue;
    for (const next of one.of) {
      if (!seen.has(next)) open.push(next);
      seen.add(next);
    }
  }
  return [...found].sort((a, b) => a - b);
}
