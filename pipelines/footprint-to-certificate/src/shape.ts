import { type Canonical, isTimeZone, readDecimal, readInstant } from "@celadon/quantity";

/** What a value must be made of. Members that a shape does not name are left alone, as Verifiable Credentials 2.0 asks. */
export type Shape =
  | "text"
  | "amount"
  | "amount or null"
  | "instant"
  | "time zone"
  | "flag"
  | { readonly list: Shape }
  /** Only as a member: it need not be there. */
  | { readonly maybe: Shape }
  | { readonly members: Readonly<Record<string, Shape>> };

/** The type of a value that has the shape. */
export type Shaped<S> = S extends "flag"
  ? boolean
  : S extends "amount or null"
    ? string | null
    : S extends string
      ? string
      : S extends { readonly list: infer Item }
        ? readonly Shaped<Item>[]
        : S extends { readonly members: infer Members }
          ? { readonly [Name in Exclude<keyof Members, MaybeOf<Members>>]: Shaped<Members[Name]> } & {
              readonly [Name in MaybeOf<Members>]?: Members[Name] extends { readonly maybe: infer Item }
                ? Shaped<Item>
                : never;
            }
          : never;

type MaybeOf<Members> = {
  [Name in keyof Members]: Members[Name] extends { readonly maybe: Shape } ? Name : never;
}[keyof Members];

/** Where a value does not have the shape: one sentence a place, in order. */
export function shapeFaults(shape: Shape, value: Canonical | undefined, path: string): readonly string[] {
  if (value === undefined) return typeof shape !== "string" && "maybe" in shape ? [] : [`"${path}" is not there.`];
  if (typeof shape !== "string" && "maybe" in shape) return shapeFaults(shape.maybe, value, path);
  if (typeof shape === "string") return fits[shape](value) ? [] : [`"${path}" is no ${shape}.`];
  if ("list" in shape) {
    if (!isList(value)) return [`"${path}" is no list.`];
    return value.flatMap((item, i) => shapeFaults(shape.list, item, `${path}[${i}]`));
  }
  if (!isObject(value)) return [`"${path}" is no object.`];
  return Object.entries(shape.members).flatMap(([name, member]) =>
    shapeFaults(member, Object.hasOwn(value, name) ? value[name] : undefined, path === "" ? name : `${path}.${name}`),
  );
}

const isText = (value: Canonical): value is string => typeof value === "string";
const isAmount = (value: Canonical): boolean => isText(value) && readDecimal(value) !== undefined;

const fits: Readonly<Record<Extract<Shape, string>, (value: Canonical) => boolean>> = {
  text: isText,
  amount: isAmount,
  "amount or null": (value) => value === null || isAmount(value),
  instant: (value) => isText(value) && readInstant(value) !== undefined,
  "time zone": (value) => isText(value) && isTimeZone(value),
  flag: (value) => typeof value === "boolean",
};

const isList = (value: Canonical): value is readonly Canonical[] => Array.isArray(value);

export const isObject = (value: Canonical): value is { readonly [key: string]: Canonical } =>
  typeof value === "object" && value !== null && !isList(value);
