import { type FactorRelease, type GwpSet, gwp } from "@celadon/factors";
import type { Finding } from "../report.ts";
import type { ClimateFlow } from "./climate-flow.ts";
import { type GwpRow, gwpRows, rowsOf } from "./gwp-rows.ts";
import { kgOfGas } from "./kg-of-gas.ts";
import type { Method } from "./method.ts";
import { namedGas } from "./named-gas.ts";

/** An elementary flow whose part in the climate is known. */
export interface FlowOfGas {
  readonly id: string;
  readonly unit: string;
  readonly climate: ClimateFlow;
}

/**
 * Sets of 100-year warming potentials as methods, each the whole group of `gwpRows`:
 *
 *   c = +-GWP [kg CO2e/kg] · kg in one unit of the flow, in every row the flow counts in; 0 in the others of the group
 *
 * An uptake is negative. The 0 is a statement: this flow is no part of that. A flow that is no greenhouse gas has no factor. What is
 * assumed is found in the findings: `gwp-assumed` (CO2 and methane without a qualifier), `gwp-origin-assumed` (another gas; its total is
 * the same, and CO2e that its source has weighed), `gwp-fallback` (a set that knows one methane), `gwp-missing`, `gwp-not-a-mass`, `gwp-contradictory`.
 */
export function gwpMethods(
  flows: readonly FlowOfGas[],
  sets: readonly GwpSet[],
  release: FactorRelease,
): { readonly methods: readonly Method[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const say = (rule: string, id: string, message: string): void => void findings.push({ rule, id, message });
  const usable = flows.flatMap((flow) => {
    const { id } = flow;
    const named = namedGas(flow.climate);
    const rows = named.kind === "accept" ? rowsOf(named.value) : named;
    if (rows.kind !== "accept") {
      say("gwp-contradictory", id, `Flow "${id}" is ${rows.evidence} It has no factor.`);
      return [];
    }
    const climate = named.kind === "accept" ? named.value : flow.climate; // else refused just now
    const kg = kgOfGas(climate.gas, flow.unit);
    if (kg === undefined) {
      say(
        "gwp-not-a-mass",
        id,
        `Flow "${id}" is ${climate.gas}, but "${flow.unit}" is no unit of mass: it has no factor.`,
      );
      return [];
    }
    const assumed = assumedOf(climate);
    if (assumed !== undefined) say(assumed.rule, id, `Flow "${id}": ${assumed.what}.`);
    return [{ id, climate, rows: rows.value, kg }];
  });
  const methods = sets.flatMap((set) => {
    const factors = new Map<GwpRow, Method["factors"][number][]>(namesOf().map((row) => [row, []]));
    for (const { id, climate, rows, kg } of usable) {
      const key = speciesOf(climate);
      const exact = gwp(release, key === "CO2e" ? "CO2" : key, set); // one kg of it is one of CO2, by definition
      const potential = exact.kind === "accept" || climate.gas !== "CH4" ? exact : gwp(release, "CH4", set);
      if (potential.kind !== "accept") {
        say("gwp-missing", id, `Flow "${id}" has no factor: ${potential.evidence}`);
        continue;
      }
      if (exact.kind !== "accept")
        say("gwp-fallback", id, `Flow "${id}" is ${key}; ${set} knows one methane only, and that one counts.`);
      const size = potential.value.value.times(kg).toNumber();
      const value = climate.direction === "uptake" ? -size : size;
      for (const [row, list] of factors) list.push({ flowId: id, place: undefined, value: rows.has(row) ? value : 0 });
    }
    return namesOf().map(
      (row): Method => ({
        id: `GWP100-${set}${gwpRows[row].id}`,
        name: `Climate change, ${set}, 100 years, ${gwpRows[row].name}`,
        unit: "kg CO2e",
        factors: factors.get(row) as Method["factors"], // one list was made for each row
      }),
    );
  });
  return { methods, findings };
}

const namesOf = (): readonly GwpRow[] => Object.keys(gwpRows) as GwpRow[];

/**
 * The species as the tables name it. Methane of living things, of land and of waste is non-fossil, that of aircraft fossil (AR6, WG I,
 * Table 7.15: 29.8 fossil, 27.0 non-fossil; 27.9 where nobody says).
 */
function speciesOf({ gas, origin }: ClimateFlow): string {
  if (gas !== "CH4" || origin === "unspecified") return gas;
  return origin === "fossil" || origin === "aircraft" ? "CH4-fossil" : "CH4-biogenic";
}

/** Gases that only industry makes need no origin. */
function assumedOf({ gas, origin, direction }: ClimateFlow): { rule: string; what: string } | undefined {
  if (gas === "CO2e")
    return {
      rule: "gwp-assumed",
      what: "CO2e was weighed by its source, and counts as it is by every set; without an origin among fossil emissions",
    };
  if (origin !== "unspecified") return undefined;
  if (direction === "uptake")
    return { rule: "gwp-assumed", what: "an uptake of CO2 without a qualifier counts as biogenic" };
  switch (gas) {
    case "CO2":
      return { rule: "gwp-assumed", what: "CO2 without a qualifier counts as fossil" };
    case "CH4":
      return {
        rule: "gwp-assumed",
        what: "methane without a qualifier counts as of unstated origin, and among fossil emissions",
      };
    case "N2O":
      return {
        rule: "gwp-origin-assumed",
        what: "N2O without a qualifier counts among fossil emissions; its total is the same wherever it is from",
      };
    default:
      return undefined;
  }
}
