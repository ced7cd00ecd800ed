import { accept, type Outcome, reject } from "@celadon/quantity";
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

const placeOf = ({ flowId, locationId }: Factor): string => JSON.stringify([flowId, locationId]);

/**
 * The methods of a document, in order of id. A factor whose flow, unit or value cannot be read, whose direction is not that of its flow, or
 * that stands twice for a flow and place does not apply; each is a finding.
 */
export function documentMethods(
  methods: readonly StatedMethod[],
  context: DocumentContext,
): { readonly methods: readonly MethodFactors[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const read = methods
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, name, unit, factors: stated }): MethodFactors => {
      const said: Finding[] = [];
      const accepted = stated.flatMap((one): readonly Factor[] => {
        const factor = factorOf(one, context);
        if (factor.kind === "accept") return [factor.value];
        said.push({ rule: factor.reason, id, message: factor.evidence });
        return [];
      });
      const counts = new Map<string, number>();
      for (const one of accepted) {
        const before = counts.get(placeOf(one));
        counts.set(placeOf(one), before === undefined ? 1 : before + 1);
      }
      const factors = accepted.filter((one) => counts.get(placeOf(one)) === 1);
      for (const [place, count] of counts) {
        if (count === 1) continue;
        const message = `Factor ${place} stands ${count} times: none of them is taken. Keep one.`;
        said.push({ rule: "factor-refused", id, message });
      }
      findings.push(...said.toSorted((a, b) => (a.message < b.message ? -1 : 1)));
      return { id, name: name ?? id, unit, factors, read: stated.length, refused: stated.length - factors.length };
    });
  return { methods: read, findings };
}
