import { accept, didYouMean, type Outcome, reject } from "@celadon/quantity";
import { type Parameter, parameterName } from "../parameter-scope.ts";
import type { ProcessDocument } from "./document-shape.ts";
import { spreadIn } from "./spread-in.ts";

/** Parameters that a scenario redefines: `name`, everywhere, or `process/name`, in that process alone. */
export type Redefined = ReadonlyMap<string, number>;

type Stated = NonNullable<ProcessDocument["parameters"]>;

/**
 * Parameters of a document (`processId` undefined) or of a process, with those redefined in their place: a redefinition shadows the local
 * one and the global one alike, and formulas over the name see it. What is redefined is said to be so, and not spread.
 */
export const redefinedParameters = (stated: Stated, set: Redefined, processId?: string): readonly Parameter[] =>
  stated.map(({ name, value, uncertainty }) => {
    const plain = parameterName(name);
    const own = processId === undefined ? undefined : set.get(`${processId}/${plain}`);
    const redefined = own ?? set.get(plain);
    if (redefined !== undefined) return { name, value: redefined };
    const spreadOf: Parameter["spreadOf"] =
      uncertainty === undefined ? undefined : (amount, scope) => spreadIn(uncertainty, amount, scope);
    return typeof value === "number" ? { name, value, spreadOf } : { name, formula: value, spreadOf };
  });

/** The names that may be redefined: `name`, and `process/name` for local ones. */
const parameterNames = ({ parameters, processes }: ProcessDocument): ReadonlySet<string> =>
  new Set([
    ...(parameters ?? []).map(({ name }) => parameterName(name)),
    ...processes.flatMap(({ id, parameters: local }) =>
      (local ?? []).flatMap(({ name }) => [parameterName(name), `${id}/${parameterName(name)}`]),
    ),
  ]);

/** What a person redefines, by the names as they are compared. Refused: a parameter that the document does not have, one given twice, and what is no number. */
export function redefined(
  set: Readonly<Record<string, number>>,
  document: ProcessDocument,
): Outcome<Redefined, "unknown-parameter"> {
  const known = parameterNames(document);
  const values = new Map<string, number>();
  for (const [key, value] of Object.entries(set)) {
    const slash = key.lastIndexOf("/");
    const name = `${key.slice(0, slash + 1)}${parameterName(key.slice(slash + 1))}`;
    if (!known.has(name)) {
      const plain = name.slice(slash + 1);
      const fix =
        slash !== -1 && known.has(plain)
          ? ` "${plain}" is none of that process's own: redefine it everywhere, without "${key.slice(0, slash + 1)}".`
          : didYouMean(name, known);
      return reject("unknown-parameter", `There is no parameter "${key}".${fix}`);
    }
    if (!Number.isFinite(value)) {
      return reject("unknown-parameter", `Parameter "${key}" is redefined as ${value}, which is no number.`);
    }
    if (values.has(name)) {
      return reject("unknown-parameter", `Parameter "${name}" is redefined several times, as "${key}" too. Keep one.`);
    }
    values.set(name, value);
  }
  return accept(values);
}
