import { type Assessment, type Criterion, CriterionVerdict } from "@celadon/proto";
import type { AssessedFactory } from "./assessed-factory.ts";
import type { Scheme } from "./scheme.ts";

interface Found {
  readonly gate: CriterionVerdict;
  readonly points: string | undefined;
  readonly gates: readonly Criterion[];
  readonly criteria: readonly Criterion[];
}

/** What a reader must know beside the points, and what they come to, in English and Chinese. */
export function assessmentWords(
  { notes }: Scheme,
  { months: { first, end }, isSimulated }: AssessedFactory,
  found: Found,
): Pick<Assessment, "notes" | "conclusion"> {
  const months = end - first;
  return {
    notes: [
      ...notes.map(({ en, zh }) => `${en} · ${zh}`),
      ...(months === 12
        ? []
        : [`An assessment is of a year; this one is of ${months} months. · 评价期为一年，本次为${months}个月。`]),
      ...(isSimulated
        ? [
            "A simulated factory among simulated peers: no plant of this world is in it. · 模拟工厂与模拟同行，不含任何真实工厂。",
          ]
        : []),
    ],
    conclusion: conclusionOf(found),
  };
}

function conclusionOf({ gate, points, gates, criteria }: Found): string {
  if (gate === CriterionVerdict.CRITERION_VERDICT_NOT_MET) {
    return "No green factory, whatever the points: a gate is not met. · 不符合基本要求，无论得分多少均不能判定为绿色工厂。";
  }
  if (points !== undefined && gate === CriterionVerdict.CRITERION_VERDICT_MET) {
    return `All gates are met, with ${points} points. · 符合全部基本要求，得分${points}。`;
  }
  const unknown = (some: readonly Criterion[]): number =>
    some.filter(({ verdict }) => verdict === CriterionVerdict.CRITERION_VERDICT_UNKNOWN).length;
  const [openGates, open] = [unknown(gates), unknown(criteria)];
  return `Not decided: ${openGates} of ${gates.length} gates and ${open} of ${criteria.length} criteria are unknown. · 尚无结论：${gates.length}项基本要求中${openGates}项、${criteria.length}项指标中${open}项未知。`;
}
