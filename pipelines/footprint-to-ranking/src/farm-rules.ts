import type { Inventory } from "@celadon/proto";

const prefix = /^farm[/-]/;

/**
 * Which rules for the burden of the farm an inventory uses, in order of text: the activities behind `farm/` of its lines, and
 * rows of a farm that any line was multiplied with. Two products with different ones differ by an order of magnitude before
 * either plant has done anything.
 */
export const farmRules = ({ lines }: Inventory): readonly string[] =>
  [
    ...new Set(
      lines
        .flatMap(({ activity, factors, coefficients }) =>
          prefix.test(activity) ? [activity] : [...factors, ...coefficients].map(({ id }) => id),
        )
        .filter((name) => prefix.test(name))
        .map((name) => name.replace(prefix, "")),
    ),
  ].sort();
