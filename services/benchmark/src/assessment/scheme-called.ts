import type { Scheme } from "@celadon/footprint-to-ranking";
import { didYouMean } from "@celadon/quantity";

/** The scheme that is called so, by its id or its standard; without a name the first. Else the sentence that names what is known. */
export function schemeCalled(
  name: string,
  schemes: readonly Scheme[],
): { readonly scheme: Scheme } | { readonly problem: string } {
  const scheme = name === "" ? schemes[0] : schemes.find(({ id, standard }) => id === name || standard === name);
  if (scheme !== undefined) return { scheme };
  const known = schemes.map(({ id, standard }) => `${id} (${standard})`).join(", ");
  const near = didYouMean(
    name,
    schemes.flatMap(({ id, standard }) => [id, standard]),
  );
  return {
    problem: `No scheme is called "${name}".${near} Known: ${known}. Or give a file of your own, ending in .yaml.`,
  };
}
