import { accept, type Outcome, reject } from "@celadon/quantity";
import type { Scope } from "../formula.ts";
import type { StatedFlow } from "./flow-shape.ts";
import { valuedQuantity } from "./quantity-value.ts";
import type { Ratio, UnitRatios, UnitRefusal } from "./unit-ratios.ts";

type Refusal = UnitRefusal | "formula" | "property-zero";

/** How an amount converts; and, where the property it converts by follows from drawn parameters, the flow's units per stated unit as a formula. */
interface InFlowUnit {
  readonly of: Ratio;
  readonly words: string | undefined;
}

/**
 * From a stated unit into the unit of a flow: directly, or where the two measure different things by the one property of the flow that
 * the stated unit measures. Coal in kg with 20 MJ each: 36 MJ are 1.8 kg. Refused: a unit that measures none of its properties or
 * several, a property of 0 or below.
 */
export function inFlowUnit(
  unit: string,
  flow: StatedFlow,
  ratios: UnitRatios,
  globals: Scope,
): Outcome<InFlowUnit, Refusal> {
  const direct = ratios(unit, flow.unit);
  if (direct.kind === "accept") return accept({ of: direct.value, words: undefined });
  if (direct.reason === "unknown-unit") return direct;
  const found = [...(flow.properties ?? [])].flatMap(([name, { value, unit: other }]) => {
    const ratio = ratios(unit, other);
    return ratio.kind === "accept" ? [{ name, value, ratio: ratio.value }] : [];
  });
  const [only, rival] = found;
  if (only === undefined) {
    const message = `${direct.evidence} Flow "${flow.id}" is counted in ${flow.unit} and has no property in a unit that ${unit} converts into.`;
    return reject("wrong-dimension", message);
  }
  if (rival !== undefined) {
    const names = found.map(({ name }) => `"${name}"`).join(" and ");
    return reject(
      "wrong-dimension",
      `${unit} measures several properties of flow "${flow.id}": ${names}. State ${flow.unit}.`,
    );
  }
  const valued = valuedQuantity(only.value, globals);
  if (valued.kind !== "accept") return valued;
  const { value: perUnit, words } = valued.value;
  if (!(perUnit > 0)) {
    return reject(
      "property-zero",
      `Property "${only.name}" of flow "${flow.id}" is ${perUnit}, not above 0: nothing converts by it.`,
    );
  }
  return accept({
    of: (amount) => only.ratio(amount) / perUnit,
    words: words === undefined ? undefined : `${only.ratio(1)} ${words} /`,
  });
}
