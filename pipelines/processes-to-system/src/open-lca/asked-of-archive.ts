import type { FactorRelease, GwpSet, WaterUse } from "@celadon/factors";
import { accept, type Outcome } from "@celadon/quantity";
import { awareMethods, type FlowOfWater } from "../characterisation/aware-methods.ts";
import { climateOf } from "../characterisation/climate-of.ts";
import { defaultPlaces, findingAt } from "../characterisation/default-places.ts";
import { gwpMethods } from "../characterisation/gwp-methods.ts";
import type { Method } from "../characterisation/method.ts";
import { waterOf } from "../characterisation/water-of.ts";
import type { MethodFactors } from "../method-factors.ts";
import type { RawProcess } from "../raw-process.ts";
import type { Finding } from "../report.ts";
import type { Archive } from "./archive.ts";
import { described } from "./described.ts";
import { textOf } from "./fields.ts";
import { referenceUnit } from "./unit-table.ts";

interface Asked {
  readonly methods: readonly MethodFactors[];
  readonly findings: readonly Finding[];
}

/** The groups of methods that sets of warming potentials make for the flows of an archive. */
export function gwpOfArchive(
  archive: Archive,
  flowIds: readonly string[],
  sets: readonly GwpSet[],
  release: FactorRelease,
): Asked {
  const flows = flowIds.flatMap((id) => {
    const flow = archive.documents.get("Flow")?.get(id);
    const climate = flow === undefined ? undefined : climateOf(described(flow));
    return climate === undefined ? [] : [{ id, unit: unitIn(archive, id), climate }];
  });
  const { methods, findings } = gwpMethods(flows, sets, release);
  return { methods: methods.map((method) => placed(method, new Map())), findings };
}

/**
 * Water scarcity for the flows that accepted processes exchange, at the places of these. A place without a factor of its own is found in the
 * findings.
 */
export function waterOfArchive(
  archive: Archive,
  accepted: readonly RawProcess[],
  uses: readonly WaterUse[],
  release: FactorRelease,
): Outcome<Asked, "factor-missing"> {
  if (uses.length === 0) return accept({ methods: [], findings: [] });
  const exchanged = new Set(accepted.flatMap(({ exchanges }) => exchanges.map(({ stated }) => stated.flowId)));
  const flows = [...exchanged].sort().flatMap((id): readonly FlowOfWater[] => {
    const flow = archive.documents.get("Flow")?.get(id);
    const water = flow === undefined ? undefined : waterOf(described(flow));
    return water === undefined ? [] : [{ id, unit: unitIn(archive, id), water }];
  });
  const codes = codesOf(archive);
  const made = awareMethods(flows, { uses, places: codes.keys(), release });
  if (made.kind !== "accept") return made;
  const { methods, findings } = made.value;
  const isWater = new Set(flows.filter(({ water }) => water !== "lost").map(({ id }) => id));
  return accept({
    methods: methods.map((method) => placed(method, codes)),
    findings: [
      ...findings,
      ...methods.flatMap((method) => defaultPlaces(method, placesOfWater(archive, accepted, isWater))).map(findingAt),
    ],
  });
}

const unitIn = (archive: Archive, flowId: string): string => {
  const unit = referenceUnit(archive, flowId);
  return unit.kind === "accept" ? unit.value : "";
};

/** Place code -> ids of the locations that have it. */
function codesOf(archive: Archive): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, readonly string[]>();
  for (const [id, location] of archive.documents.get("Location") ?? []) {
    const code = textOf(location, "code");
    if (code !== undefined) ids.set(code, [...(ids.get(code) ?? []), id]);
  }
  return ids;
}

function placed(
  { id, name, unit, factors, unknown }: Method,
  idsOf: ReadonlyMap<string, readonly string[]>,
): MethodFactors {
  const idsAt = (place: string | undefined) => (place === undefined ? [undefined] : (idsOf.get(place) ?? []));
  const made = factors.flatMap(({ flowId, place, value }) =>
    idsAt(place).map((locationId) => ({ flowId, locationId, value })),
  );
  const lost = unknown.flatMap(({ flowId, place }) => idsAt(place).map((locationId) => ({ flowId, locationId })));
  return { ...{ id, name, unit, factors: made, unknown: lost }, ...{ read: made.length, refused: 0 } };
}

/** For each process the codes of the places at which it takes or gives water, "" where none is stated. */
const placesOfWater = (
  { documents }: Archive,
  accepted: readonly RawProcess[],
  isWater: ReadonlySet<string>,
): readonly ReadonlySet<string>[] =>
  accepted.map((process) => {
    const water = process.exchanges.filter(({ stated }) => isWater.has(stated.flowId));
    return new Set(
      water.map(({ locationId = process.locationId }) => {
        const location = locationId === undefined ? undefined : documents.get("Location")?.get(locationId);
        return (location && textOf(location, "code")) ?? "";
      }),
    );
  });
