import { didYouMean } from "@celadon/quantity";

/** JSON Schema (draft-07), as far as an editor needs it. */
export type Schema = { readonly [key: string]: unknown };

/** What is wrong with a document, and where: `processes[2].exchanges[0].unit`. */
export interface Fault {
  readonly at: string;
  readonly message: string;
}

/**
 * What a piece of the document may look like: how to read it, and how to tell an editor. One definition for both, so that they cannot
 * drift. `read` adds what is wrong to the faults, and answers undefined where nothing usable is left.
 */
export interface Shape<T> {
  readonly schema: Schema;
  readonly read: (value: unknown, at: string, faults: Fault[]) => T | undefined;
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

type Fields = { readonly [key: string]: Field<unknown, boolean> };

type RecordOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T, infer Needed>
    ? Needed extends true
      ? T
      : T | undefined
    : never;
};

/** What a shape reads. */
export type Read<S> = S extends Shape<infer T> ? T : never;

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
};

const leaf = <T>(schema: Schema, what: string, read: (value: unknown) => T | undefined): Shape<T> => ({
  schema,
  read: (value, at, faults) => {
    const found = read(value);
    if (found === undefined) faults.push({ at, message: `${shown(value)} is not ${what}.` });
    return found;
  },
});

/** A text that is not blank and has no blanks around it: ids are compared letter by letter. */
export const text = leaf({ type: "string", pattern: "^\\S(.*\\S)?$" }, "a text without blanks around it", (value) =>
  typeof value === "string" && value !== "" && value.trim() === value ? value : undefined,
);

export const flag = leaf({ type: "boolean" }, "true or false", (value) =>
  typeof value === "boolean" ? value : undefined,
);

export const number = leaf({ type: "number" }, "a number", (value) =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined,
);

/** A number, or a formula over parameters. */
export type Quantity = number | string;

export const quantity: Shape<Quantity> = leaf(
  { anyOf: [{ type: "number" }, { type: "string", pattern: "\\S" }] },
  "a number, or a formula as a text",
  (value) => {
    if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
    return typeof value === "string" && value.trim() !== "" ? value : undefined;
  },
);

/** One of the words. */
export const word = <W extends string>(...words: readonly W[]): Shape<W> => ({
  schema: { enum: words },
  read: (value, at, faults) => {
    const found = words.find((one) => one === value);
    if (found !== undefined) return found;
    const near = typeof value === "string" ? didYouMean(value, words) : "";
    faults.push({ at, message: `${shown(value)} is not one of ${words.join(", ")}.${near}` });
    return undefined;
  },
});

export const list = <T>(of: Shape<T>): Shape<readonly T[]> => ({
  schema: { type: "array", items: of.schema },
  read: (value, at, faults) => {
    if (!Array.isArray(value)) {
      faults.push({ at, message: `${shown(value)} is not a list.` });
      return undefined;
    }
    return value.flatMap((one: unknown, i): readonly T[] => {
      const read = of.read(one, `${at}[${i}]`, faults);
      return read === undefined ? [] : [read];
    });
  },
});

/** A list of exactly so many. */
export const tuple = <T>(of: Shape<T>, count: number): Shape<readonly T[]> => ({
  schema: { type: "array", items: of.schema, minItems: count, maxItems: count },
  read: (value, at, faults) => {
    const read = list(of).read(value, at, faults);
    if (Array.isArray(value) && value.length !== count) {
      faults.push({ at, message: `${value.length} values stand here, not ${count}.` });
      return undefined;
    }
    return read;
  },
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const under = (at: string, key: string): string => (at === "" ? key : `${at}.${key}`);

/** Names that the writer chooses, to values of one shape, in order of the names. */
export const map = <T>(of: Shape<T>): Shape<ReadonlyMap<string, T>> => ({
  schema: { type: "object", additionalProperties: of.schema },
  read: (value, at, faults) => {
    if (!isObject(value)) {
      faults.push({ at, message: `${shown(value)} is not a set of names, { ... }.` });
      return undefined;
    }
    const read = Object.keys(value)
      .sort()
      .flatMap((key): readonly (readonly [string, T])[] => {
        const one = of.read(value[key], under(at, key), faults);
        return one === undefined ? [] : [[key, one]];
      });
    return new Map(read);
  },
});

/** A record with these keys and no other: a misspelt key would be left out in silence. */
export const record = <F extends Fields>(fields: F): Shape<RecordOf<F>> => ({
  schema: {
    type: "object",
    properties: Object.fromEntries(
      Object.entries(fields).map(([key, { shape, about }]) => [key, { ...shape.schema, description: about }]),
    ),
    required: Object.entries(fields).flatMap(([key, { needed }]) => (needed ? [key] : [])),
    additionalProperties: false,
  },
  read: (value, at, faults) => {
    if (!isObject(value)) {
      faults.push({ at, message: `${shown(value)} is not a record, { ... }.` });
      return undefined;
    }
    const before = faults.length;
    for (const key of Object.keys(value)) {
      if (Object.hasOwn(fields, key)) continue;
      const known = Object.keys(fields);
      faults.push({
        at: under(at, key),
        message: `There is no such key.${didYouMean(key, known)} Known: ${known.join(", ")}.`,
      });
    }
    const read: Record<string, unknown> = {};
    for (const [key, { shape, needed }] of Object.entries(fields)) {
      if (Object.hasOwn(value, key)) read[key] = shape.read(value[key], under(at, key), faults);
      else {
        read[key] = undefined;
        if (needed) faults.push({ at: under(at, key), message: "This key is missing." });
      }
    }
    // Without a fault every needed key was read, by the shape that its type comes from.
    return faults.length === before ? (read as RecordOf<F>) : undefined;
  },
});

/** One of several records, told apart by which word stands under a key. */
export function choice<K extends string, V extends { readonly [word: string]: Fields }>(
  key: K,
  variants: V,
): Shape<{ [W in keyof V & string]: { readonly [P in K]: W } & RecordOf<V[W]> }[keyof V & string]> {
  type Chosen = { [W in keyof V & string]: { readonly [P in K]: W } & RecordOf<V[W]> }[keyof V & string];
  const words = Object.keys(variants);
  const shapes = new Map(
    words.map((one) => {
      const tag: Shape<string> = { ...word(one), schema: { const: one } };
      return [one, record({ [key]: need(tag, "Which kind this is."), ...variants[one] })] as const;
    }),
  );
  return {
    schema: { oneOf: [...shapes.values()].map(({ schema }) => schema) },
    read: (value, at, faults) => {
      if (!isObject(value)) {
        faults.push({ at, message: `${shown(value)} is not a record, { ... }.` });
        return undefined;
      }
      const said = word(...words).read(value[key], under(at, key), faults);
      const shape = said === undefined ? undefined : shapes.get(said);
      return shape?.read(value, at, faults) as Chosen | undefined; // read by the fields its type comes from
    },
  };
}
