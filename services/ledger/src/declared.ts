import type { Declaration, Lot, PlantModel } from "@celadon/proto";
import { readDecimal } from "@celadon/quantity";
import {
  type ChannelRule,
  compileRule,
  type Era,
  erasOf,
  type People,
  type RegisterFact,
  type Rule,
} from "@celadon/telemetry-to-activity";

/** The channel rules a plant model states, by channel. The model was checked when it was applied; a fault here is a bug. */
export type RulesOf = (model: PlantModel) => readonly ChannelRule[];

/** Everything people declared that holds: model versions, facts about single channels, and lots. */
export interface Declared {
  readonly models: readonly PlantModel[];
  readonly facts: readonly Declaration[];
  /** Those taken back among them. */
  readonly lots: readonly Lot[];
  /** Eras and people's verdicts of one channel. */
  of(factory: string, channel: string): { readonly eras: readonly Era[]; readonly people: People };
  /** Names of the channels that any version of the factory's model declares. */
  channelsOf(factory: string): readonly string[];
}

export const emptyDeclared: Declared = {
  models: [],
  facts: [],
  lots: [],
  of: () => ({ eras: [], people: [] }),
  channelsOf: () => [],
};

/** Works out eras and verdicts from the models and facts that stand, in any order. */
export function declaredOf(
  { models, facts, lots }: Pick<Declared, "models" | "facts" | "lots">,
  rulesOf: RulesOf,
): Declared {
  const parsed = new Map<PlantModel, ReadonlyMap<string, Rule>>();
  const rules = (model: PlantModel): ReadonlyMap<string, Rule> => {
    const known = parsed.get(model) ?? parse(model, rulesOf);
    parsed.set(model, known);
    return known;
  };
  const versionsOf = (factory: string): readonly PlantModel[] =>
    models.filter((model) => model.factory === factory).sort((a, b) => Number(a.effectiveFromMs - b.effectiveFromMs));
  return {
    models,
    facts,
    lots,
    channelsOf: (factory) => [...new Set(versionsOf(factory).flatMap((model) => [...rules(model).keys()]))],
    of: (factory, channel) => {
      const versions = versionsOf(factory).map((model) => ({
        fromMs: Number(model.effectiveFromMs),
        rule: rules(model).get(channel),
      }));
      const mine = facts.filter((fact) => fact.factory === factory && fact.channel === channel);
      const known = versions.some(({ rule }) => rule !== undefined);
      return { eras: known ? erasOf(versions, mine.flatMap(registerFactOf)) : [], people: mine.flatMap(personSaid) };
    },
  };
}

function parse(model: PlantModel, rulesOf: RulesOf): ReadonlyMap<string, Rule> {
  return new Map(
    rulesOf(model).map((rule) => {
      const compiled = compileRule(rule);
      if (compiled.kind !== "accept") throw new Error(compiled.evidence);
      return [rule.channel, compiled.value];
    }),
  );
}

const microOf = (text: string | undefined): bigint | undefined => {
  const value = text === undefined ? undefined : readDecimal(text);
  return value && BigInt(value.times(1_000_000).toFixed(0));
};

function registerFactOf({ atMs: at, fact }: Declaration): readonly RegisterFact[] {
  const atMs = Number(at);
  switch (fact?.$case) {
    case "registerReset": {
      const openingMicro = microOf(fact.value.opening);
      if (openingMicro === undefined) return [];
      return [{ kind: "reset", atMs, closingMicro: microOf(fact.value.closing), openingMicro }];
    }
    case "meterReplacement": {
      const { closing, opening, multiplier, modulus } = fact.value;
      return [
        {
          kind: "replacement",
          atMs,
          closingMicro: microOf(closing),
          openingMicro: microOf(opening),
          multiplierMicro: microOf(multiplier),
          modulusMicro: microOf(modulus),
        },
      ];
    }
    case "multiplierChange": {
      const multiplierMicro = microOf(fact.value.multiplier);
      return multiplierMicro === undefined ? [] : [{ kind: "multiplier", atMs, multiplierMicro }];
    }
    default:
      return [];
  }
}

function personSaid({ atMs, fact }: Declaration): People {
  if (fact?.$case !== "acceptance" && fact?.$case !== "rejection") return [];
  const said = fact.$case === "acceptance" ? "accept" : "reject";
  return [{ fromMs: Number(atMs), toMs: Number(fact.value.toMs), said }];
}
