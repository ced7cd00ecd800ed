import { biogenicCo2 } from "../plant/impact-of.ts";
import type { DraftSystem, Emission, Entry, FactorColumn, Item, SpreadRow, Taking } from "./draft-system.ts";
import type { OpenPlace } from "./open-places.ts";
import type { PlantParts } from "./plant-parts.ts";

/** What of a plant may be otherwise than in its inventory: who supplies its lines, the columns of rows, what is still left out. */
export interface PlantView {
  readonly takings: readonly Taking[];
  readonly columns: readonly FactorColumn[];
  readonly open: readonly OpenPlace[];
  readonly products: readonly Item[];
  readonly processes: readonly Item[];
  readonly made: readonly Entry[];
}

/** The warming of a plant, and its biogenic CO2 apart, by the ids that an imported background has for the same set. */
export const methodsOf = (gwpSet: string): readonly [total: Item, biogenic: Item] => [
  { id: `GWP100-${gwpSet}`, name: `Climate change, ${gwpSet}, 100 years, without biogenic CO2`, unit: "kg CO2e" },
  {
    id: `GWP100-${gwpSet}-biogenic-CO2`,
    name: `Biogenic CO2, ${gwpSet}, 100 years: emitted less taken up`,
    unit: "kg CO2e",
  },
];

/**
 * A plant as a system of its own: its columns, and those of the factor rows that its lines take from. A row that none takes from is not
 * in it, nor a gas that none gives off. What a product supplies that has no column here is left to whoever joins it.
 */
export function plantDraft(parts: PlantParts, view: PlantView): DraftSystem {
  const taken = new Set(view.takings.flatMap(({ of }) => of.map(({ product }) => product)));
  const supplying = view.columns.filter(({ product }) => taken.has(product.id));
  const emitted = [
    ...parts.emitted,
    ...supplying.map(({ flow, process, mass }) => ({ row: flow, column: process.id, value: mass })),
  ];
  const flows = [...new Set(emitted.map(({ row }) => row))].sort().map(flowItem);
  const ownPrimary = primaryBy(parts.emitted.map((one) => ({ ...one, of: one.column, size: impactOf(parts, one) })));
  const rowPrimary = primaryBy(
    view.takings.flatMap(({ of, primary }) =>
      of.map(({ product, amount }) => ({ of: product, size: amount.toNumber(), primary: primary.toNumber() })),
    ),
  );
  const [total, biogenic] = methodsOf(parts.inventory.gwpSet);
  return {
    products: [...view.products, ...supplying.map(({ product }) => product)],
    processes: [
      ...view.processes.map((process) => withPrimary(withLeftOut(process, view.open), ownPrimary(process.id))),
      ...supplying.map(({ product, process }) => withPrimary(process, rowPrimary(product.id))),
    ],
    flows,
    methods: [total, biogenic],
    made: [
      ...view.made,
      ...view.takings.flatMap(takenBy),
      ...supplying.map(({ product, process }) => ({ row: product.id, column: process.id, value: 1 })),
    ],
    emitted,
    factors: flows.flatMap(({ id }) => {
      const value = parts.weightOf(id);
      const method = id === biogenicCo2 ? biogenic : total;
      return value === undefined ? [] : [{ row: method.id, column: id, value }];
    }),
    spread: supplying.flatMap(spreadOf),
  };
}

/** Each column takes its share of what the line takes. */
const takenBy = ({ columns, of }: Taking): readonly Entry[] =>
  of.flatMap(({ product, amount }) =>
    columns.map(({ id, share }) => ({ row: product, column: id, value: -amount.times(share).toNumber() })),
  );

const flowItem = (id: string): Item => {
  const [gas, set] = id.split(":") as [string, string | undefined];
  const name = set === undefined ? gas : `Greenhouse gases, weighted by their source: ${set}`;
  return { id, name, unit: set === undefined ? "kg" : "kg CO2e", gas, compartment: "air" };
};

function withLeftOut(process: Item, open: readonly OpenPlace[]): Item {
  const leftOut = open.filter(({ columns }) => columns.includes(process.id)).length;
  return leftOut === 0 ? process : { ...process, leftOut };
}

/** What an emission counts; biogenic CO2 is in no share of primary data. */
function impactOf({ weightOf }: PlantParts, { row, value }: Emission): number {
  const weight = row === biogenicCo2 ? undefined : weightOf(row);
  return weight === undefined ? 0 : value * weight;
}

/** The primary part of each `of`:  sum |size| p / sum |size|;  undefined where there is nothing that it could be a part of. */
function primaryBy(
  uses: readonly { readonly of: string; readonly size: number; readonly primary: number }[],
): (of: string) => number | undefined {
  const sums = new Map<string, { gross: number; primary: number }>();
  for (const { of, size, primary } of uses) {
    const sum = sums.get(of) ?? { gross: 0, primary: 0 };
    sum.gross += Math.abs(size);
    sum.primary += Math.abs(size) * primary;
    sums.set(of, sum);
  }
  return (of) => {
    const sum = sums.get(of);
    return sum === undefined || sum.gross === 0 ? undefined : Math.min(1, sum.primary / sum.gross);
  };
}

const withPrimary = (process: Item, primary: number | undefined): Item =>
  primary === undefined ? process : { ...process, primary };

/** All columns of one row share its draw. */
const spreadOf = ({ process, flow, row, spread }: FactorColumn): readonly SpreadRow[] =>
  spread === undefined ? [] : [{ matrix: "B", row: flow, column: process.id, cells: spread, group: `factor:${row}` }];
