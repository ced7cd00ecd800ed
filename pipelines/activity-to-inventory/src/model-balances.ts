import type { AmountText } from "./amount-text.ts";
import { amountWords } from "./amount-words.ts";
import type { BalanceDraft } from "./balance-shape.ts";
import { expanded, type Virtuals } from "./expand-virtual.ts";
import type { Path } from "./fault.ts";
import { originOf, type Scope } from "./model-amounts.ts";
import type { Balance, ChannelSum } from "./plant-model.ts";
import type { Entry } from "./shape-of-many.ts";
import { dimensionOf, unitRatio } from "./unit-ratio.ts";

type Where = Omit<Scope, "process" | "flows"> & { readonly virtuals: Virtuals };

/** Reads the balances: whole and parts are sums of channels, and in units that convert. */
export const balancesOf = (drafts: readonly Entry<BalanceDraft>[], where: Where): readonly Balance[] =>
  drafts.flatMap(({ name, value }) => (value === undefined ? [] : (balanceOf(name, value, where) ?? [])));

function balanceOf(name: string, { of, parts, atMost }: BalanceDraft, where: Where): Balance | undefined {
  const path = ["balances", name];
  const whole = sumOf(of, [...path, "of"], where);
  const known = parts.map((part, i) => ({ text: part, sum: sumOf(part, [...path, "parts", i], where) }));
  if (parts.length === 0) {
    where.report.say([...path, "parts"], {
      problem: `"${name}" has no parts.`,
      fix: "Name the meters behind the main one.",
    });
  }
  if (whole === undefined) return undefined;
  const sums = known.flatMap(({ sum }, i) => {
    if (sum === undefined || unitRatio(sum.unit, whole.unit) !== undefined) return sum ?? [];
    where.report.say([...path, "parts", i], {
      problem: `The part is in ${sum.unit} (${dimensionOf(sum.unit)}), and the whole in ${whole.unit} (${dimensionOf(whole.unit)}).`,
      fix: "Take channels that measure the same.",
    });
    return [];
  });
  if (sums.length < parts.length) return undefined;
  return { name, of: whole, parts: sums, ...(atMost === undefined ? {} : { atMost }) };
}

function sumOf(amount: AmountText, path: Path, { virtuals, ...where }: Where): ChannelSum | undefined {
  if (amount.kind !== "channels") {
    where.report.say(path, {
      problem: "A balance compares what meters count, and this is stated.",
      fix: "Write a channel, or a sum or difference of channels.",
    });
    return undefined;
  }
  const name = amountWords({ ...amount, unit: "" });
  const origin = originOf(expanded(amount, virtuals), path, { ...where, flows: new Map(), process: "" });
  return origin?.kind === "channels" ? { name, terms: origin.terms, unit: origin.unit } : undefined;
}
