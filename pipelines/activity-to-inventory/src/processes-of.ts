import type { Gap, Output, Process, Use } from "@celadon/proto";
import { type Canonical, canonicalJson } from "@celadon/quantity";
import { allocationShares } from "./allocation-shares.ts";
import { factorGroups, wishesOf } from "./factor-groups.ts";
import { decimalText, type Fraction, one, plus, times } from "./fraction.ts";
import { settled, sourcesOf } from "./line-draft.ts";
import type { Evidence } from "./lines-of.ts";
import type { AllocationRule, Flow, PlantProcess } from "./plant-model.ts";
import { quantityOf } from "./quantity-of.ts";
import { unitRatio } from "./unit-ratio.ts";
import type { Version } from "./versions.ts";

type Placed = { readonly version: Version; readonly process: PlantProcess };
type GapDraft = Gap;

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
): { readonly process: Process; readonly gaps: readonly GapDraft[] } {
  const latest = placed.at(-1)?.process;
  if (latest === undefined) throw new Error(`Process "${name}" is in no version.`);
  const outputs = flowTotals("makes", name, placed, evidence);
  const uses = flowTotals("uses", name, placed, evidence);
  const { allocation, gaps } = sharing(
    name,
    placed,
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
  readonly gaps: readonly GapDraft[];
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
    const ratio = unitRatio(flow.amount.unit, unit) ?? one;
    return groups.map((group) => {
      const path = `processes.${process}.${list}.${product}`;
      const quantity = quantityOf(flow.amount, path, { ...group, version, hoursOf: evidence.hoursOf });
      const { amount, gaps } = settled(quantity, [where], cutOffs);
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

/** One rule for the period; where the versions differ nobody can say which share is whose, and the shares are a gap. */
function sharing(
  process: string,
  placed: readonly Placed[],
  amounts: ReadonlyMap<string, Fraction | undefined>,
): { readonly allocation: Process["allocation"]; readonly gaps: readonly GapDraft[] } {
  const rules = placed.map((one) => one.process.allocation);
  const rule = rules.at(-1) ?? { method: "none" as const };
  const gap = (reason: string): GapDraft => ({ kind: "missing-amount", where: process, reason, excused: false });
  const isOne = new Set(rules.map(ruleText)).size === 1 && products(rule, amounts);
  if (!isOne) {
    const reason = `The versions of the plant model in this period share the burden of "${process}" in different ways. Let a new rule begin with a period.`;
    return { allocation: { method: rule.method, shares: [] }, gaps: [gap(reason)] };
  }
  const allocation = allocationShares(rule, amounts);
  const isNothing = rule.method !== "none" && rule.method !== "shares" && allocation.shares.length === 0;
  const isKnown = [...amounts.values()].every((amount) => amount !== undefined);
  const reason = `"${process}" made nothing of any product in this period, so there is nothing to share its burden by.`;
  return { allocation, gaps: isNothing && isKnown ? [gap(reason)] : [] };
}

/** Whether the rule is about all that was made in the period. */
const products = (rule: AllocationRule, amounts: ReadonlyMap<string, unknown>): boolean => {
  if (rule.method === "none") return amounts.size <= 1;
  const named = new Set((rule.method === "shares" ? rule.shares : rule.weights).map(({ product }) => product));
  return named.size === amounts.size && [...amounts.keys()].every((product) => named.has(product));
};

const ruleText = (rule: AllocationRule): string => canonicalJson({ ...rule, why: "" } as Canonical); // plain texts only
