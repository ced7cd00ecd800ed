import { type Factor, uncertaintyText } from "@celadon/factors";
import { type Plain, plain } from "./plain.ts";

/** A factor row with its papers, as the interfaces give it. */
export function factorRow({ value, uncertainty, source, ...rest }: Factor): { readonly [key: string]: Plain } {
  const { id, ...more } = rest;
  return {
    id,
    value: value.toFixed(),
    ...Object.fromEntries(Object.entries(more).map(([key, member]) => [key, plain(member)])),
    uncertainty: uncertaintyText(uncertainty),
    document: source.document,
    edition: source.edition,
    locator: source.locator,
    url: source.url ?? null,
  };
}
