import { type Rule, scalesWith } from "./rule.ts";

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

/** The eras of a channel, from model versions and declared facts; of facts with one instant the kind decides the order. */
export function erasOf(versions: readonly RuleVersion[], facts: readonly RegisterFact[]): readonly Era[] {
  const borders = [
    ...versions.map((version) => ({ atMs: version.fromMs, order: "a", version, fact: undefined })),
    ...facts.map((fact) => ({ atMs: fact.atMs, order: `b${fact.kind}`, version: undefined, fact })),
  ].sort((a, b) => a.atMs - b.atMs || (a.order < b.order ? -1 : 1));
  const eras: Era[] = [];
  let stated: Rule | undefined; // what the last model version said, before any fact changed it
  for (const { atMs, version, fact } of borders) {
    const before = eras.at(-1)?.rule;
    if (version !== undefined) {
      // A version that says nothing new of how the channel counts does not undo what a person declared since.
      const unchanged = sameCount(stated, version.rule) && before !== undefined;
      const rule = unchanged && version.rule !== undefined ? countingLike(version.rule, before) : version.rule;
      eras.push({ fromMs: atMs, rule, continues: sameCount(before, rule) });
      stated = version.rule;
    } else if (fact !== undefined && before !== undefined) {
      eras.push(eraAfter(fact, before));
    }
  }
  return eras;
}

const countingLike = (rule: Rule, before: Rule): Rule => ({
  ...rule,
  multiplierMicro: before.multiplierMicro,
  modulusPico: before.modulusPico,
  scales: before.scales,
});

function eraAfter(fact: RegisterFact, before: Rule): Era {
  const multiplierMicro = (fact.kind === "reset" ? undefined : fact.multiplierMicro) ?? before.multiplierMicro;
  const modulusMicro = fact.kind === "replacement" ? fact.modulusMicro : undefined;
  const modulusPico =
    modulusMicro === undefined
      ? before.modulusPico && (before.modulusPico / before.multiplierMicro) * multiplierMicro
      : modulusMicro * multiplierMicro;
  const rule: Rule = { ...before, multiplierMicro, modulusPico, scales: scalesWith(before.scales, multiplierMicro) };
  const closing = fact.kind === "multiplier" ? undefined : fact.closingMicro;
  const opening = fact.kind === "multiplier" ? undefined : fact.openingMicro;
  return {
    fromMs: fact.atMs,
    rule,
    continues: false,
    closingPico: closing === undefined ? undefined : closing * before.multiplierMicro,
    openingPico: opening === undefined ? undefined : opening * multiplierMicro,
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
  a.method === b.method;
