import { accept, type Outcome, reject } from "@celadon/quantity";
import { type DrawnParameters, derivedParameter, drawnParameter, drawnWords, wordOf } from "./drawn-parameter.ts";
import { evaluated, type Scope, type Valued } from "./formula.ts";
import type { Finding } from "./report.ts";
import type { Spread } from "./spread.ts";

/** A number with a name, or a formula over other names; and how its value is spread, where it is. */
export type Parameter = {
  readonly name: string;
  readonly spreadOf?: ((value: number, scope: Scope) => Outcome<Spread | undefined, string>) | undefined;
} & ({ readonly formula: string } | { readonly value: number | undefined });

/** Where parameters that are drawn are put down, and what their uncertainty has against it. */
export interface Drawing {
  readonly parameters: DrawnParameters;
  readonly findings: Finding[];
}

const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
  ["true", 1],
  ["false", 0],
]);

/** A name is the same in any case, and without the blanks around it. */
export const parameterName = (name: string): string => name.trim().toLowerCase();

/**
 * Names to values: the parameters given, else those of `outer`, else the constants. The local one shadows the global one, and a
 * global formula never sees a local name. A parameter that is spread, or follows from one, comes with the word that formulas of a folder
 * call it by, and is put down in `drawing`; `owner`: the process whose parameters they are. A cycle is refused with its members: `a -> b -> a`; so is a name that stands twice, of which no one is meant.
 */
export function parameterScope(
  parameters: readonly Parameter[],
  { outer, owner, drawing }: { readonly outer?: Scope; readonly owner?: string; readonly drawing?: Drawing } = {},
): Scope {
  const byName = new Map<string, Parameter>();
  const twice = new Set<string>();
  for (const one of parameters) {
    const name = parameterName(one.name);
    if (byName.has(name)) twice.add(name);
    byName.set(name, one);
  }
  const known = new Map<string, Outcome<Valued, "formula">>();
  const open: string[] = [];
  /** Values alone: a spread is that of the static run. */
  let still: Scope | undefined;
  /** The value as it is drawn, where it is. */
  const drawn = (name: string, of: Valued, { spreadOf }: Parameter): Valued => {
    if (drawing === undefined || (of.words === undefined && spreadOf === undefined)) return of;
    const id = owner === undefined ? name : `${owner}/${name}`;
    still ??= parameterScope(parameters, outer === undefined ? {} : { outer });
    const spread = spreadOf?.(of.value, still) ?? accept(undefined);
    if (spread.kind !== "accept") drawing.findings.push({ rule: "uncertainty", id, message: spread.evidence });
    const own = spread.kind === "accept" ? spread.value : undefined;
    if (of.words === undefined && own === undefined) return of;
    const words = of.words === undefined ? undefined : drawnWords({ ...of, spread: own }, id, drawing.parameters);
    const parameter = words === undefined ? drawnParameter(id, of.value, own as Spread) : derivedParameter(id, words); // one of the two
    drawing.parameters.set(parameter.id, parameter);
    return { value: of.value, words: wordOf(parameter) };
  };
  const find = (name: string): Outcome<Valued, "formula"> => {
    const parameter = byName.get(name);
    if (parameter === undefined) {
      if (outer !== undefined) return outer(name);
      const constant = constants.get(name);
      return constant === undefined ? reject("formula", `"${name}" is no parameter`) : accept({ value: constant });
    }
    if (twice.has(name)) return reject("formula", `parameter "${name}" stands there several times`);
    const before = known.get(name);
    if (before !== undefined) return before;
    if (!("formula" in parameter)) {
      const { value } = parameter;
      if (value === undefined) return reject("formula", `parameter "${name}" has no value`);
      const valued = accept(drawn(name, { value }, parameter));
      known.set(name, valued);
      return valued;
    }
    if (open.includes(name)) {
      const members = [...open.slice(open.indexOf(name)), name];
      return reject("formula", `parameters need each other: ${members.join(" -> ")}`);
    }
    const depth = open.length;
    open.push(name);
    const found = evaluated(parameter.formula, find);
    const value = found.kind === "accept" ? accept(drawn(name, found.value, parameter)) : found;
    open.length = depth; // a formula that needs too many others leaves some open
    // Within a cycle the answer depends on where one entered it: only the outermost is kept.
    if (value.kind === "accept" || open.length === 0) known.set(name, value);
    return value;
  };
  return find;
}
