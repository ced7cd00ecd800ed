import type { Scope } from "../formula.ts";
import { parameterName, parameterScope } from "../parameter-scope.ts";
import type { Finding } from "../report.ts";
import type { ProcessDocument } from "./document-shape.ts";
import { type Redefined, redefinedParameters } from "./redefined-parameters.ts";

/** The value of every parameter by `name` and `process/name`, in order of them; one without a value is null and a finding. */
export function parameterValues(
  { parameters, processes }: ProcessDocument,
  globals: Scope,
  set: Redefined,
): { readonly values: Readonly<Record<string, number | null>>; readonly findings: readonly Finding[] } {
  const names = [
    ...(parameters ?? []).map(({ name }) => ({ key: parameterName(name), name, scope: globals })),
    ...processes.flatMap(({ id, parameters: local }) => {
      const scope = parameterScope(redefinedParameters(local ?? [], set, id), { outer: globals });
      return (local ?? []).map(({ name }) => ({ key: `${id}/${parameterName(name)}`, name, scope }));
    }),
  ].sort((a, b) => (a.key < b.key ? -1 : 1));
  const findings: Finding[] = [];
  const values = names.map(({ key, name, scope }): readonly [string, number | null] => {
    const value = scope(parameterName(name));
    if (value.kind === "accept") return [key, value.value.value];
    findings.push({ rule: "parameter", id: key, message: `Parameter "${name}" has no value: ${value.evidence}.` });
    return [key, null];
  });
  return { values: Object.fromEntries(values), findings };
}
