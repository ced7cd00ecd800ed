import { type FormulaEntry, type Formulas, formulaDesk, parametersOf } from "./formulas.ts";
import type { SystemValues } from "./uncertain-entry.ts";

/** Parameters that a sentence names. */
const namedMost = 10;

/** An entry whose formula has no finite value at the parameters of a run. */
export interface FormulaFault {
  readonly entry: string;
  /** `id = value` of each parameter that it depends on. */
  readonly at: string;
}

/**
 * Writes what formulas give at the parameters of a run over the entries that have one:  entry = stated + f(run) - f(static), so that the
 * static parameters give the static bits. Counts into `crossings`, by entry, those whose sign is not that of the stated amount. Returns the
 * first entry without a finite value, if there is one.
 */
export function formulaValues(
  formulas: Formulas,
): (values: SystemValues, crossings: Uint32Array) => FormulaFault | undefined {
  const { parameters, entries } = formulas;
  const desk = formulaDesk(formulas);
  const still = desk.valuesAt(Float64Array.from(parameters, ({ value }) => value));
  const places = Int32Array.from(entries, ({ place }) => place);
  const steps = Int32Array.from(entries, ({ step }) => step);
  const stated = Float64Array.from(entries, ({ amount }) => amount);
  const shifts = Float64Array.from(entries, ({ amount, step }) => amount - (still[step] as number));
  return (values, crossings) => {
    const drawn = desk.valuesAt(values.parameters);
    for (let e = 0; e < entries.length; e++) {
      const value = (drawn[steps[e] as number] as number) + (shifts[e] as number);
      if (!Number.isFinite(value)) return faultOf(formulas, entries[e] as FormulaEntry, values.parameters);
      if (value * (stated[e] as number) < 0) crossings[e] = (crossings[e] as number) + 1;
      values[(entries[e] as FormulaEntry).matrix][places[e] as number] = value;
    }
    return undefined;
  };
}

function faultOf(formulas: Formulas, { id, step }: FormulaEntry, drawn: Float64Array): FormulaFault {
  const places = parametersOf(formulas, step);
  const named = places.slice(0, namedMost).map((place) => `${formulas.parameters[place]?.id} = ${drawn[place]}`);
  const more = places.length > namedMost ? ` and ${places.length - namedMost} more` : "";
  return { entry: id, at: `${named.join(", ")}${more}` };
}
