import { accept, type Outcome, reject } from "@celadon/quantity";
import type { ClimateFlow } from "./climate-flow.ts";

/**
 * The rows of one set of warming potentials: id (behind `GWP100-AR6`) and name. Beside each the field of a PACT 3.0 record that it fills;
 * ISO 14067:2018 asks for the same parts (fossil and biogenic emissions and removals, direct change of land use, aircraft) on their own, and
 * ecoinvent's implementation of IPCC 2021 splits by them too (support.ecoinvent.org/guidance-on-ipcc-methods).
 *
 *   excluding = fossil + land-use change + land management, emission and removal + biogenic non-CO2 + captured carbon
 *   including = excluding + biogenic CO2;    biogenic CO2 = emission + uptake
 *
 * `aircraft` is a part of fossil, never added again. Sums hold in every column, factor by factor.
 */
export const gwpRows = {
  excluding: { id: "", name: "without biogenic CO2" }, // pcfExcludingBiogenicUptake
  including: { id: "-including-biogenic-CO2", name: "with biogenic CO2" }, // pcfIncludingBiogenicUptake
  fossil: { id: "-fossil", name: "fossil" }, // fossilGhgEmissions
  landUseChange: { id: "-land-use-change", name: "land-use change" }, // landUseChangeGhgEmissions
  landManagementEmission: { id: "-land-management-emission", name: "land management, CO2 emitted" }, // landManagementBiogenicCO2Emissions
  landManagementRemoval: { id: "-land-management-removal", name: "land management, CO2 removed" }, // landManagementBiogenicCO2Removals
  biogenicCo2: { id: "-biogenic-CO2", name: "biogenic CO2, emitted less taken up" }, // biogenicCO2Uptake
  biogenicCo2Uptake: { id: "-biogenic-CO2-uptake", name: "biogenic CO2, taken up" },
  biogenicCo2Emission: { id: "-biogenic-CO2-emission", name: "biogenic CO2, emitted" },
  biogenicNonCo2: { id: "-biogenic-non-CO2", name: "biogenic gases other than CO2" }, // biogenicNonCO2Emissions
  aircraft: { id: "-aircraft", name: "aircraft, a part of fossil" }, // aircraftGhgEmissions
  capturedCarbon: { id: "-captured-carbon", name: "carbon captured by technical means" }, // technologicalCO2Removals, ccsTechnologicalCO2Capture
} as const;
export type GwpRow = keyof typeof gwpRows;

/**
 * The rows a flow counts in. Refused: what cannot be: an uptake of another gas than CO2, or to nothing that takes it up, and an emission
 * of captured carbon (what comes free again is fossil or biogenic, as it was).
 */
export function rowsOf({ gas, origin, direction }: ClimateFlow): Outcome<ReadonlySet<GwpRow>, "contradictory-flow"> {
  const isCo2 = gas === "CO2";
  if (direction === "uptake" && !isCo2) {
    return reject("contradictory-flow", `an uptake of ${gas}: only that of CO2 is known. State it as an emission.`);
  }
  const isTaken = direction === "uptake";
  if (isTaken && (origin === "fossil" || origin === "aircraft")) {
    const fix = "State captured, biogenic, land-management or land-use-change.";
    return reject("contradictory-flow", `an uptake of CO2 by ${origin} means: that is none. ${fix}`);
  }
  if (!isTaken && origin === "captured") {
    const fix = "State fossil or biogenic, as the carbon was before, or direction uptake.";
    return reject("contradictory-flow", `an emission of captured ${gas}. ${fix}`);
  }
  const rows = (...parts: readonly GwpRow[]) => accept(new Set<GwpRow>(["excluding", "including", ...parts]));
  switch (origin) {
    case "fossil":
      return rows("fossil");
    case "aircraft":
      return rows("fossil", "aircraft");
    case "land-use-change":
      return rows("landUseChange");
    case "land-management":
      if (!isCo2) return rows("biogenicNonCo2");
      return rows(isTaken ? "landManagementRemoval" : "landManagementEmission");
    case "captured":
      return rows("capturedCarbon");
    case "biogenic":
      return isCo2 ? biogenic(isTaken) : rows("biogenicNonCo2");
    case "unspecified":
      return isTaken ? biogenic(true) : rows("fossil");
  }
}

const biogenic = (isTaken: boolean) =>
  accept(new Set<GwpRow>(["including", "biogenicCo2", isTaken ? "biogenicCo2Uptake" : "biogenicCo2Emission"]));
