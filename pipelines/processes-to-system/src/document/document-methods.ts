import { accept, type Outcome, reject } from "@celadon/quantity";
import { factorsOnce } from "../factors-once.ts";
import type { MethodFactors } from "../method-factors.ts";
import type { Finding } from "../report.ts";
import type { DocumentContext } from "./document-context.ts";
import type { StatedMethod } from "./document-shape.ts";
import { inFlowUnit } from "./in-flow-unit.ts";
import { valuedQuantity } from "./quantity-value.ts";
import { spreadIn } from "./spread-in.ts";

type StatedFactor = StatedMethod["factors"][number];
type Factor = MethodFactors["factors"][number];

/** A factor, and what is to be said of its uncertainty. */
interface ReadFactor {
  readonly factor: Factor;
  readonly faults: readonly Omit<Finding, "id">[];
}

/** A factor per unit of its flow: what is per stated unit is divided by how many of the flow's units that is. */
function factorOf(stated: StatedFactor, context: DocumentContext): Outcome<ReadFactor, string> {
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
  const valued = valuedQuantity(stated.value, context.globals);
  if (valued.kind !== "accept") return reject("factor-refused", valued.evidence);
  const { value, words } = valued.value;
  const units = ratio?.value.of(1);
  const { uncertainty } = stated;
  const read = uncertainty === undefined ? accept(undefined) : spreadIn(uncertainty, value, context.globals);
  const spread = read.kind === "accept" ? read.value : undefined;
  const isCertain = spread === undefined && words === undefined;
  const faults: Omit<Finding, "id">[] = [];
  const say = (rule: string, what: string): void =>
    void faults.push({ rule, message: `Factor of flow "${flow.id}": ${what}` });
  if (read.kind !== "accept") say("uncertainty", read.evidence);
  if (ratio?.value.words !== undefined)
    say(
      "uncertain-parameter",
      "its unit converts by a property that follows from an uncertain parameter, which is static here.",
    );
  return accept({
    factor: {
      ...{ flowId: flow.id, locationId: stated.location, value: units === undefined ? value : value / units },
      uncertainty: isCertain ? undefined : { spread, words, scale: units === undefined ? 1 : 1 / units },
    },
    faults,
  });
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
        if (factor.kind === "accept") {
          said.push(...factor.value.faults.map((fault) => ({ ...fault, id })));
          return [factor.value.factor];
        }
        said.push({ rule: factor.reason, id, message: factor.evidence });
        if (factor.reason === "factor-refused") lost.push({ flowId: one.flow, locationId: one.location });
        return [];
      });
      const { factors, refused, faults, unspread, unknown } = factorsOnce(accepted);
      for (const message of unspread) said.push({ rule: "uncertainty", id, message });
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
