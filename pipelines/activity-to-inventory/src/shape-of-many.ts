import { labelOf, type Path } from "./fault.ts";
import type { Report } from "./report.ts";
import type { Schema, Shape } from "./shape.ts";
import type { Tree } from "./yaml-tree.ts";

/** One name of a dictionary. `value` is absent when it could not be read: the name is known all the same. */
export interface Entry<T> {
  readonly name: string;
  readonly value: T | undefined;
}

/** Answers what is wrong with a name, or undefined. */
export type NameRule = (name: string) => { readonly problem: string; readonly fix: string } | undefined;

/** Names the engineer chooses, each with a value of one shape. Sorted by name: the order in the file means nothing. */
export function dictionary<T>(shape: Shape<T>, rule: NameRule): Shape<readonly Entry<T>[]> {
  return {
    schema: { type: "object", additionalProperties: shape.schema, minProperties: 1 },
    read: (node, path, report) => {
      if (node.kind !== "map") {
        say(path, node, report, "a set of names", `Write \`NAME: ...\` under it, one line for each.`);
        return undefined;
      }
      const entries = node.members.map(({ key, keyAt, value }) => {
        const complaint = rule(key);
        if (complaint !== undefined) report.say([...path, key], { at: keyAt, ...complaint });
        return { name: key, value: shape.read(value, [...path, key], report) };
      });
      return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

/** A list; what cannot be read is left out of it, and reported. */
export function list<T>(shape: Shape<T>): Shape<readonly T[]> {
  return {
    schema: { type: "array", items: shape.schema },
    read: (node, path, report) => {
      if (node.kind !== "list") {
        say(path, node, report, "a list", "Write each item on a line of its own that begins with `- `.");
        return undefined;
      }
      const items = node.items.map((item, i) => shape.read(item, [...path, i], report));
      return items.filter((item) => item !== undefined);
    },
  };
}

/** One value in place of the set of names that it abbreviates. */
export function short<T>(brief: Shape<T>, full: Shape<T>): Shape<T> {
  const schema: Schema = { anyOf: [brief.schema, full.schema] };
  return {
    schema,
    read: (node, path, report) => (node.kind === "text" ? brief : full).read(node, path, report),
  };
}

function say(path: Path, node: Tree, report: Report, wanted: string, fix: string): void {
  const isEmpty = node.kind === "text" && node.text === "";
  report.say(path, {
    at: node.at,
    problem: isEmpty ? `${labelOf(path)} is empty.` : `${labelOf(path)} is ${wanted}.`,
    fix: isEmpty ? "Put something under it, or take the line out." : fix,
  });
}
