import { isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from "yaml";
import type { Fault, Place } from "./fault.ts";

/** A YAML file with the place of everything in it. Every scalar is its text: `1.50` stays `1.50` until somebody reads a number. */
export type Tree =
  | { readonly kind: "text"; readonly text: string; readonly at: Place }
  | { readonly kind: "list"; readonly items: readonly Tree[]; readonly at: Place }
  | { readonly kind: "map"; readonly members: readonly Member[]; readonly at: Place };

export interface Member {
  readonly key: string;
  readonly keyAt: Place;
  readonly value: Tree;
}

const longest = 1_048_576;

/** One missing bracket breaks every line after it: the first errors of syntax say enough. */
const shown = 10;

/** Reads YAML 1.2, one document, without anchors and tags, at most 1 MiB. The tree is absent when the text cannot be read that far. */
export function yamlTree(text: string): { readonly tree?: Tree; readonly faults: readonly Fault[] } {
  if (text.length > longest) {
    return {
      faults: [sentence({ line: 1, column: 1 }, "The file has more than 1,048,576 characters.", "Split it.")],
    };
  }
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  try {
    const document = parseDocument(text, { ...strictly, lineCounter: lines });
    if (document.errors.length > 0) {
      return {
        faults: document.errors
          .slice(0, shown)
          .map(({ code, message, pos }) => notYaml(placeOf(pos[0]), code, message)),
      };
    }
    if (document.contents === null) {
      return { faults: [sentence({ line: 1, column: 1 }, "The file is empty.", "Begin with `factory: NAME`.")] };
    }
    const faults: Fault[] = [];
    const tree = treeOf(document.contents, { placeOf, faults });
    return faults.length > 0 ? { faults } : { tree, faults };
  } catch (error) {
    // The parser recurses: a file of a hundred thousand brackets ends its stack, and that is the file's fault.
    if (!(error instanceof RangeError)) throw error;
    return { faults: [sentence({ line: 1, column: 1 }, "The file is nested too deeply.", "Check its brackets.")] };
  }
}

const strictly = {
  schema: "failsafe",
  version: "1.2",
  strict: true,
  stringKeys: true,
  uniqueKeys: false, // the parser compares each name with each other: ten thousand channels would take a minute
  prettyErrors: false,
  logLevel: "error",
} as const;

const sentence = (at: Place, problem: string, fix: string): Fault => ({
  ...at,
  path: "",
  severity: "fault",
  problem,
  fix,
});

function notYaml(at: Place, code: string, message: string): Fault {
  if (code === "TAB_AS_INDENT") return sentence(at, "YAML does not indent with tabs.", "Use blanks.");
  if (code === "MULTIPLE_DOCS") return sentence(at, "A file holds one document.", "Give the second its own file.");
  return sentence(at, `This is not YAML: ${message}.`, "Check the indentation, and put quotes around text with `: `.");
}

interface Reading {
  readonly placeOf: (offset: number) => Place;
  readonly faults: Fault[];
}

function treeOf(node: ParsedNode | null, reading: Reading): Tree {
  if (node === null) return { kind: "text", text: "", at: { line: 1, column: 1 } };
  const at = reading.placeOf(node.range[0]);
  if (isAlias(node) || node.anchor !== undefined || (node.tag !== undefined && !node.tag.startsWith("tag:yaml.org"))) {
    reading.faults.push(sentence(at, "Anchors, aliases and tags have no place here.", "Write the value out."));
  }
  if (isAlias(node)) return { kind: "text", text: "", at };
  if (isScalar(node)) return { kind: "text", text: String(node.value ?? "").trim(), at };
  if (isSeq(node)) return { kind: "list", items: node.items.map((item) => treeOf(item, reading)), at };
  if (!isMap(node)) throw new Error("The YAML parser gave a node that is no scalar, list or map.");
  const names = new Set<string>();
  const members = node.items.map(({ key, value }) => ({
    key: isScalar(key) ? onlyOnce(String(key.value), reading.placeOf(key.range[0]), { names, reading }) : "",
    keyAt: key === null ? at : reading.placeOf(key.range[0]),
    value:
      value === null
        ? { kind: "text" as const, text: "", at: key === null ? at : reading.placeOf(key.range[1]) }
        : treeOf(value, reading),
  }));
  return { kind: "map", members, at };
}

function onlyOnce(
  name: string,
  at: Place,
  { names, reading }: { readonly names: Set<string>; readonly reading: Reading },
): string {
  if (names.has(name)) {
    reading.faults.push(
      sentence(at, `The name "${name}" stands twice in one place.`, "Rename one of them, or take it out."),
    );
  }
  names.add(name);
  return name;
}
