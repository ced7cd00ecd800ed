import { didYouMean } from "@celadon/quantity";
import { labelOf, type Path } from "./fault.ts";
import type { Report } from "./report.ts";
import type { Member, Tree } from "./yaml-tree.ts";

/** JSON Schema (2020-12), as far as the editor needs it. */
export type Schema = {
  readonly [key: string]:
    | string
    | number
    | boolean
    | readonly (string | number | boolean)[]
    | Schema
    | readonly Schema[];
};

/**
 * What a piece of the plant file may look like: how to read it, and how to tell an editor. One definition for both, so
 * that they cannot drift. `read` reports what is wrong and answers undefined where nothing usable is left.
 */
export interface Shape<T> {
  readonly schema: Schema;
  readonly read: (node: Tree, path: Path, report: Report) => T | undefined;
}

export interface Field<T, Needed extends boolean> {
  readonly shape: Shape<T>;
  readonly needed: Needed;
  readonly about: string;
}

/** A key that must be there. `about` is shown by the editor. */
export const need = <T>(shape: Shape<T>, about: string): Field<T, true> => ({ shape, needed: true, about });
/** A key that may be left out. */
export const may = <T>(shape: Shape<T>, about: string): Field<T, false> => ({ shape, needed: false, about });

export type Fields = { readonly [key: string]: Field<unknown, boolean> };

/** The value of a record with these fields. */
export type RecordOf<F extends Fields> = {
  readonly [K in keyof F as F[K] extends Field<unknown, true> ? K : never]: F[K] extends Field<infer T, true>
    ? T
    : never;
} & {
  readonly [K in keyof F as F[K] extends Field<unknown, true> ? never : K]?: F[K] extends Field<infer T, false>
    ? T
    : never;
};

/** What a shape reads. */
export type Read<S> = S extends Shape<infer T> ? T : never;

const kinds = { text: "a value", list: "a list", map: "a set of names" } as const;

/** One scalar. `read` answers a value, or the complaint about the text. */
export function scalar<T>(
  schema: Schema,
  read: (text: string) => { readonly value: T } | { readonly problem: string; readonly fix: string },
): Shape<T> {
  return {
    schema,
    read: (node, path, report) => {
      const label = labelOf(path);
      if (node.kind !== "text") {
        report.say(path, {
          at: node.at,
          problem: `${label} holds one value, not ${kinds[node.kind]}.`,
          fix: "Write one value.",
        });
        return undefined;
      }
      if (node.text === "") {
        report.say(path, { at: node.at, problem: `${label} is empty.`, fix: "Give it a value, or take the line out." });
        return undefined;
      }
      const answer = read(node.text);
      if ("value" in answer) return answer.value;
      report.say(path, { at: node.at, ...answer });
      return undefined;
    },
  };
}

/** The same text, read into something else. */
export const mapped = <T, U>(shape: Shape<T>, into: (value: T) => U): Shape<U> => ({
  schema: shape.schema,
  read: (node, path, report) => {
    const value = shape.read(node, path, report);
    return value === undefined ? undefined : into(value);
  },
});

/** Named fields, a closed set: an unknown key is a fault that names its near misses. */
export function record<F extends Fields>(fields: F): Shape<RecordOf<F>> {
  return {
    schema: recordSchema(fields),
    read: (node, path, report) => {
      const parts = readParts(fields, node, path, report);
      const isWhole =
        parts !== undefined && Object.entries(fields).every(([key, { needed }]) => !needed || key in parts);
      return isWhole ? (parts as RecordOf<F>) : undefined; // every needed key is in it, as just checked
    },
  };
}

/** The fields that could be read, even where needed ones are missing: so that the rest of the file can be checked too. */
export function readParts<F extends Fields>(
  fields: F,
  node: Tree,
  path: Path,
  report: Report,
): Partial<RecordOf<F>> | undefined {
  if (node.kind !== "map") {
    report.say(path, {
      at: node.at,
      problem: `${labelOf(path)} is a set of names with values, not ${kinds[node.kind]}.`,
      fix: `Write ${Object.keys(fields)
        .slice(0, 3)
        .map((key) => `\`${key}: ...\``)
        .join(", ")} under it.`,
    });
    return undefined;
  }
  const parts: Record<string, unknown> = {};
  for (const member of node.members) {
    const value = readMember(fields, member, path, report);
    if (value !== undefined) parts[member.key] = value;
  }
  for (const [key, { needed, about }] of Object.entries(fields)) {
    if (!needed || node.members.some((member) => member.key === key)) continue;
    report.say(path, { problem: `${labelOf(path)} has no "${key}".`, fix: `Add \`${key}\`: ${about}` });
  }
  return parts as Partial<RecordOf<F>>; // each value came from the shape of its own field
}

function readMember(fields: Fields, { key, keyAt, value }: Member, path: Path, report: Report): unknown {
  const field = fields[key];
  if (field !== undefined) return field.shape.read(value, [...path, key], report);
  const near = didYouMean(key, Object.keys(fields));
  // `{ en: Treatment plant, Melbourne }` is two keys to YAML, the second without a value.
  const isTorn = near === "" && value.kind === "text" && value.text === "";
  report.say([...path, key], {
    at: keyAt,
    problem: `"${key}" is no key of ${path.length === 0 ? "the file" : labelOf(path)}.${near}`,
    fix: isTorn
      ? `Put quotes around text with a comma, or write \`${key}: VALUE\`.`
      : `Known keys: ${Object.keys(fields).join(", ")}.`,
  });
  return undefined;
}

const recordSchema = (fields: Fields): Schema => ({
  type: "object",
  properties: Object.fromEntries(
    Object.entries(fields).map(([key, { shape, about }]) => [key, { ...shape.schema, description: about }]),
  ),
  required: Object.keys(fields).filter((key) => fields[key]?.needed),
  additionalProperties: false,
});
