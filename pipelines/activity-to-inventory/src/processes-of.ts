import type { Gap, Output, Process, Source, Use } from "@celadon/proto";
import { factorGroups, wishesOf } from "./factor-groups.ts";
import { decimalText, type Fraction, plus, times } from "./fraction.ts";
import { settled, sourcesOf } from "./line-draft.ts";
import type { Evidence } from "./lines-of.ts";
import type { Flow, PlantProcess } from "./plant-model.ts";
import { quantityOf } from "./quantity-of.ts";
import type { SharedMonths } from "./shared-months.ts";
import { sharing } from "./sharing.ts";
import { ratioBetween } from "./unit-ratio.ts";
import { unverifiedGaps } from "./unverified-gaps.ts";
import type { Version } from "./versions.ts";

type Placed = { readonly version: Version; readonly process: PlantProcess };

/** Some versions of the model, and what is known of the time they are in force. */
interface Told {
  readonly versions: readonly Version[];
  readonly evidence: Evidence;
}

/** What the processes of a period come to. */
interface Processes {
  readonly processes: readonly Process[];
  readonly gaps: readonly Gap[];
  /** Of amounts over the months of a lot. */
  readonly overMonths: readonly Source[];
}

/**
 * The processes of the period: what the versions say of one name is one process, its amounts added up. By name.
 *
 * `months`: of a lot. A process that shares over months has shares of these, and what it and its users say of its products is the amount of
 * these months, with the lot's own beside it: so each user's part is of the months too.
 */
export function processesOf(own: Told, months?: SharedMonths): Processes {
  const [mine, theirs] = [byName(own.versions), byName(months?.versions ?? [])];
  // What is in none of the lot's versions took part in the months all the same.
  const isOver = (name: string): boolean =>
    months !== undefined && (mine.get(name)?.at(-1)?.process.allocation.over === "month" || !mine.has(name));
  const makers = new Map<string, string>();
  for (const [name, placed] of [...theirs, ...mine])
    for (const { process } of placed) for (const flow of process.makes) makers.set(flow.name, name);
  const totals = (list: "makes" | "uses", name: string): readonly Total[] => {
    const overMonths = (product: string): boolean => isOver(makers.get(product) ?? "");
    const itself = { placed: mine.get(name) ?? [], evidence: own.evidence };
    const all = { placed: theirs.get(name) ?? [], evidence: months?.evidence ?? own.evidence };
    return [
      ...flowTotals(list, name, itself, (product) => !overMonths(product)),
      ...flowTotals(list, name, all, overMonths).map((total) =>
        withAmountOfLot(total, { list, process: name }, itself),
      ),
    ].toSorted((a, b) => (a.flow.product < b.flow.product ? -1 : 1));
  };
  const over = months && {
    fromMs: BigInt(months.period.fromMs),
    toMs: BigInt(months.period.toMs),
    reachedMs: BigInt(months.reachedMs),
  };
  const names = [...new Set([...mine.keys(), ...theirs.keys()])].sort();
  const all = names.map((id) => {
    const [outputs, uses] = [totals("makes", id), totals("uses", id)];
    const placed = (isOver(id) ? theirs : mine).get(id) ?? [];
    const { allocation, gaps } = sharing(
      id,
      placed.map(({ process }) => process.allocation),
      new Map(outputs.map(({ flow, amount }) => [flow.product, amount])),
    );
    const { stage } = ((mine.get(id) ?? placed).at(-1) as Placed).process; // a name of one of the two
    const flows = (given: readonly Total[]) => given.map(({ flow }) => flow);
    const process: Process = {
      ...{ id, stage, outputs: flows(outputs), uses: flows(uses) },
      allocation: isOver(id) ? { ...allocation, over } : allocation,
    };
    return { process, gaps: [...outputs, ...uses].flatMap((total) => total.gaps).concat(gaps) };
  });
  const flows = all.flatMap(({ process }) => [...process.outputs, ...process.uses]);
  return {
    processes: all.map(({ process }) => process),
    gaps: all.flatMap(({ gaps }) => gaps),
    overMonths: flows.flatMap(({ amountOfLot, sources }) => (amountOfLot === undefined ? [] : sources)),
  };
}

function byName(versions: readonly Version[]): ReadonlyMap<string, readonly Placed[]> {
  const found = new Map<string, Placed[]>();
  for (const version of versions) {
    for (const process of version.model.processes) {
      found.set(process.name, [...(found.get(process.name) ?? []), { version, process }]);
    }
  }
  return found;
}

interface Total {
  readonly flow: Output & Use;
  readonly amount: Fraction | undefined;
  readonly gaps: readonly Gap[];
}

interface Stated {
  readonly placed: readonly Placed[];
  readonly evidence: Evidence;
}

/** What all versions say of each product that is wanted, in the unit of the last one. */
function flowTotals(
  list: "makes" | "uses",
  process: string,
  { placed, evidence }: Stated,
  isWanted: (product: string) => boolean,
): readonly Total[] {
  const byProduct = new Map<string, { readonly version: Version; readonly flow: Flow }[]>();
  for (const { version, process: one } of placed) {
    for (const flow of one[list].filter(({ name }) => isWanted(name)))
      byProduct.set(flow.name, [...(byProduct.get(flow.name) ?? []), { version, flow }]);
  }
  return [...byProduct.keys()].map((product) => {
    const parts = byProduct.get(product) ?? [];
    const unit = parts.at(-1)?.flow.amount.unit ?? "";
    return totalOf({ list, process, product, unit }, parts, evidence);
  });
}

/** Nothing of a product that no version in the lot knows. */
function withAmountOfLot(
  total: Total,
  { list, process }: { readonly list: "makes" | "uses"; readonly process: string },
  { placed, evidence }: Stated,
): Total {
  const { product, unit } = total.flow;
  const parts = placed.flatMap(({ version, process: one }) =>
    one[list].filter(({ name }) => name === product).map((flow) => ({ version, flow })),
  );
  const amountOfLot = parts.length === 0 ? "0" : totalOf({ list, process, product, unit }, parts, evidence).flow.amount;
  return { ...total, flow: { ...total.flow, amountOfLot } };
}

function totalOf(
  {
    list,
    process,
    product,
    unit,
  }: { readonly list: "makes" | "uses"; readonly process: string; readonly product: string; readonly unit: string },
  parts: readonly { readonly version: Version; readonly flow: Flow }[],
  evidence: Evidence,
): Total {
  const where = `${process}/${product}`;
  const pieces = parts.flatMap(({ version, flow }) => {
    const groups = factorGroups(version, wishesOf(flow.amount, version.model), evidence.factors);
    const cutOffs = list === "makes" ? [] : version.model.cutOffs; // with less production a figure is no lower bound
    const ratio = ratioBetween(flow.amount.unit, unit);
    return groups.map((group) => {
      const path = `processes.${process}.${list}.${product}`;
      const quantity = quantityOf(flow.amount, path, { ...group, version, hoursOf: evidence.hoursOf });
      const { amount, gaps: lacks } = settled(quantity, [where], cutOffs);
      const gaps = [...lacks, ...unverifiedGaps(quantity.sources, version.model)];
      return { amount: amount && times(amount, ratio), gaps, sources: sourcesOf(quantity.sources, ratio) };
    });
  });
  const [first, ...more] = pieces.map(({ amount }) => amount);
  const amount = more.reduce(
    (sum, part) => (sum === undefined || part === undefined ? undefined : plus(sum, part)),
    first,
  );
  return {
    amount,
    flow: {
      product,
      unit,
      amount: amount === undefined ? "" : decimalText(amount),
      sources: pieces.flatMap(({ sources }) => sources),
    },
    gaps: pieces.flatMap(({ gaps }) => gaps.map((gap) => ({ ...gap, where }))),
  };
}
