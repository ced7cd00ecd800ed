import type { Allocation, Gap } from "@celadon/proto";
import { canonicalJson } from "@celadon/quantity";
import { allocationShares } from "./allocation-shares.ts";
import type { Fraction } from "./fraction.ts";
import type { AllocationRule } from "./plant-model.ts";

/** One rule for the period; where the versions differ nobody can say which share is whose, and the shares are a gap. */
export function sharing(
  process: string,
  rules: readonly AllocationRule[],
  amounts: ReadonlyMap<string, Fraction | undefined>,
): { readonly allocation: Allocation; readonly gaps: readonly Gap[] } {
  const rule = rules.at(-1) ?? { method: "none" as const };
  const gap = (reason: string): Gap => ({ kind: "missing-amount", where: process, reason, excused: false });
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

/** What of a rule decides the shares: neither its reason nor what is stated for other methods. */
function ruleText(rule: AllocationRule): string {
  if (rule.method === "none") return rule.method;
  const parts = rule.method === "shares" ? rule.shares : rule.weights;
  return canonicalJson([rule.method, parts.map((part) => ({ ...part }))]);
}
