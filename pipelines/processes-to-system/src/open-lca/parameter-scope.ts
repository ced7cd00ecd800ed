import { accept, type Outcome, reject } from "@celadon/quantity";
import { evaluated, type Scope } from "../formula.ts";
import { type Fields, flagOf, numberOf, textOf } from "./fields.ts";

const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
  ["true", 1],
  ["false", 0],
]);

/**
 * Names to values: the parameters given, else those of `outer`, else the constants. A name is the same in any case, the local one shadows the
 * global one, and a global formula never sees a local name. A cycle is refused with its members: `a -> b -> a`.
 */
export function parameterScope(parameters: readonly Fields[], outer?: Scope): Scope {
  const byName = new Map(parameters.map((one) => [(textOf(one, "name") ?? "").trim().toLowerCase(), one]));
  const known = new Map<string, Outcome<number, "formula">>();
  const open: string[] = [];
  const find = (name: string): Outcome<number, "formula"> => {
    const parameter = byName.get(name);
    if (parameter === undefined) {
      if (outer !== undefined) return outer(name);
      const constant = constants.get(name);
      return constant === undefined ? reject("formula", `"${name}" is no parameter`) : accept(constant);
    }
    const formula = textOf(parameter, "formula");
    if (formula === undefined || flagOf(parameter, "inputParameter", "isInputParameter")) {
      const value = numberOf(parameter, "value");
      return value === undefined ? reject("formula", `parameter "${name}" has no value`) : accept(value);
    }
    const before = known.get(name);
    if (before !== undefined) return before;
    if (open.includes(name)) {
      const members = [...open.slice(open.indexOf(name)), name];
      return reject("formula", `parameters need each other: ${members.join(" -> ")}`);
    }
    open.push(name);
    const value = evaluated(formula, find);
    open.pop();
    // Within a cycle the answer depends on where one entered it: only the outermost is kept.
    if (value.kind === "accept" || open.length === 0) known.set(name, value);
    return value;
  };
  return find;
}
