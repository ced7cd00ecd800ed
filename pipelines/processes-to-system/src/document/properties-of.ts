import { accept, type Outcome, reject } from "@celadon/quantity";
import type { DocumentContext } from "./document-context.ts";
import type { StatedFlow } from "./flow-shape.ts";
import { quantityValue } from "./quantity-value.ts";

/** Of a flow that is itself counted in kg or MJ, one unit has a mass or an energy without anybody saying so. */
const ownUnit: Readonly<Record<string, string>> = { mass: "kg", energy: "MJ" };

const stated = (name: string, flow: StatedFlow, { ratios }: DocumentContext) => {
  const said = flow.properties?.get(name);
  const unit = ownUnit[name];
  if (said !== undefined || unit === undefined) return said;
  const own = ratios(flow.unit, unit);
  return own.kind === "accept" ? { value: own.value(1), unit } : undefined;
};

/**
 * One property of one unit of each flow, in the unit of the first that has it; a flow that lacks it is not in the map. Refused: values
 * whose units do not convert into each other, such as prices in two currencies.
 */
export function propertiesOf(
  name: string,
  flowIds: readonly string[],
  context: DocumentContext,
): Outcome<ReadonlyMap<string, number>, "allocation" | "formula"> {
  const values = new Map<string, number>();
  let common: string | undefined;
  for (const id of flowIds) {
    const flow = context.flows.get(id);
    const one = flow && stated(name, flow, context);
    if (one === undefined) continue;
    const value = quantityValue(one.value, context.globals);
    if (value.kind !== "accept") return value;
    common ??= one.unit;
    if (one.unit === common) {
      values.set(id, value.value);
      continue;
    }
    const ratio = context.ratios(one.unit, common);
    if (ratio.kind !== "accept") {
      return reject("allocation", `Property "${name}" of flow "${id}" is in ${one.unit}, that of others in ${common}.`);
    }
    values.set(id, ratio.value(value.value));
  }
  return accept(values);
}
