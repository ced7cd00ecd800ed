import type { Contribution, ExplainNode, FactorUse, Line } from "@celadon/proto";
import { Decimal, readDecimal, unitOf } from "@celadon/quantity";
import { noContradictions } from "./contradiction.ts";
import { explainAmount, explainFactor } from "./explain-amount.ts";
import { childId, detailsOf, explainNode } from "./explain-node.ts";
import { biogenicCo2 } from "./impact-of.ts";
import { massBy } from "./mass-by.ts";

/**
 * line = (sum of gases) x scale; its amount and each gas of it below. Biogenic CO2 stands among them and is not in the sum.
 * Without a contribution the line is unknown: it has no amount, and what is known of it stands below.
 */
export function explainLine(
  parent: string,
  line: Line,
  contribution: Contribution | undefined,
  gwps: ReadonlyMap<string, FactorUse>,
): ExplainNode {
  const id = childId(parent, "line", line.id);
  return explainNode({
    id,
    kind: "line",
    label: line.activity === "" ? line.flow : `${line.flow}: ${line.activity}`,
    amount: contribution?.amount,
    unit: "kgCO2e",
    rule: "(sum of gases) x scale",
    fromMs: line.fromMs,
    toMs: line.toMs,
    details: detailsOf({
      line: line.id,
      scale: contribution?.scale ?? "",
      share: contribution?.share ?? "",
      scope: `${line.scope}`,
      stage: line.stage,
      basis: line.basis,
      note: line.note,
    }),
    children: [
      ...(line.amount === "" && line.sources.length === 0
        ? []
        : [explainAmount(id, line.id, { ...line, label: line.flow })]),
      ...line.factors.map((factor) => gasByFactor(id, line, factor, gwps.get(factor.gas))),
      ...line.direct.map(({ gas, massKg }, i) => directGas(id, { gas, massKg, at: `${i}` }, gwps.get(gas))),
    ],
  });
}

const kindOf = (gas: string): string => (gas === biogenicCo2 ? "biogenic" : "gas");
const unitOfGas = (gas: string): string => (gas === biogenicCo2 ? "kg" : "kgCO2e");

const times = (mass: Decimal | undefined, gwp: FactorUse | undefined): string | undefined =>
  mass
    ?.times(gwp === undefined ? 1 : new Decimal(gwp.value))
    .toSignificantDigits(40)
    .toFixed();

function gasByFactor(parent: string, line: Line, factor: FactorUse, gwp: FactorUse | undefined): ExplainNode {
  const id = childId(parent, kindOf(factor.gas), factor.id);
  const unit = unitOf(line.unit);
  const amount = readDecimal(line.amount);
  const mass = massBy(
    factor,
    { amount, unit: unit.kind === "accept" ? unit.value : undefined, where: line.id },
    noContradictions(),
  );
  return explainNode({
    id,
    kind: kindOf(factor.gas),
    label: factor.gas,
    amount: times(mass, gwp),
    unit: unitOfGas(factor.gas),
    rule: gwp === undefined ? "amount x factor" : "amount x factor x GWP",
    children: [explainFactor(id, factor), ...(gwp === undefined ? [] : [explainFactor(id, gwp, "GWP")])],
  });
}

function directGas(
  parent: string,
  { gas, massKg, at }: { readonly gas: string; readonly massKg: string; readonly at: string },
  gwp: FactorUse | undefined,
): ExplainNode {
  const id = childId(parent, kindOf(gas), at);
  return explainNode({
    id,
    kind: kindOf(gas),
    label: gas,
    amount: times(readDecimal(massKg), gwp),
    unit: unitOfGas(gas),
    rule: gwp === undefined ? "mass" : "mass x GWP",
    children: [
      explainNode({
        id: childId(id, "amount", at),
        kind: "amount",
        label: `mass of ${gas}`,
        amount: massKg,
        unit: "kg",
      }),
      ...(gwp === undefined ? [] : [explainFactor(id, gwp, "GWP")]),
    ],
  });
}
