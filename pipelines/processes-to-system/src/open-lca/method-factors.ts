import { accept } from "@celadon/quantity";
import { factorsOnce } from "../factors-once.ts";
import { formulaValue, type Scope } from "../formula.ts";
import type { MethodFactors } from "../method-factors.ts";
import type { Finding } from "../report.ts";
import type { Archive } from "./archive.ts";
import { fieldsOf, listOf, numberOf, refOf, textOf } from "./fields.ts";
import { spreadOf } from "./uncertainty-of.ts";
import { unitRatio } from "./unit-table.ts";

/**
 * The impact categories of an archive as methods. A factor is per stated unit, an amount is in reference units:  c p / u.
 * A factor whose flow, unit or value is unknown, or that stands several times for a flow and place with different values, is refused and found again in the findings; it is
 * never taken as it stands, and its flow is unknown to the method.
 */
export function methodFactors(
  archive: Archive,
  globals: Scope,
): { readonly methods: readonly MethodFactors[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const methods = [...(archive.documents.get("ImpactCategory") ?? [])].map(([id, category]): MethodFactors => {
    const stated = listOf(category, "impactFactors");
    const factors: MethodFactors["factors"][number][] = [];
    const lost: MethodFactors["unknown"][number][] = [];
    const refuse = (flowId: string, why: string, locationId: string | undefined): void => {
      lost.push({ flowId, locationId });
      findings.push({ rule: "factor-refused", id, message: `Factor of flow "${flowId}" in method "${id}": ${why}` });
    };
    for (const one of stated) {
      const flowId = refOf(one, "flow") ?? "(none)";
      const formula = textOf(one, "formula");
      const evaluated = formula === undefined ? undefined : formulaValue(formula, globals);
      const { value, words } =
        evaluated === undefined
          ? { value: numberOf(one, "value"), words: undefined }
          : evaluated.kind === "accept"
            ? { words: undefined, ...evaluated.value }
            : { value: undefined, words: undefined };
      const unit = unitRatio(archive, flowId, one);
      const locationId = refOf(one, "location");
      if (unit.kind !== "accept") refuse(flowId, unit.evidence, locationId);
      else if (value === undefined)
        refuse(flowId, "It has no value that can be read. State it; it is unknown, not 0.", locationId);
      else if (fieldsOf(one, "location") !== undefined && locationId === undefined) {
        refuse(flowId, "Its location has no id. State it.", undefined);
      } else {
        const stated = fieldsOf(one, "uncertainty");
        const spread = stated === undefined ? accept(undefined) : spreadOf(stated, value);
        if (spread.kind !== "accept") {
          const message = `Factor of flow "${flowId}" in method "${id}": ${spread.evidence}`;
          findings.push({ rule: "uncertainty", id, message });
        }
        const own = spread.kind === "accept" ? spread.value : undefined;
        const scale = unit.value.p / unit.value.u;
        factors.push({
          ...{ flowId, locationId, value: (value * unit.value.p) / unit.value.u },
          uncertainty: own === undefined && words === undefined ? undefined : { spread: own, words, scale },
        });
      }
    }
    const { factors: once, refused, faults, unspread, unknown: contested } = factorsOnce(factors);
    for (const message of unspread) findings.push({ rule: "uncertainty", id, message });
    for (const message of faults.toSorted()) findings.push({ rule: "factor-refused", id, message });
    const name = textOf(category, "name") ?? id;
    const unit = textOf(category, "refUnit") ?? textOf(category, "referenceUnitName") ?? "";
    return {
      ...{ id, name, unit, factors: once, unknown: [...lost, ...contested] },
      ...{ read: stated.length, refused: stated.length - factors.length + refused },
    };
  });
  return { methods, findings };
}
