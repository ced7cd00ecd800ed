import type { Inventory, Process } from "@celadon/proto";
import type { Decimal, Unit } from "@celadon/quantity";
import { type Contradictions, inUnit, readAmount, readUnit } from "./contradiction.ts";
import { sharesOf } from "./shares-of.ts";

/**
 * One column of the process system: a process as the maker of one of its products, with its share of everything else. The
 * columns of a process add up to the raw process again, exactly: all amounts are decimals of the period.
 */
export interface Column {
  readonly process: string;
  readonly product: string;
  readonly unit: Unit;
  /** Which part of the process's uses and lines belongs to this product; undefined when unknown. */
  readonly share: Decimal | undefined;
  /** All that was made, own use not yet taken off. */
  readonly output: Decimal | undefined;
  /** Share times what the process took of each product, in that product's unit; undefined when unknown. */
  readonly uses: ReadonlyMap<string, Decimal | undefined>;
}

/** Processes by id, their products by name; several entries for one product add up. `unknownShares`: processes with a gap. */
export function columnsOf(
  { processes }: Inventory,
  unknownShares: ReadonlySet<string>,
  found: Contradictions,
): readonly Column[] {
  const makers = processes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  makers.forEach(({ id }, i) => {
    if (id === makers[i - 1]?.id) found.say(`There are two processes "${id}". Give each its own id.`);
  });
  const outputs = new Map(makers.map((maker) => [maker.id, outputsOf(maker, found)]));
  const units = new Map(
    [...outputs.values()].flatMap((made) => [...made].map(([product, { unit }]) => [product, unit])),
  );
  return makers.flatMap((maker) => {
    const made = outputs.get(maker.id) ?? new Map<string, Made>();
    const byOutput = [...made.values()].some(({ amount }) => amount === undefined);
    const shares = sharesOf(maker, { byGap: unknownShares.has(maker.id), byOutput }, found);
    const uses = usesOf(maker, units, found);
    return [...made].flatMap(([product, { amount, unit }]) => {
      if (unit === undefined) return [];
      const share = shares.get(product);
      const split = [...uses].map(([use, all]) => [use, timesShare(all, share)] as const);
      return [{ process: maker.id, product, unit, share, output: amount, uses: new Map(split) }];
    });
  });
}

/** Nothing of what is not used at all; otherwise unknown as soon as one of the two is. */
const timesShare = (all: Decimal | undefined, share: Decimal | undefined): Decimal | undefined => {
  if (all?.isZero() || share?.isZero()) return all?.isZero() ? all : share;
  return all === undefined || share === undefined ? undefined : all.times(share);
};

interface Made {
  readonly amount: Decimal | undefined;
  readonly unit: Unit | undefined;
}

function outputsOf({ id, outputs }: Process, found: Contradictions): ReadonlyMap<string, Made> {
  const made = new Map<string, Made>();
  if (outputs.length === 0)
    found.say(`Process "${id}" makes nothing. Give it an output, or its lines to another process.`);
  for (const { product, amount, unit } of outputs.toSorted((a, b) => (a.product < b.product ? -1 : 1))) {
    const where = `Process "${id}", output "${product}"`;
    const before = made.get(product);
    const read = { amount: readAmount(amount, where, found), unit: readUnit(unit, where, found) };
    if (before === undefined) made.set(product, read);
    else
      made.set(product, {
        amount: sum(before.amount, inUnit(read.amount, { from: read.unit, to: before.unit }, where, found)),
        unit: before.unit,
      });
  }
  return made;
}

function usesOf(
  { id, uses }: Process,
  units: ReadonlyMap<string, Unit | undefined>,
  found: Contradictions,
): ReadonlyMap<string, Decimal | undefined> {
  const used = new Map<string, Decimal | undefined>();
  for (const { product, amount, unit } of uses.toSorted((a, b) => (a.product < b.product ? -1 : 1))) {
    const where = `Process "${id}", use of "${product}"`;
    const read = readAmount(amount, where, found);
    const from = readUnit(unit, where, found);
    if (read?.isNegative() && !read.isZero()) {
      found.say(`${where}: ${read.toFixed()} is below 0. A use is 0 or more; state a credit as a line of its own.`);
    }
    // What nobody makes is refused where a product needs it, by name; here it has no unit to convert to.
    const inside = units.has(product) ? inUnit(read, { from, to: units.get(product) }, where, found) : read;
    used.set(product, used.has(product) ? sum(used.get(product), inside) : inside);
  }
  return used;
}

const sum = (a: Decimal | undefined, b: Decimal | undefined): Decimal | undefined =>
  a === undefined || b === undefined ? undefined : a.plus(b);
