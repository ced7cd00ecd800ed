import { countryOf, type FactorRelease, type WaterUse, waterScarcity } from "@celadon/factors";
import { accept, Decimal, type Outcome } from "@celadon/quantity";
import type { Finding } from "../report.ts";
import type { Method } from "./method.ts";
import { waterM3In } from "./unit-ratio.ts";
import type { WaterRole } from "./water-of.ts";
import { worldPlaces } from "./world-places.ts";

/** An elementary flow of water whose role is known. */
export interface FlowOfWater {
  readonly id: string;
  readonly unit: string;
  readonly water: WaterRole;
}

/** What one asks for, and the use of water it stands for. One method has one use, so that withdrawal and return meet the same factor. */
export const waterMethods: ReadonlyMap<string, WaterUse> = new Map([
  ["aware", "unspecified"],
  ["aware-agri", "agri"],
  ["aware-non-agri", "non-agri"],
]);

const sign = { withdrawal: 1, return: -1, lost: 0 } as const satisfies Record<WaterRole, number>;

/** Provinces of China whose ISO 3166 code is that of another one in the lists of ecoinvent and of AWARE's own tables. */
const readAsIso: ReadonlyMap<string, string> = new Map([
  ["CN-HA", "Henan, where others mean Hainan"],
  ["CN-HB", "Hubei, where others mean Hebei"],
  ["CN-HE", "Hebei, where others mean Henan"],
]);

/**
 * Water scarcity by AWARE 2.0, one method a use:  sum over places of CF · (withdrawn - returned), m3 world-eq
 *
 * The inventory that AWARE asks for is consumption (Boulay et al. 2018, doi 10.1007/s11367-017-1333-8); over elementary flows it is +CF on fresh
 * water taken in and -CF on water given back to fresh water, as the implementations for LCA software have it. Water to air or sea is 0:
 * the difference counts it already. `places` are the codes that a flow may stand at. Which factor counts there:
 *
 *   its own; else, of a part of a country, that of the country
 *   the world's, in general: where no place is stated, and at the codes of `worldPlaces`
 *   none at any other place: the water there is unknown, as is a flow in no unit of volume or mass (`water-not-a-volume` in the findings)
 *
 * Refused: a release without the world's factor. In the findings also a code that has two meanings (`water-place-assumed`).
 */
export function awareMethods(
  flows: readonly FlowOfWater[],
  {
    uses,
    places: stated,
    release,
  }: { readonly uses: readonly WaterUse[]; readonly places: Iterable<string>; readonly release: FactorRelease },
): Outcome<{ readonly methods: readonly Method[]; readonly findings: readonly Finding[] }, "factor-missing"> {
  const findings: Finding[] = [];
  const measured = flows.map(({ id, unit, water }) => {
    const m3 = water === "lost" ? new Decimal(0) : waterM3In(unit); // in whatever unit: nothing of it counts
    if (m3 === undefined) {
      const message = `Flow "${id}" is water, but "${unit}" is no unit of volume or mass. It has no factor, and what exchanges it is unknown.`;
      findings.push({ rule: "water-not-a-volume", id, message });
    }
    return { id, water, m3 };
  });
  const codes = [...new Set(stated)].sort();
  for (const place of uses.length === 0 ? [] : codes) {
    const meant = readAsIso.get(place);
    if (meant === undefined) continue;
    const message = `Place "${place}" is read as ISO 3166 has it: ${meant}. Correct the location where another is meant.`;
    findings.push({ rule: "water-place-assumed", id: place, message });
  }
  const methods: Method[] = [];
  for (const use of uses) {
    const world = waterScarcity(release, { use, place: "world" });
    if (world.kind !== "accept") return world;
    const cfAt = (place: string | undefined): Decimal | undefined => {
      const row = place === undefined ? undefined : waterScarcity(release, { use, place });
      return row?.kind === "accept" ? row.value.value : undefined;
    };
    const places = new Map<string, string | undefined>();
    for (const place of codes) {
      const of = [place, countryOf(place)].find((code) => cfAt(code) !== undefined);
      if (of !== undefined || !worldPlaces.has(place)) places.set(place, of);
    }
    const factors: Method["factors"][number][] = [];
    const unknown: Method["unknown"][number][] = [];
    const general = { place: undefined, cf: world.value.value };
    const all = [general, ...[...places].map(([place, of]) => ({ place, cf: cfAt(of) }))];
    for (const { id: flowId, water, m3 } of measured) {
      const isAlike = water === "lost" || m3 === undefined; // wherever it is
      for (const { place, cf } of isAlike ? [general] : all)
        if (cf === undefined || m3 === undefined) unknown.push({ flowId, place });
        else factors.push({ flowId, place, value: cf.times(m3).times(sign[water]).toNumber() });
    }
    methods.push({
      id: use === "unspecified" ? "AWARE2.0" : `AWARE2.0-${use}`,
      name: `Water scarcity, AWARE 2.0, annual, ${useTexts[use]}`,
      unit: "m3 world-eq",
      ...{ factors, unknown, places },
    });
  }
  return accept({ methods, findings });
}

const useTexts = {
  unspecified: "use not stated",
  agri: "irrigation",
  "non-agri": "other than irrigation",
} as const satisfies Record<WaterUse, string>;
