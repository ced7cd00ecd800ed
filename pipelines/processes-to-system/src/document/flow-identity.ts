import { climateOf } from "../characterisation/climate-of.ts";
import type { FlowIdentity } from "../characterisation/flow-identity.ts";
import { waterOf } from "../characterisation/water-of.ts";
import type { StatedFlow } from "./flow-shape.ts";

/** The compartment with the flow's own direction before it, `emission/air`: where only the compartment stands, it tells both. */
export const directedCompartment = ({ direction, compartment }: StatedFlow): string =>
  compartment === undefined ? "" : `${direction ?? ""}/${compartment}`;

/** What an elementary flow is to climate and water: as stated, else as its name and compartment tell it. */
export function flowIdentity(flow: StatedFlow): FlowIdentity {
  const { kind, gas, origin = "unspecified", water, direction } = flow;
  if (kind !== "elementary") return { climate: undefined, water: undefined };
  if (gas !== undefined) {
    return { climate: { gas, origin, direction: direction === "resource" ? "uptake" : "emission" }, water: undefined };
  }
  if (water !== undefined) return { climate: undefined, water };
  const compartment = directedCompartment(flow).toLowerCase();
  if (compartment === "") return { climate: undefined, water: undefined };
  const described = { name: flow.name ?? flow.id, cas: undefined, compartment };
  return { climate: climateOf(described), water: waterOf(described) };
}
