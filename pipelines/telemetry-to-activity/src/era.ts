import type { Rule } from "./rule.ts";

/** Something a person declared about a counter's register at an instant. Registers are raw: before the multiplier. */
export type RegisterFact =
  | {
      readonly kind: "reset";
      readonly atMs: number;
      readonly closingMicro?: bigint | undefined;
      readonly openingMicro: bigint;
    }
  | {
      readonly kind: "replacement";
      readonly atMs: number;
      readonly closingMicro?: bigint | undefined;
      readonly openingMicro?: bigint | undefined;
      readonly multiplierMicro?: bigint | undefined;
      readonly modulusMicro?: bigint | undefined;
    }
  | { readonly kind: "multiplier"; readonly atMs: number; readonly multiplierMicro: bigint };

/** A model version's rule for the channel, from an instant on; no rule = the version does not know the channel. */
export interface RuleVersion {
  readonly fromMs: number;
  readonly rule: Rule | undefined;
}

/**
 * A stretch of a channel's life under one rule; it lasts until the next one begins. No difference is taken across a
 * border unless it `continues`: there the registers on both sides count, as far as they are known.
 */
export interface Era {
  readonly fromMs: number;
  readonly rule: Rule | undefined;
  readonly continues: boolean;
  /** Register of the old meter at the border, in pico of the era before. */
  readonly closingPico?: bigint | undefined;
  /** Register of the new meter at the border, in pico of this era. */
  readonly openingPico?: bigint | undefined;
}

/**
 * The eras of a channel, from model versions and declared facts in any order. One instant is one border: a model version
 * and the facts declared for that instant make one era together (closing registers under the rule before, opening ones
 * under the rule after). A fact of a time when no model knew the channel says nothing.
 */
export function erasOf(versions: readonly RuleVersion[], facts: readonly RegisterFact[]): readonly Era[] {
  const instants = new Set([...versions.map(({ fromMs }) => fromMs), ...facts.map(({ atMs }) => atMs)]);
  const eras: Era[] = [];
  let stated: Rule | undefined; // what the last model version said, before any fact changed it
  for (const atMs of [...instants].sort((a, b) => a - b)) {
    const before = eras.at(-1)?.rule;
    const version = versions.find(({ fromMs }) => fromMs === atMs);
    const here = facts.filter((fact) => fact.atMs === atMs).map(allOf);
    let rule = before;
    if (version !== undefined) {
      // A version that says nothing new of how the channel counts does not undo what a person declared since.
      const isNews = before === undefined || version.rule === undefined || !sameCount(stated, version.rule);
      rule = isNews ? version.rule : countingLike(version.rule, before);
      stated = version.rule;
    }
    if (version === undefined && (rule === undefined || here.length === 0)) continue;
    // Two facts of one kind may contradict each other; the largest number holds, so that their order does not matter.
    const [closing, opening] = [largest(here.map((fact) => fact.closing)), largest(here.map((fact) => fact.opening))];
    const multiplier = largest(here.map((fact) => fact.multiplier));
    rule = rule && ruleAfter(rule, multiplier, largest(here.map((fact) => fact.modulus)));
    eras.push({
      fromMs: atMs,
      rule,
      continues: here.length === 0 && sameCount(before, rule),
      closingPico: registerPico(closing, before),
      openingPico: registerPico(opening, rule),
    });
  }
  return eras;
}

/** A fact of any kind with all that any may say. */
const allOf = (fact: RegisterFact) => ({
  closing: fact.kind === "multiplier" ? undefined : fact.closingMicro,
  opening: fact.kind === "multiplier" ? undefined : fact.openingMicro,
  multiplier: fact.kind === "reset" ? undefined : fact.multiplierMicro,
  modulus: fact.kind === "replacement" ? fact.modulusMicro : undefined,
});

/** Only a counter has a register. */
const registerPico = (micro: bigint | undefined, rule: Rule | undefined): bigint | undefined =>
  micro === undefined || rule?.kind !== "counter" ? undefined : micro * rule.multiplierMicro;

const largest = (numbers: readonly (bigint | undefined)[]): bigint | undefined =>
  numbers.reduce((most, one) => (most === undefined || (one !== undefined && one > most) ? one : most), undefined);

const countingLike = (rule: Rule, before: Rule): Rule => ({
  ...rule,
  multiplierMicro: before.multiplierMicro,
  modulusPico: before.modulusPico,
});

function ruleAfter(rule: Rule, multiplier: bigint | undefined, modulusMicro: bigint | undefined): Rule {
  const multiplierMicro = multiplier ?? rule.multiplierMicro;
  const modulus =
    modulusMicro ?? (rule.modulusPico === undefined ? undefined : rule.modulusPico / rule.multiplierMicro);
  return {
    ...rule,
    multiplierMicro,
    modulusPico: modulus === undefined ? undefined : modulus * multiplierMicro,
  };
}

/** Whether two rules count alike, so that a step may cross from one to the other. Bounds and limits may differ. */
const sameCount = (a: Rule | undefined, b: Rule | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.kind === b.kind &&
  a.unitCode === b.unitCode &&
  a.multiplierMicro === b.multiplierMicro &&
  a.modulusPico === b.modulusPico &&
  a.method === b.method &&
  a.isMean === b.isMean &&
  a.isStartStamped === b.isStartStamped &&
  a.sendsCode === b.sendsCode;
