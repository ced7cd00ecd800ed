import { pollutantOf } from "./code-table.ts";
import { interned } from "./interned.ts";
import { usualCase } from "./name-case.ts";

/** What a value must look like. */
export type ValueForm = "number" | "time" | "text";

/** A name of a field, taken apart once. */
export interface FieldName {
  /** In the capitals of the standard, where it is one of its names. */
  readonly text: string;
  /** On the wire it has other capitals. */
  readonly isOddCase: boolean;
  /** Before the hyphen; empty for names without one. */
  readonly code: string;
  /** Behind the hyphen. */
  readonly suffix: string;
  readonly form: ValueForm;
  /** Letters, digits and at most one hyphen. */
  readonly isGood: boolean;
  /** The place among the header fields by the text of the standard, whatever its capitals; -1 for others. */
  readonly header: number;
  readonly item: { readonly name: string | null; readonly unit: string | null };
}

/** The header in its order. */
export const headerNames = ["QN", "ST", "CN", "PW", "MN", "Flag", "PNUM", "PNO", "RF", "CP"] as const;
const headerPlaces: ReadonlyMap<string, number> = new Map(headerNames.map((name, i) => [name.toLowerCase(), i]));

const numbers = /^(?:Zs)?(?:Rtd|Min|Avg|Max)$|^(?:Cou|Data|DayData|NightData|RT)$/;

/** Name of bytes, remembered. */
export const fieldNameOf = interned((wire): FieldName => {
  const text = usualCase(wire);
  const hyphen = text.indexOf("-");
  const code = hyphen === -1 ? "" : text.slice(0, hyphen);
  const suffix = hyphen === -1 ? "" : text.slice(hyphen + 1);
  const row = pollutantOf(code);
  return {
    text,
    isOddCase: text !== wire,
    code,
    suffix,
    form: numbers.test(suffix) ? "number" : suffix === "SampleTime" ? "time" : "text",
    isGood: /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)?$/.test(text),
    header: headerPlaces.get(text.toLowerCase()) ?? -1,
    item: { name: row?.name ?? null, unit: row?.unit ?? null },
  };
});

/** Values of the header that come with every frame of a station. */
export const wordOf = interned((text): string => text);
