/** A value that is another one now. `undefined`: it was not there, or is no more. */
export interface Moved {
  readonly where: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Every single value of two texts of JSON, or of lines of JSON, that differs, by its place. */
export function moved(before: string, after: string): readonly Moved[] {
  const [old, fresh] = [leaves(before), leaves(after)];
  const places = [...new Set([...old.keys(), ...fresh.keys()])];
  return places
    .filter((where) => old.get(where) !== fresh.get(where))
    .map((where) => ({ where, before: old.get(where), after: fresh.get(where) }));
}

function leaves(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const value of valuesOf(text)) collect(value, "", found);
  return found;
}

/** One value, or one a line. */
function valuesOf(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return text.split("\n").flatMap((line): unknown[] => (line === "" ? [] : [JSON.parse(line)]));
  }
}

function collect(value: unknown, where: string, found: Map<string, string>): void {
  if (typeof value !== "object" || value === null) {
    found.set(where, JSON.stringify(value));
    return;
  }
  for (const [key, member] of Object.entries(value)) collect(member, where === "" ? key : `${where}.${key}`, found);
}
