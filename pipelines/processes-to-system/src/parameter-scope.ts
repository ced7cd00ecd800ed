import { accept, type Outcome, reject } from "@celadon/quantity";
import { evaluated, type Scope } from "./formula.ts";

/** A number with a name, or a formula over other names. */
export type Parameter =
  | { readonly name: string; readonly formula: string }
  | { readonly name: string; readonly value: number | undefined };

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
 * global formula never sees a local name. A cycle is refused with its members: `a -> b -> a`; so is a name that stands twice, of which no one is meant.
 */
export function parameterScope(parameters: readonly Parameter[], outer?: Scope): Scope {
  const byName = new Map<string, Parameter>();
  const twice = new Set<string>();
  for (const one of parameters) {
    const name = parameterName(one.name);
    if (byName.has(name)) twice.add(name);
    byName.set(name, one);
  }
  const known = new Map<string, Outcome<number, "formula">>();
  const open: string[] = [];
  const find = (name: string): Outcome<number, "formula"> => {
    const parameter = byName.get(name);
    if (parameter === undefined) {
      if (outer !== undefined) return outer(name);
      const constant = constants.get(name);
      return constant === undefined ? reject("formula", `"${name}" is no parameter`) : accept(constant);
    }
    if (twice.has(name)) return reject("formula", `parameter "${name}" stands there several times`);
    if (!("formula" in parameter)) {
      const { value } = parameter;
      return value === undefined ? reject("formula", `parameter "${name}" has no value`) : accept(value);
    }
    const before = known.get(name);
    if (before !== undefined) return before;
    if (open.includes(name)) {
      const members = [...open.slice(open.indexOf(name)), name];
      return reject("formula", `parameters need each other: ${members.join(" -> ")}`);
    }
    const depth = open.length;
    open.push(name);
    const value = evaluated(parameter.formula, find);
    open.length = depth; // a formula that needs too many others leaves some open
    // Within a cycle the answer depends on where one entered it: only the outermost is kept.
    if (value.kind === "accept" || open.length === 0) known.set(name, value);
    return value;
  };
  return find;
}
