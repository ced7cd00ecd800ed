import { didYouMean } from "@celadon/quantity";

/** `Channel "manKwh" is not declared. Did you mean "mainKwh"?` */
export const unknownName = (
  what: string,
  name: string,
  known: Iterable<string>,
  fix: string,
): { readonly problem: string; readonly fix: string } => ({
  problem: `${what} "${name}" is not declared.${didYouMean(name, known)}`,
  fix,
});
