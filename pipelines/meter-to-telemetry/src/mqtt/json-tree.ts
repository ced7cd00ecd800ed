import { accept, type Outcome, reject } from "@celadon/quantity";
import { shown } from "../fault.ts";
import { type JsonCursor, type JsonScalar, skipBlanks, takeScalar, takeSign, takeText } from "../json-cursor.ts";

/** A JSON text as it was written: numbers keep their digits, an object its order, and no key means anything to the language. */
export type JsonTree = JsonScalar | readonly JsonTree[] | ReadonlyMap<string, JsonTree>;

export const isScalar = (tree: JsonTree): tree is JsonScalar => "kind" in tree;
export const isObject = (tree: JsonTree): tree is ReadonlyMap<string, JsonTree> => tree instanceof Map;

const depthMax = 32;

/** Reads one JSON text (RFC 8259). A key twice in an object is refused: of two values nobody knows which one was meant. */
export function readJsonTree(json: string): Outcome<JsonTree, "bad-json"> {
  const at: JsonCursor & { wanted: string } = { json, p: 0, wanted: "a value" };
  skipBlanks(at);
  const tree = takeTree(at, depthMax);
  if (tree === undefined) return broken(at);
  skipBlanks(at);
  if (at.p === json.length) return accept(tree);
  at.wanted = "the end of the message";
  return broken(at);
}

interface Reading extends JsonCursor {
  /** What belongs where reading stopped. */
  wanted: string;
}

const broken = ({ json, p, wanted }: Reading): Outcome<never, "bad-json"> =>
  reject(
    "bad-json",
    p >= json.length
      ? `The JSON ends where ${wanted} belongs: send one complete value.`
      : `At letter ${p + 1} stands ${shown(json.slice(p, p + 20))} where ${wanted} belongs: send JSON by RFC 8259.`,
  );

function takeTree(at: Reading, depth: number): JsonTree | undefined {
  const scalar = takeScalar(at);
  if (scalar !== undefined) return scalar;
  if (depth === 0) return stop(at, `a value at most ${depthMax} deep`);
  if (takeSign(at, "{")) return takeObject(at, depth);
  if (takeSign(at, "[")) return takeList(at, depth);
  return stop(at, "a value (a number, text in quotes, a list or an object; JSON has no NaN and no Infinity)");
}

function takeObject(at: Reading, depth: number): JsonTree | undefined {
  const members = new Map<string, JsonTree>();
  if (takeSign(at, "}")) return members;
  do {
    const name = takeText(at);
    if (name === undefined) return stop(at, "the name of a field");
    if (members.has(name)) return stop(at, `another field than ${shown(name)}, which is there already,`);
    if (!takeSign(at, ":")) return stop(at, '":"');
    const value = takeTree(at, depth - 1);
    if (value === undefined) return undefined;
    members.set(name, value);
  } while (takeSign(at, ","));
  return takeSign(at, "}") ? members : stop(at, '"," or "}"');
}

function takeList(at: Reading, depth: number): JsonTree | undefined {
  const items: JsonTree[] = [];
  if (takeSign(at, "]")) return items;
  do {
    const item = takeTree(at, depth - 1);
    if (item === undefined) return undefined;
    items.push(item);
  } while (takeSign(at, ","));
  return takeSign(at, "]") ? items : stop(at, '"," or "]"');
}

function stop(at: Reading, wanted: string): undefined {
  at.wanted = wanted;
  return undefined;
}
