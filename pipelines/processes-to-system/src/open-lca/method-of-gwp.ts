import { type FactorRelease, type GwpSet, gwp } from "@celadon/factors";
import type { Archive } from "./archive.ts";
import { gasOf } from "./gas-of.ts";
import type { MethodFactors } from "./method-factors.ts";
import type { Finding } from "./report.ts";
import { referenceUnit } from "./unit-table.ts";

/**
 * The two methods that a named set of warming potentials makes for the flows of an archive: all gases but biogenic CO2, and biogenic CO2 alone,
 * emitted (+) and taken up (-). They stay apart, because only the sum of the whole life cycle may net them.
 */
export function methodsOfGwp(
  archive: Archive,
  flowIds: readonly string[],
  set: GwpSet,
  release: FactorRelease,
): { readonly methods: readonly MethodFactors[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const total: MethodFactors["factors"][number][] = [];
  const biogenic: MethodFactors["factors"][number][] = [];
  for (const flowId of flowIds) {
    const flow = archive.documents.get("Flow")?.get(flowId);
    const gas = flow === undefined ? undefined : gasOf(flow);
    if (gas === undefined) continue;
    const unit = referenceUnit(archive, flowId);
    if (unit.kind !== "accept" || unit.value !== "kg") {
      const message = `Flow "${flowId}" is ${gas.gas}, but is not counted in kg, and has no ${set} factor.`;
      findings.push({ rule: "gwp-not-in-kg", id: flowId, message });
      continue;
    }
    const exact = gwp(release, gas.gas, set);
    const row = exact.kind === "accept" || !gas.gas.startsWith("CH4-") ? exact : gwp(release, "CH4", set);
    if (row.kind !== "accept") {
      findings.push({ rule: "gwp-missing", id: flowId, message: row.evidence });
      continue;
    }
    if (exact.kind !== "accept") {
      const message = `Flow "${flowId}" is ${gas.gas}; ${set} knows one methane only, and that one counts.`;
      findings.push({ rule: "gwp-fallback", id: flowId, message });
    }
    if (gas.assumed !== undefined) {
      findings.push({ rule: "gwp-assumed", id: flowId, message: `Flow "${flowId}": ${gas.assumed}.` });
    }
    const factor = { flowId, locationId: undefined, value: gas.sign * row.value.value.toNumber() };
    (gas.gas === "CO2-biogenic" ? biogenic : total).push(factor);
  }
  const method = (id: string, name: string, factors: MethodFactors["factors"]): MethodFactors => ({
    id,
    name,
    unit: "kg CO2e",
    factors,
    read: factors.length,
    refused: 0,
  });
  return {
    methods: [
      method(`GWP100-${set}`, `Climate change, ${set}, 100 years, without biogenic CO2`, total),
      method(`GWP100-${set}-biogenic-CO2`, `Biogenic CO2, ${set}, 100 years: emitted less taken up`, biogenic),
    ],
    findings,
  };
}
