import type { ClimateFlow, GasOrigin } from "./climate-flow.ts";
import { type DescribedFlow, directionIn, evenedName } from "./described-flow.ts";
import { gasOf } from "./gas-of.ts";

const nonFossil = /\bbiogenic\b|\bnon-?\s?fossil\b|\bbiomass\b/;

/** Carbon that a change of land use sets free: "from soil or biomass stock", "land use change", "peat oxidation". */
const landUse = /\bland\b|\bluluc\b|\bfrom soil\b|\bsoil or biomass stock\b|\bpeat/;

/** Where aircraft fly: "lower stratosphere + upper troposphere" of the ecoinvent and openLCA lists. */
const aloft = /\bstratosphere\b|\bupper troposphere\b/;

/**
 * What an elementary flow is to the climate, by its CAS number, else its name; undefined for every other flow, and for what does not
 * go to the air. The origin is what name and compartment say; `unspecified` where they say nothing.
 *
 * CO2 taken from the air is biogenic, unless its name says that a machine does it (captured). CO2 "from soil or biomass stock" is an
 * emission by a change of land use. What goes "to soil or biomass stock" is an output that counts -1 (as in ecoinvent's IPCC 2021), and a
 * removal by the management of land: PACT knows no negative change of land use.
 */
export function climateOf(flow: DescribedFlow): ClimateFlow | undefined {
  const name = evenedName(flow);
  const gas = gasOf(flow);
  if (gas === undefined) return undefined;
  const { compartment } = flow;
  const isTaken = directionIn(compartment) === "input";
  if (gas === "CO2" && /\bto soil\b/.test(name)) return { gas, origin: "land-management", direction: "uptake" };
  if (gas === "CO2" && isTaken && /\bair\b/.test(`${compartment} ${name}`)) {
    const origin = /\bcaptur|\bdirect air\b/.test(name) ? "captured" : "biogenic";
    return { gas, origin, direction: "uptake" };
  }
  if (isTaken || !/\bair\b/.test(compartment)) return undefined;
  return { gas, origin: originOf(name, compartment), direction: "emission" };
}

function originOf(name: string, compartment: string): GasOrigin {
  // "from soil or biomass stock" holds the word biomass, and is no burning of it.
  if (landUse.test(name)) return "land-use-change";
  if (nonFossil.test(name)) return "biogenic";
  if (aloft.test(compartment)) return "aircraft";
  return /\bfossil\b/.test(name) ? "fossil" : "unspecified";
}
