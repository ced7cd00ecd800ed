import { accept, type Outcome, reject } from "@celadon/quantity";
import { create, type MathNode, parseDependencies } from "mathjs";

/** A reader of its own: names may be of any letters, 含碳率 as well as carbon_share, and nobody else's formulas change. */
const { parse } = create({ ...parseDependencies });
const isAlpha = parse.isAlpha;
parse.isAlpha = (c, before, after) => isAlpha(c, before, after) || /^\p{L}$/u.test(c);

/** A value, and the formula of a system folder by which it follows from parameters that are drawn: words, each operation behind what it works on. */
export interface Valued {
  readonly value: number;
  /** Left out where it follows from none of them. */
  readonly words?: string | undefined;
}

/** The value of a name in the formula's scope, or why it has none. */
export type Scope = (name: string) => Outcome<Valued, "formula">;

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

/** What a folder calls an operator. */
const words: Readonly<Record<string, string>> = {
  ...{ add: "+", subtract: "-", multiply: "*", divide: "/", pow: "^", unaryMinus: "neg" },
  ...{ smaller: "<", larger: ">", smallerEq: "<=", largerEq: ">=", equal: "=", unequal: "!=" },
};

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

const wordsOf = ({ value, words }: Valued): string => words ?? `${value}`;

/** What an operation makes of its parts; of any number of them (least, most) two by two. Every step has a finite value: `1 / (1 / 0)` is no 0, and a comparison with what is no number is neither true nor false. */
function made(name: string, value: number, parts: readonly Valued[]): Outcome<Valued, "formula"> {
  if (!Number.isFinite(value)) return reject("formula", "it has no finite value");
  const [first, ...others] = parts;
  if (first === undefined || parts.every((one) => one.words === undefined)) return accept({ value });
  const word = words[name] ?? name;
  if (others.length === 0)
    return accept({ value, words: name in silent ? wordsOf(first) : `${wordsOf(first)} ${word}` });
  return accept({ value, words: others.reduce((all, one) => `${all} ${wordsOf(one)} ${word}`, wordsOf(first)) });
}

/** Of one part these are the part itself. */
const silent: Readonly<Record<string, true>> = { unaryPlus: true, min: true, max: true };

function valuesOf(nodes: readonly Part[], scope: Scope): Outcome<readonly Valued[], "formula"> {
  const values: Valued[] = [];
  for (const node of nodes) {
    const value = nodeValue(node, scope);
    if (value.kind !== "accept") return value;
    values.push(value.value);
  }
  return accept(values);
}

/** The branch that is not taken is not asked for its value; where the condition is drawn another run may take it. */
function choiceOf([condition, then, otherwise]: readonly [Part, Part, Part], scope: Scope): Outcome<Valued, "formula"> {
  const chosen = nodeValue(condition, scope);
  if (chosen.kind !== "accept") return chosen;
  const isThen = chosen.value.value !== 0;
  const taken = nodeValue(isThen ? then : otherwise, scope);
  if (taken.kind !== "accept" || chosen.value.words === undefined) return taken;
  const other = nodeValue(isThen ? otherwise : then, scope);
  const [yes, no] = [wordsOf(taken.value), other.kind === "accept" ? wordsOf(other.value) : "NaN"];
  const branches = isThen ? `${yes} ${no}` : `${no} ${yes}`;
  return accept({ value: taken.value.value, words: `${chosen.value.words} ${branches} if` });
}

function callOf(name: string, args: readonly Part[], scope: Scope): Outcome<Valued, "formula"> {
  const [condition, then, otherwise] = args;
  if (name === "if" && condition !== undefined && then !== undefined && otherwise !== undefined && args.length === 3)
    return choiceOf([condition, then, otherwise], scope);
  const known = functions.get(name);
  if (known === undefined) return reject("formula", `function "${name}" is not known`);
  const [wanted, apply] = known;
  if (args.length === 0 || (wanted !== "any" && wanted !== args.length)) {
    return reject("formula", `function "${name}" has ${args.length} arguments`);
  }
  const values = valuesOf(args, scope);
  return values.kind === "accept" ? made(name, apply(...numbersOf(values.value)), values.value) : values;
}

const numbersOf = (parts: readonly Valued[]): readonly number[] => parts.map(({ value }) => value);

/** Only what is named here is evaluated: no assignment, no member, no text, no matrix. */
function nodeValue(node: Part, scope: Scope): Outcome<Valued, "formula"> {
  switch (node.type) {
    case "ConstantNode":
      return typeof node.value === "number"
        ? accept({ value: node.value })
        : reject("formula", "it holds what is no number");
    case "ParenthesisNode":
      return node.content === undefined ? reject("formula", "empty brackets") : nodeValue(node.content, scope);
    case "SymbolNode": {
      const name = (node.name ?? "").toLowerCase();
      return scope(name);
    }
    case "OperatorNode": {
      const name = typeof node.fn === "string" ? node.fn : "";
      const apply = operators.get(name);
      const values = valuesOf(node.args ?? [], scope);
      if (values.kind !== "accept") return values;
      if (apply === undefined) return reject("formula", "it has an unknown operator");
      return made(name, apply(...numbersOf(values.value)), values.value);
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
export function evaluated(formula: string, scope: Scope): Outcome<Valued, "formula"> {
  try {
    const tree: Part = parse(formula.replaceAll(";", ","));
    const value = nodeValue(tree, scope);
    return value.kind === "accept" && !Number.isFinite(value.value.value) ? made("", Number.NaN, []) : value;
  } catch {
    return reject("formula", "it cannot be read, or needs too many others");
  }
}

/**
 * The value of a formula as openLCA writes them: names in any case, `;` or `,` between arguments, `if(condition; then; otherwise)`.
 * Refused, with the formula: what cannot be read, an unknown name or function, a value that is not finite.
 */
export function formulaValue(formula: string, scope: Scope): Outcome<Valued, "formula"> {
  const value = evaluated(formula, scope);
  const shown = formula.length > 200 ? `${formula.slice(0, 200)}...` : formula;
  return value.kind === "accept" ? value : reject("formula", `Formula "${shown}" has no value: ${value.evidence}.`);
}
