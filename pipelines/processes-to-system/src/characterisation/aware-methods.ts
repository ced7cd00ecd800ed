import { type FactorRelease, type WaterUse, waterScarcity } from "@celadon/factors";
import { accept, type Decimal, type Outcome } from "@celadon/quantity";
import type { Finding } from "../report.ts";
import type { Method } from "./method.ts";
import { waterM3In } from "./unit-ratio.ts";
import type { WaterRole } from "./water-of.ts";

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
 * the difference counts it already. `places` are the codes that a flow may stand at; the world's factor is the general one.
 *
 * Refused: a release without the world's factor. In the findings: a flow in no unit of volume or mass (`water-not-a-volume`), and a code that
 * has two meanings (`water-place-assumed`).
 */
export function awareMethods(
  flows: readonly FlowOfWater[],
  {
    uses,
    places,
    release,
  }: { readonly uses: readonly WaterUse[]; readonly places: Iterable<string>; readonly release: FactorRelease },
): Outcome<{ readonly methods: readonly Method[]; readonly findings: readonly Finding[] }, "factor-missing"> {
  const findings: Finding[] = [];
  const usable = flows.flatMap(({ id, unit, water }) => {
    const m3 = waterM3In(unit);
    if (m3 !== undefined) return [{ id, water, m3 }];
    const message = `Flow "${id}" is water, but "${unit}" is no unit of volume or mass: it has no factor.`;
    findings.push({ rule: "water-not-a-volume", id, message });
    return [];
  });
  const codes = [...new Set(places)].sort();
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
    const regional = codes.flatMap((place): readonly (readonly [string, Decimal])[] => {
      const row = waterScarcity(release, { use, place });
      return row.kind === "accept" ? [[place, row.value.value]] : [];
    });
    methods.push({
      id: use === "unspecified" ? "AWARE2.0" : `AWARE2.0-${use}`,
      name: `Water scarcity, AWARE 2.0, annual, ${useTexts[use]}`,
      unit: "m3 world-eq",
      factors: usable.flatMap(({ id, water, m3 }) => {
        const factor = (place: string | undefined, cf: Decimal) => ({
          ...{ flowId: id, place, value: sign[water] === 0 ? 0 : cf.times(m3).times(sign[water]).toNumber() },
        });
        const own = water === "lost" ? [] : regional.map(([place, cf]) => factor(place, cf));
        return [factor(undefined, world.value.value), ...own];
      }),
    });
  }
  return accept({ methods, findings });
}

const useTexts = {
  unspecified: "use not stated",
  agri: "irrigation",
  "non-agri": "other than irrigation",
} as const satisfies Record<WaterUse, string>;
