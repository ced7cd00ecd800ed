import type { FactorUse, IndicatorAmount, Inventory, Line, Process, Source } from "@celadon/proto";
import { byPlace } from "./gaps-of.ts";
import { ordered } from "./stable.ts";

/**
 * The inventory with every list in an order of its own: what arrived shuffled leaves the same, to the last byte. Model versions
 * go by time, everything with an id by id, the rest by its name, and last by content.
 */
export const canonicalInventory = (inventory: Inventory): Inventory => ({
  ...inventory,
  models: ordered(inventory.models).toSorted((a, b) => (a.fromMs < b.fromMs ? -1 : a.fromMs > b.fromMs ? 1 : 0)),
  processes: ordered(inventory.processes.map(canonicalProcess), ({ id }) => id),
  lines: ordered(inventory.lines.map(canonicalLine), ({ id }) => id),
  gaps: inventory.gaps.toSorted(byPlace),
  products: ordered(
    inventory.products.map((product) => ({
      ...product,
      marks: product.marks.toSorted(),
      keys: ordered(product.keys, ({ name }) => name),
    })),
    ({ product }) => product,
  ),
  indicators: ordered(inventory.indicators.map(canonicalIndicator), ({ name }) => name),
});

const canonicalIndicator = (indicator: IndicatorAmount): IndicatorAmount => ({
  ...indicator,
  parts: ordered(
    indicator.parts.map((part) => ({ ...withSources(part), factors: canonicalRows(part.factors) })),
    ({ flow }) => flow,
  ),
  gaps: indicator.gaps.toSorted(byPlace),
});

const canonicalProcess = (process: Process): Process => ({
  ...process,
  outputs: ordered(process.outputs.map(withSources), ({ product }) => product),
  uses: ordered(process.uses.map(withSources), ({ product }) => product),
  allocation: process.allocation && {
    ...process.allocation,
    shares: ordered(process.allocation.shares, ({ product }) => product),
  },
});

const canonicalLine = (line: Line): Line => ({
  ...withSources(line),
  factors: canonicalRows(line.factors),
  coefficients: canonicalRows(line.coefficients),
  direct: ordered(line.direct, ({ gas }) => gas),
});

const withSources = <T extends { readonly sources: readonly Source[] }>(part: T): T => ({
  ...part,
  sources: ordered(part.sources, ({ channel }) => channel),
});

const canonicalRows = (rows: readonly FactorUse[]): readonly FactorUse[] =>
  ordered(
    rows.map((row) => ({ ...row, marks: row.marks.toSorted() })),
    ({ id }) => id,
    ({ gas }) => gas,
  );
