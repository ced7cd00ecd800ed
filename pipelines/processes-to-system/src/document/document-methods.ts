import { accept, type Outcome, reject } from "@celadon/quantity";
import { factorsOnce } from "../factors-once.ts";
import type { MethodFactors } from "../method-factors.ts";
import type { Finding } from "../report.ts";
import type { DocumentContext } from "./document-context.ts";
import type { StatedMethod } from "./document-shape.ts";
import { inFlowUnit } from "./in-flow-unit.ts";
import { quantityValue } from "./quantity-value.ts";

type StatedFactor = StatedMethod["factors"][number];
type Factor = MethodFactors["factors"][number];

/** A factor per unit of its flow: what is per stated unit is divided by how many of the flow's units that is. */
function factorOf(stated: StatedFactor, context: DocumentContext): Outcome<Factor, string> {
  const flow = context.flows.get(stated.flow);
  if (flow?.kind !== "elementary") {
    const what = flow === undefined ? "not among the flows" : `a ${flow.kind}, and only elementary flows have factors`;
    return reject("factor-refused", `Flow "${stated.flow}" is ${what}.`);
  }
  if (stated.direction !== undefined && stated.direction !== flow.direction) {
    const evidence = `The factor is for the ${stated.direction} of "${flow.id}", which is a ${flow.direction}: it does not apply to it.`;
    return reject("factor-other-direction", evidence);
  }
  const ratio = stated.unit === undefined ? undefined : inFlowUnit(stated.unit, flow, context.ratios, context.globals);
  if (ratio !== undefined && ratio.kind !== "accept") return reject("factor-refused", ratio.evidence);
  const value = quantityValue(stated.value, context.globals);
  if (value.kind !== "accept") return reject("factor-refused", value.evidence);
  const perUnit = ratio === undefined ? value.value : value.value / ratio.value(1);
  return accept({ flowId: flow.id, locationId: stated.location, value: perUnit });
}

/**
 * The methods of a document, in order of id. A factor whose flow, unit or value cannot be read, whose direction is not that of its flow, or
 * that stands several times for a flow and place with different values does not apply; each is a finding. But for one of another
 * direction, its flow is then unknown to the method.
 */
export function documentMethods(
  methods: readonly StatedMethod[],
  context: DocumentContext,
): { readonly methods: readonly MethodFactors[]; readonly findings: readonly Finding[] } {
  const findings: (readonly Finding[])[] = [];
  const read = methods
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, name, unit, factors: stated }): MethodFactors => {
      const said: Finding[] = [];
      const lost: MethodFactors["unknown"][number][] = [];
      const accepted = stated.flatMap((one): readonly Factor[] => {
        const factor = factorOf(one, context);
        if (factor.kind === "accept") return [factor.value];
        said.push({ rule: factor.reason, id, message: factor.evidence });
        if (factor.reason === "factor-refused") lost.push({ flowId: one.flow, locationId: one.location });
        return [];
      });
      const { factors, refused, faults, unknown } = factorsOnce(accepted);
      for (const message of faults) said.push({ rule: "factor-refused", id, message });
      findings.push(said.toSorted((a, b) => (a.message < b.message ? -1 : 1)));
      return {
        id,
        name: name ?? id,
        unit,
        factors,
        unknown: [...lost, ...unknown],
        read: stated.length,
        refused: stated.length - accepted.length + refused,
      };
    });
  return { methods: read, findings: findings.flat() };
}
