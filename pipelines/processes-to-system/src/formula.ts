import { accept, type Outcome, reject } from "@celadon/quantity";
import { create, type MathNode, parseDependencies } from "mathjs";

/** A reader of its own: names may be of any letters, 含碳率 as well as carbon_share, and nobody else's formulas change. */
const { parse } = create({ ...parseDependencies });
const isAlpha = parse.isAlpha;
parse.isAlpha = (c, before, after) => isAlpha(c, before, after) || /^\p{L}$/u.test(c);

/** The value of a name in the formula's scope, or why it has none. */
export type Scope = (name: string) => Outcome<number, "formula">;

type Apply = (...values: readonly number[]) => number;

/** The functions that mean the same wherever formulas are written; `log` is none of them (base 10 or e), `ln` and `log10` are. */
const functions: ReadonlyMap<string, readonly [arguments_: number | "any", apply: Apply]> = new Map<
  string,
  readonly [number | "any", Apply]
>([
  ["abs", [1, Math.abs as Apply]],
  ["sqrt", [1, Math.sqrt as Apply]],
  ["exp", [1, Math.exp as Apply]],
  ["ln", [1, Math.log as Apply]],
  ["log10", [1, Math.log10 as Apply]],
  ["sin", [1, Math.sin as Apply]],
  ["cos", [1, Math.cos as Apply]],
  ["tan", [1, Math.tan as Apply]],
  ["floor", [1, Math.floor as Apply]],
  ["ceil", [1, Math.ceil as Apply]],
  ["pow", [2, Math.pow as Apply]],
  ["min", ["any", Math.min]],
  ["max", ["any", Math.max]],
]);

const operators: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  ["add", (a = Number.NaN, b = Number.NaN) => a + b],
  ["subtract", (a = Number.NaN, b = Number.NaN) => a - b],
  ["multiply", (a = Number.NaN, b = Number.NaN) => a * b],
  ["divide", (a = Number.NaN, b = Number.NaN) => a / b],
  ["pow", (a = Number.NaN, b = Number.NaN) => a ** b],
  ["unaryMinus", (a = Number.NaN) => -a],
  ["unaryPlus", (a = Number.NaN) => a],
  ["smaller", (a = Number.NaN, b = Number.NaN) => Number(a < b)],
  ["larger", (a = Number.NaN, b = Number.NaN) => Number(a > b)],
  ["smallerEq", (a = Number.NaN, b = Number.NaN) => Number(a <= b)],
  ["largerEq", (a = Number.NaN, b = Number.NaN) => Number(a >= b)],
  ["equal", (a = Number.NaN, b = Number.NaN) => Number(a === b)],
  ["unequal", (a = Number.NaN, b = Number.NaN) => Number(a !== b)],
]);

/** The parts of a node that are read here; mathjs gives each kind of node its own. */
interface Part extends MathNode {
  readonly value?: unknown;
  readonly name?: string;
  readonly fn?: string | { readonly name?: string };
  readonly args?: readonly Part[];
  readonly content?: Part;
}

function valuesOf(nodes: readonly Part[], scope: Scope): Outcome<readonly number[], "formula"> {
  const values: number[] = [];
  for (const node of nodes) {
    const value = nodeValue(node, scope);
    if (value.kind !== "accept") return value;
    values.push(value.value);
  }
  return accept(values);
}

function callOf(name: string, args: readonly Part[], scope: Scope): Outcome<number, "formula"> {
  const [condition, then, otherwise] = args;
  if (name === "if" && condition !== undefined && then !== undefined && otherwise !== undefined && args.length === 3) {
    const chosen = nodeValue(condition, scope);
    return chosen.kind === "accept" ? nodeValue(chosen.value === 0 ? otherwise : then, scope) : chosen;
  }
  const known = functions.get(name);
  if (known === undefined) return reject("formula", `function "${name}" is not known`);
  const [wanted, apply] = known;
  if (args.length === 0 || (wanted !== "any" && wanted !== args.length)) {
    return reject("formula", `function "${name}" has ${args.length} arguments`);
  }
  const values = valuesOf(args, scope);
  return values.kind === "accept" ? finite(apply(...values.value)) : values;
}

/** Every step has a finite value: `1 / (1 / 0)` is no 0, and a comparison with what is no number is neither true nor false. */
const finite = (value: number): Outcome<number, "formula"> =>
  Number.isFinite(value) ? accept(value) : reject("formula", "it has no finite value");

/** Only what is named here is evaluated: no assignment, no member, no text, no matrix. */
function nodeValue(node: Part, scope: Scope): Outcome<number, "formula"> {
  switch (node.type) {
    case "ConstantNode":
      return typeof node.value === "number" ? accept(node.value) : reject("formula", "it holds what is no number");
    case "ParenthesisNode":
      return node.content === undefined ? reject("formula", "empty brackets") : nodeValue(node.content, scope);
    case "SymbolNode": {
      const name = (node.name ?? "").toLowerCase();
      return scope(name);
    }
    case "OperatorNode": {
      const apply = operators.get(typeof node.fn === "string" ? node.fn : "");
      const values = valuesOf(node.args ?? [], scope);
      if (values.kind !== "accept") return values;
      return apply === undefined ? reject("formula", "it has an unknown operator") : finite(apply(...values.value));
    }
    case "FunctionNode": {
      const name = typeof node.fn === "object" ? node.fn.name : node.fn;
      return callOf((name ?? "").toLowerCase(), node.args ?? [], scope);
    }
    default:
      return reject("formula", `a ${node.type} is not allowed`);
  }
}

/** The value of a formula, or the bare cause why it has none, for whoever says which formula it was. */
export function evaluated(formula: string, scope: Scope): Outcome<number, "formula"> {
  try {
    const tree: Part = parse(formula.replaceAll(";", ","));
    const value = nodeValue(tree, scope);
    return value.kind === "accept" ? finite(value.value) : value;
  } catch {
    return reject("formula", "it cannot be read, or needs too many others");
  }
}

/**
 * The value of a formula as openLCA writes them: names in any case, `;` or `,` between arguments, `if(condition; then; otherwise)`.
 * Refused, with the formula: what cannot be read, an unknown name or function, a value that is not finite.
 */
export function formulaValue(formula: string, scope: Scope): Outcome<number, "formula"> {
  const value = evaluated(formula, scope);
  const shown = formula.length > 200 ? `${formula.slice(0, 200)}...` : formula;
  return value.kind === "accept" ? value : reject("formula", `Formula "${shown}" has no value: ${value.evidence}.`);
}
