import type { Inventory, Line, Output, Source, Use } from "@celadon/proto";
import type { Column } from "./columns-of.ts";

/** An amount of the inventory that a product's footprint rests on, under the name its gaps go by. */
export interface NeededAmount {
  /** A line's id; "process/product" for an output or a use. */
  readonly where: string;
  readonly process: string;
  /** Empty text: unknown. Lines speak for themselves (`impactOf`). */
  readonly amount: string | undefined;
  readonly sources: readonly Source[];
}

export interface NeededParts {
  readonly processes: ReadonlySet<string>;
  readonly lines: readonly Line[];
  readonly outputs: readonly NeededAmount[];
  readonly uses: readonly NeededAmount[];
}

/** What of the inventory stands upstream of a product: everything else in the plant is no part of its footprint. */
export function neededParts({ processes, lines }: Inventory, upstream: readonly Column[]): NeededParts {
  const needed = new Set(upstream.map(({ process }) => process));
  const amounts = (of: (process: Inventory["processes"][number]) => readonly (Output | Use)[]) =>
    processes
      .filter(({ id }) => needed.has(id))
      .flatMap((process) =>
        of(process).map(({ product, amount, sources }) => ({
          where: `${process.id}/${product}`,
          process: process.id,
          amount,
          sources,
        })),
      );
  return {
    processes: needed,
    lines: lines.filter(({ process }) => needed.has(process)),
    outputs: amounts(({ outputs }) => outputs),
    uses: amounts(({ uses }) => uses),
  };
}
