import { Decimal, type Unit, unitOf } from "@celadon/quantity";
import { type LcaAnswer, listed, refuseLca } from "../linear/lca-refusal.ts";
import type { Entry, FactorColumn, Item, Taking } from "./draft-system.ts";
import { type Linked, ratioBetween, withoutMissingFactor } from "./linked-takings.ts";
import { gridActivity, type MarketPart, type MarketSources, marketMix } from "./market-mix.ts";
import type { OpenPlace } from "./open-places.ts";
import type { PlantParts } from "./plant-parts.ts";

/** One of the two views, in which only the columns of bought electricity differ. */
export interface ElectricityView {
  readonly takings: readonly Taking[];
  readonly open: readonly OpenPlace[];
  readonly columns: readonly FactorColumn[];
  readonly items: readonly { readonly product: Item; readonly process: Item }[];
  readonly made: readonly Entry[];
  readonly parts: readonly MarketPart[];
  readonly notes: readonly string[];
}

/**
 * The two views of a plant's bought electricity. Each process that buys any gets a column `factory/process/bought electricity`, in which
 * alone they differ: by place it takes what its lines take, the average of the grid; by market the contracts, and the residual mix for
 * what they leave.
 *
 * A process that feeds more into the grid than it buys is left as it is, and that is said. Refused: no electricity bought by a grid average; shares above 1; a rest that nobody is named for; a grid average as a contract or as a
 * residual mix; a row of another purpose, or one that counts no CO2e.
 */
export function electricityViews(
  parts: PlantParts,
  linked: Linked,
  given: MarketSources,
): LcaAnswer<{ readonly location: ElectricityView; readonly market: ElectricityView }> {
  const { factory } = parts.inventory;
  const kwh = unitOf("kWh");
  if (kwh.kind !== "accept") throw new Error(kwh.evidence);
  const { bought, feedingIn } = boughtByProcess(parts, linked, kwh.value);
  const buying = bought.flatMap(({ lines }) => lines);
  if (buying.length === 0)
    return refuseLca(
      "bad-electricity",
      `No line of "${factory}" buys electricity by a grid average (${gridActivity}), so there is nothing to see by market. A contract that the plant model names is in its figure already.`,
      [factory],
    );
  const market = marketMix(parts, buying, given);
  if (market.kind !== "accept") return market;
  const known = new Set([...parts.products, ...parts.processes].map(({ id }) => id));
  const twice = bought.find(({ item }) => known.has(item.id));
  if (twice !== undefined)
    return refuseLca(
      "bad-electricity",
      `"${twice.item.id}" is the id of bought electricity, and something of the plant has it already. Give that another name.`,
      [twice.item.id],
    );
  const notes = [...market.value.notes, ...feedingIn, ...named(parts, linked)];
  const view = (of: (bought: Bought) => Taking["of"]): Pick<ElectricityView, "takings" | "items" | "made"> => ({
    takings: [
      ...linked.takings.filter((taking) => !buying.includes(taking)),
      ...bought.map((one) => ({ ...one.taking, of: of(one) })),
    ],
    items: bought.map(({ item }) => ({ product: item, process: { ...item, unit: "", scope: "2" } })),
    made: bought.flatMap(({ made }) => made),
  });
  return {
    kind: "accept",
    value: {
      location: { ...view(({ taking }) => taking.of), open: linked.open, columns: [], parts: [], notes: feedingIn },
      market: {
        ...view(({ amountKwh }) =>
          market.value.mix.map(({ supplier, perKwh }) => ({ product: supplier.id, amount: perKwh.times(amountKwh) })),
        ),
        // Whoever is named supplies a line that the grid had no factor for, too.
        open: withoutMissingFactor(parts, linked.open, new Set(buying.map(({ line }) => line))),
        columns: market.value.columns,
        parts: market.value.parts,
        notes,
      },
    },
  };
}

interface Bought {
  readonly lines: readonly Taking[];
  readonly item: Item;
  readonly amountKwh: Decimal;
  /** What the column of bought electricity takes, by place. */
  readonly taking: Taking;
  readonly made: readonly Entry[];
}

/** The electricity that each process buys, and sentences on those that feed in more than they buy. */
function boughtByProcess(
  { inventory: { factory } }: PlantParts,
  { takings }: Linked,
  kwh: Unit,
): { readonly bought: readonly Bought[]; readonly feedingIn: readonly string[] } {
  const byProcess = new Map<string, Taking[]>();
  for (const taking of takings) {
    const { activity, amount, unit, process } = taking;
    if (activity !== gridActivity || amount === undefined || amount.isZero() || unit?.dimension !== "energy") continue;
    byProcess.set(process, [...(byProcess.get(process) ?? []), taking]);
  }
  const all = [...byProcess].map(([process, lines]) => ({
    process,
    one: boughtBy(`${factory}/${process}/bought electricity`, lines, kwh),
  }));
  return {
    bought: all.filter(({ one }) => one.amountKwh.greaterThan(0)).map(({ one }) => one),
    feedingIn: all
      .filter(({ one }) => !one.amountKwh.greaterThan(0))
      .map(
        ({ process }) =>
          `Process "${process}" feeds at least as much into the grid as it buys: it is the same by place and by market.`,
      ),
  };
}

/** A column that makes all the electricity that a process buys, and that the columns of the process take in their shares. */
function boughtBy(id: string, lines: readonly Taking[], kwh: Unit): Bought {
  const one = new Decimal(1);
  const [first] = lines as readonly [Taking, ...Taking[]]; // a process is there by a line of it
  const inKwh = ({ amount, unit }: Taking) => (amount as Decimal).times(ratioBetween(unit as Unit, kwh) as Decimal); // electricity is energy
  const sum = (of: (line: Taking) => Decimal) => lines.reduce((all, line) => all.plus(of(line)), new Decimal(0));
  const amountKwh = sum(inKwh);
  const gross = sum((line) => inKwh(line).abs()); // above 0, as each line has an amount
  const primary = sum((line) => inKwh(line).abs().times(line.primary)).dividedBy(gross);
  return {
    lines,
    item: { id, name: "bought electricity", unit: "kWh" },
    amountKwh,
    taking: { ...first, primary, columns: [{ id, share: one }], of: lines.flatMap(({ of }) => of) },
    made: [
      { row: id, column: id, value: amountKwh.toNumber() },
      ...first.columns.map((column) => ({
        row: id,
        column: column.id,
        value: -amountKwh.times(column.share).toNumber(),
      })),
    ],
  };
}

/** What the plant model itself states of its power is in both views. */
function named({ inventory }: PlantParts, { takings }: Linked): readonly string[] {
  const lines = takings.filter(({ activity }) => activity.startsWith("electricity/") && activity !== gridActivity);
  return lines.length === 0
    ? []
    : [
        `Lines ${listed(lines.map(({ line }) => line))} of "${inventory.factory}" state a kind of power in the plant model (own, or by contract): they are the same by place and by market.`,
      ];
}
