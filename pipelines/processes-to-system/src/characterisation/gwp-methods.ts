import { type FactorRelease, type GwpSet, gwp } from "@celadon/factors";
import type { Decimal } from "@celadon/quantity";
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
 * An uptake is negative. The 0 is a statement: this flow is no part of that. A flow that is no greenhouse gas has no factor. A gas that the
 * set does not know, that is counted in no mass, or that contradicts itself is unknown in the rows it counts in (of a contradiction: in all).
 * Each is found in the findings, as is what is assumed: `gwp-assumed` (CO2 and methane without a qualifier), `gwp-origin-assumed` (another gas; its total is
 * the same, and CO2e that its source has weighed), `gwp-fallback` (a set that knows one methane), `gwp-missing`, `gwp-not-a-mass`, `gwp-contradictory`.
 */
export function gwpMethods(
  flows: readonly FlowOfGas[],
  sets: readonly GwpSet[],
  release: FactorRelease,
): { readonly methods: readonly Method[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const say = (rule: string, id: string, message: string): void => void findings.push({ rule, id, message });
  const identified = flows.map((flow) => {
    const { id } = flow;
    const named = namedGas(flow.climate);
    const rows = named.kind === "accept" ? rowsOf(named.value) : named;
    if (rows.kind !== "accept") {
      say("gwp-contradictory", id, `Flow "${id}" is ${rows.evidence} ${isUnknown}`);
      return { id, climate: flow.climate, rows: new Set(namesOf()), kg: undefined };
    }
    const climate = named.kind === "accept" ? named.value : flow.climate; // else refused just now
    const kg = kgOfGas(climate.gas, flow.unit);
    if (kg === undefined) {
      const fix = `"${flow.unit}" is no unit of mass. ${isUnknown}`;
      say("gwp-not-a-mass", id, `Flow "${id}" is ${climate.gas}, but ${fix}`);
    }
    const assumed = kg === undefined ? undefined : assumedOf(climate);
    if (assumed !== undefined) say(assumed.rule, id, `Flow "${id}": ${assumed.what}.`);
    return { id, climate, rows: rows.value, kg };
  });
  const methods = sets.flatMap((set) => {
    const made = new Map(namesOf().map((row) => [row, { factors: [] as Factor[], unknown: [] as FlowAt[] }]));
    for (const { id, climate, rows, kg } of identified) {
      const potential = kg === undefined ? undefined : potentialOf(id, climate, set);
      const size = potential === undefined || kg === undefined ? undefined : potential.times(kg).toNumber();
      const at = { flowId: id, place: undefined };
      for (const [row, { factors, unknown }] of made) {
        if (!rows.has(row)) factors.push({ ...at, value: 0 });
        else if (size === undefined) unknown.push(at);
        else factors.push({ ...at, value: climate.direction === "uptake" ? -size : size });
      }
    }
    return [...made].map(
      ([row, { factors, unknown }]): Method => ({
        id: `GWP100-${set}${gwpRows[row].id}`,
        name: `Climate change, ${set}, 100 years, ${gwpRows[row].name}`,
        unit: "kg CO2e",
        ...{ factors, unknown, places: new Map() },
      }),
    );
  });
  return { methods, findings };

  /** kg CO2e per kg by one set; undefined where it does not know the gas. */
  function potentialOf(id: string, climate: ClimateFlow, set: GwpSet): Decimal | undefined {
    const key = speciesOf(climate);
    const exact = gwp(release, key === "CO2e" ? "CO2" : key, set); // one kg of it is one of CO2, by definition
    const potential = exact.kind === "accept" || climate.gas !== "CH4" ? exact : gwp(release, "CH4", set);
    if (potential.kind !== "accept") {
      say("gwp-missing", id, `Flow "${id}": ${potential.evidence} ${isUnknown}`);
      return undefined;
    }
    if (exact.kind !== "accept")
      say("gwp-fallback", id, `Flow "${id}" is ${key}; ${set} knows one methane only, and that one counts.`);
    return potential.value.value;
  }
}

type Factor = Method["factors"][number];
type FlowAt = Method["unknown"][number];

const isUnknown = "It has no factor, and what exchanges it is unknown.";

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
