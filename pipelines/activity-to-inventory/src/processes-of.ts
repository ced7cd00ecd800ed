import type { Gap, Output, Process, Use } from "@celadon/proto";
import { factorGroups, wishesOf } from "./factor-groups.ts";
import { decimalText, type Fraction, plus, times } from "./fraction.ts";
import { settled, sourcesOf } from "./line-draft.ts";
import type { Evidence } from "./lines-of.ts";
import type { Flow, PlantProcess } from "./plant-model.ts";
import { quantityOf } from "./quantity-of.ts";
import { sharing } from "./sharing.ts";
import { ratioBetween } from "./unit-ratio.ts";
import { unverifiedGaps } from "./unverified-gaps.ts";
import type { Version } from "./versions.ts";

type Placed = { readonly version: Version; readonly process: PlantProcess };

/** The processes of the period: what the versions say of one name is one process, its amounts added up. By name. */
export function processesOf(
  versions: readonly Version[],
  evidence: Evidence,
): { readonly processes: readonly Process[]; readonly gaps: readonly Gap[] } {
  const byName = new Map<string, Placed[]>();
  for (const version of versions) {
    for (const process of version.model.processes) {
      byName.set(process.name, [...(byName.get(process.name) ?? []), { version, process }]);
    }
  }
  const all = [...byName.keys()].sort().map((name) => processOf(name, byName.get(name) ?? [], evidence));
  return { processes: all.map(({ process }) => process), gaps: all.flatMap(({ gaps }) => gaps) };
}

function processOf(
  name: string,
  placed: readonly Placed[],
  evidence: Evidence,
): { readonly process: Process; readonly gaps: readonly Gap[] } {
  const latest = placed.at(-1)?.process;
  if (latest === undefined) throw new Error(`Process "${name}" is in no version.`);
  const outputs = flowTotals("makes", name, placed, evidence);
  const uses = flowTotals("uses", name, placed, evidence);
  const { allocation, gaps } = sharing(
    name,
    placed.map((one) => one.process.allocation),
    new Map(outputs.map(({ flow, amount }) => [flow.product, amount])),
  );
  return {
    process: {
      id: name,
      stage: latest.stage,
      outputs: outputs.map(({ flow }) => flow),
      uses: uses.map(({ flow }) => flow),
      allocation,
    },
    gaps: [...outputs, ...uses].flatMap((total) => total.gaps).concat(gaps),
  };
}

interface Total {
  readonly flow: Output & Use;
  readonly amount: Fraction | undefined;
  readonly gaps: readonly Gap[];
}

/** What all versions say of each product, in the unit of the last one. */
function flowTotals(
  list: "makes" | "uses",
  process: string,
  placed: readonly Placed[],
  evidence: Evidence,
): readonly Total[] {
  const byProduct = new Map<string, { readonly version: Version; readonly flow: Flow }[]>();
  for (const { version, process: one } of placed) {
    for (const flow of one[list]) byProduct.set(flow.name, [...(byProduct.get(flow.name) ?? []), { version, flow }]);
  }
  return [...byProduct.keys()].sort().map((product) => {
    const parts = byProduct.get(product) ?? [];
    const unit = parts.at(-1)?.flow.amount.unit ?? "";
    return totalOf({ list, process, product, unit }, parts, evidence);
  });
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
