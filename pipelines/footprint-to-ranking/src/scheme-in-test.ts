import { CriterionAnswer, type Indicator } from "@celadon/proto";
import type { AssessedFactory } from "./assessed-factory.ts";
import { readMonthSpan } from "./month-span.ts";
import { entry, peers } from "./plant-in-test.ts";
import type { Entry } from "./rank.ts";
import type { Quantity, Scheme } from "./scheme.ts";

const words = (en: string) => ({ en, zh: `${en}的中文` });
const common = (id: string, number: string, weight: string) => ({
  ...{ id, number, weight, clause: "B", name: words(id), asks: `What of ${id}` },
});

export const energyCriterion: Quantity = {
  ...common("energy", "1", "40"),
  ...{ kind: "quantity", better: "less", unit: "tce", per: "product", measured: "energy", stated: undefined },
};

/** For tests: a gate, energy set by three peers (40), a share with stated values (30), a list of four (20), the footprint (10). */
export const smallScheme: Scheme = {
  ...{ id: "small", standard: "Small 1", name: words("small"), edition: "1", locator: "1", peersLeast: 3 },
  notes: [words("A note")],
  gates: [{ id: "law", number: "1", clause: "1 a", name: words("law") }],
  dimensions: [
    {
      ...{ id: "use", name: words("use"), weight: "70" },
      criteria: [
        energyCriterion,
        {
          ...common("reuse", "2", "30"),
          ...{ kind: "quantity", better: "more", unit: "%", per: undefined, measured: undefined },
          stated: { leading: "90", base: "60", source: "Table 1" },
        },
      ],
    },
    {
      ...{ id: "care", name: words("care"), weight: "30" },
      criteria: [
        {
          ...common("platform", "3", "20"),
          ...{ kind: "checklist", items: ["a", "b", "c", "d"].map(words) },
          stated: { leading: "2", base: "0", source: "Table 1" },
        },
        { ...common("footprint", "4", "10"), kind: "condition", isShownByFootprint: true },
      ],
    },
  ],
};

/** For tests: an entry by energy, so many kgce per m2 in January 2026. */
export const byEnergy = (factory: string, amount: string, more: Partial<Indicator> = {}): Entry =>
  entry(factory, amount, { name: "energy", unit: "kgce", ...more });

/** For tests: a tannery of 500 kgce per m2 among others of 400 and 900. */
export function tannery(more: Partial<AssessedFactory> = {}, others = ["400", "900"], own = "500"): AssessedFactory {
  const all = [byEnergy("tannery", own), ...others.map((amount, i) => byEnergy(`peer ${i}`, amount))];
  return {
    ...{ factory: "tannery", product: "upper", declaredUnit: "m2", timeZone: "Asia/Shanghai", isSimulated: false },
    months: readMonthSpan("2026-01") ?? { first: Number.NaN, end: Number.NaN },
    measured: new Map([["energy", { own: all[0]?.indicator as Indicator, group: peers, entries: all }]]),
    footprint: { indicator: entry("tannery", "8").indicator, boundary: "cradle-to-gate" },
    ...more,
  };
}

export const answer = (criterion: string, value: string, more: Partial<CriterionAnswer> = {}): CriterionAnswer =>
  CriterionAnswer.fromPartial({ criterion, value, evidence: "Report 7", who: "Mei", date: "2026-12-31", ...more });

export const allAnswers: readonly CriterionAnswer[] = [
  answer("law", "met"),
  answer("reuse", "80", { unit: "%" }),
  answer("platform", "4"),
];
