import { accept, type Outcome, reject } from "@celadon/quantity";
import type { ClimateFlow, GasOrigin } from "./climate-flow.ts";

const withOrigin = /^(co2|ch4|n2o)(?:-(fossil|biogenic))?$/i;

/**
 * A flow of gas with its species and origin apart: people write `CH4-biogenic`, as the tables of warming potentials do, and `co2`. Such a name
 * decides what the flow counts as, so it is read and never passed on. Refused: a name that holds another origin than the one stated.
 */
export function namedGas(flow: ClimateFlow): Outcome<ClimateFlow, "contradictory-flow"> {
  const [, species, named] = withOrigin.exec(flow.gas) ?? [];
  if (species === undefined) return accept(flow);
  const gas = species.toUpperCase();
  if (named === undefined) return accept({ ...flow, gas });
  const origin: GasOrigin = named.toLowerCase() === "fossil" ? "fossil" : "biogenic";
  if (flow.origin === "unspecified" || flow.origin === origin) return accept({ ...flow, gas, origin });
  return reject("contradictory-flow", `"${flow.gas}" of origin ${flow.origin}. State the gas ${gas} and one origin.`);
}
