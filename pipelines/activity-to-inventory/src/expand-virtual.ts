import type { AmountText, Term } from "./amount-text.ts";
import { indicatorKeys } from "./indicator-key.ts";
import { flowLists } from "./model-flows.ts";
import type { PlantDraft } from "./plant-shape.ts";
import type { Report } from "./report.ts";

/** Names for sums and differences of channels, each written out in channels alone. */
export type Virtuals = ReadonlyMap<string, readonly Term[]>;

/**
 * Writes out what `virtual` names, in terms of channels:  net = a - b,  c + net = c + a - b,  c - net = c - a + b.  A name that leads
 * back to itself, that a channel has too, or that stands for no sum of channels is complained about and left out.
 */
export function virtualsOf({ virtual = [], channels = [] }: PlantDraft, report: Report): Virtuals {
  const written = new Map(virtual.map(({ name, value }) => [name, value]));
  const names = new Set(channels.map(({ name }) => name));
  const out = new Map<string, readonly Term[]>();
  const termsOf = (name: string, above: readonly string[]): readonly Term[] | undefined => {
    const amount = written.get(name);
    if (above.includes(name)) {
      report.say(["virtual", name], {
        problem: `"${name}" is made of itself: ${[...above, name].join(", ")}.`,
        fix: "Write one of them in channels.",
      });
      return undefined;
    }
    if (amount?.kind !== "channels") return undefined;
    const parts = amount.terms.map((term) => {
      if (!written.has(term.channel)) return [term];
      return termsOf(term.channel, [...above, name])?.map((one) => turned(one, term));
    });
    return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
  };
  for (const { name, value } of virtual) {
    if (names.has(name)) {
      report.say(["virtual", name], {
        isName: true,
        problem: `"${name}" is a channel too.`,
        fix: "Give one of them another name.",
      });
    }
    if (value !== undefined && value.kind !== "channels") {
      report.say(["virtual", name], {
        problem: `"${name}" stands for no sum or difference of channels.`,
        fix: "Write channels with + and - between them, such as `steamT - soldSteamT`.",
      });
    }
    const terms = termsOf(name, []);
    if (terms !== undefined) out.set(name, terms);
  }
  return out;
}

const turned = (one: Term, { isSubtracted }: Term): Term =>
  isSubtracted ? { ...one, isSubtracted: !one.isSubtracted } : one;

/** An amount with its virtual names written out; sorted as if it had been written so. */
export function expanded<T extends AmountText>(amount: T, virtuals: Virtuals): T | AmountText {
  if (amount.kind !== "channels" || amount.terms.every(({ channel }) => !virtuals.has(channel))) return amount;
  const terms = amount.terms.flatMap((term) => virtuals.get(term.channel)?.map((one) => turned(one, term)) ?? [term]);
  const sorted = terms.toSorted(
    (a, b) => Number(a.isSubtracted) - Number(b.isSubtracted) || (a.channel < b.channel ? -1 : 1),
  );
  return { kind: "channels", terms: sorted };
}

type Parts = Pick<PlantDraft, "processes" | "indicators">;

/** Processes and indicators with all virtual names written out. */
export function writtenOut({ processes = [], indicators }: Parts, virtuals: Virtuals) {
  return {
    processes: processes.map(({ name, value }) => ({ name, value: value && inLists(value, flowLists, virtuals) })),
    indicators: indicators && inLists(indicators, indicatorKeys, virtuals),
  };
}

/** The same, with the amounts of some of its lists written out. */
function inLists<Key extends string, T extends { readonly [K in Key]?: readonly Named[] | undefined }>(
  part: T,
  keys: readonly Key[],
  virtuals: Virtuals,
): T {
  const lists = keys.flatMap((key) => {
    const list = part[key];
    return list === undefined ? [] : [[key, list.map((one) => flowOf(one, virtuals))] as const];
  });
  return { ...part, ...Object.fromEntries(lists) };
}

type Named = { readonly name: string; readonly value: { readonly amount: AmountText } | undefined };

const flowOf = ({ name, value }: Named, virtuals: Virtuals): Named => ({
  name,
  value: value && { ...value, amount: expanded(value.amount, virtuals) },
});
