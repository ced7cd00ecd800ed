/** A JSON object of an archive. Nothing is known of its fields: each is read by its type, and what is not of it is absent. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A text that is not blank. */
export const textOf = (from: Fields, key: string): string | undefined => {
  const value = from[key];
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
};

/** A finite number; a text that looks like one is none. */
export const numberOf = (from: Fields, key: string): number | undefined => {
  const value = from[key];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
};

/** True when one of the names it has in the two generations of the format says so: `input` and `isInput`. */
export const flagOf = (from: Fields, ...keys: readonly string[]): boolean => keys.some((key) => from[key] === true);

export const listOf = (from: Fields, key: string): readonly Fields[] => {
  const value = from[key];
  return Array.isArray(value) ? value.filter(isFields) : [];
};

export const fieldsOf = (from: Fields, key: string): Fields | undefined => {
  const value = from[key];
  return isFields(value) ? value : undefined;
};

/** The id a field refers to: `{"flow": {"@id": ...}}`. */
export const refOf = (from: Fields, key: string): string | undefined => {
  const target = fieldsOf(from, key);
  return target === undefined ? undefined : textOf(target, "@id");
};
