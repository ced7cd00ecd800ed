import { accept, type Outcome } from "@celadon/quantity";
import { type AskedMethods, askedMethods } from "../characterisation/asked-methods.ts";
import { awareMethods, type FlowOfWater } from "../characterisation/aware-methods.ts";
import { defaultPlaces, findingAt } from "../characterisation/default-places.ts";
import { gwpMethods } from "../characterisation/gwp-methods.ts";
import type { Method } from "../characterisation/method.ts";
import type { MethodFactors } from "../method-factors.ts";
import type { Finding } from "../report.ts";
import type { ProcessDocument } from "./document-shape.ts";
import { flowIdentity } from "./flow-identity.ts";

/**
 * The methods that sets of warming potentials and water scarcity make for the flows of a document, at the places it names. Refused: a set
 * or use that is not known, a release without the factors. In the findings: all that was assumed, and the places of water without a factor.
 */
export function askedOfDocument(
  { flows, processes }: ProcessDocument,
  asked: AskedMethods,
): Outcome<
  { readonly methods: readonly MethodFactors[]; readonly findings: readonly Finding[] },
  "unknown-gwp-set" | "unknown-water-method" | "factor-missing"
> {
  const words = askedMethods(asked);
  if (words.kind !== "accept") return words;
  const natural = flows
    .map((flow) => ({ id: flow.id, unit: flow.unit, ...flowIdentity(flow) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const gases = natural.flatMap(({ id, unit, climate }) => (climate === undefined ? [] : [{ id, unit, climate }]));
  const waters = natural.flatMap(({ id, unit, water }) => (water === undefined ? [] : [{ id, unit, water }]));
  const stated = processes.flatMap(({ location, exchanges }) => [location, ...exchanges.map((one) => one.location)]);
  const places = stated.filter((place) => place !== undefined);
  const byGwp = gwpMethods(gases, words.value.sets, asked.release);
  const byWater = awareMethods(waters, { uses: words.value.uses, places, release: asked.release });
  if (byWater.kind !== "accept") return byWater;
  return accept({
    methods: [...byGwp.methods, ...byWater.value.methods].map(factorsOf),
    findings: [
      ...byGwp.findings,
      ...byWater.value.findings,
      ...byWater.value.methods
        .flatMap((method) => defaultPlaces(method, placesOfWater(processes, waters)))
        .map(findingAt),
    ],
  });
}

/** For each process the places at which it takes or gives water, "" where none is stated; water to the air stands nowhere. */
function placesOfWater(
  processes: ProcessDocument["processes"],
  waters: readonly FlowOfWater[],
): readonly ReadonlySet<string>[] {
  const isWater = new Set(waters.filter(({ water }) => water !== "lost").map(({ id }) => id));
  return processes.map(({ location, exchanges }) => {
    const water = exchanges.filter(({ flow }) => isWater.has(flow));
    return new Set(water.map((one) => one.location ?? location ?? ""));
  });
}

const factorsOf = ({ id, name, unit, factors, unknown }: Method): MethodFactors => ({
  ...{ id, name, unit },
  factors: factors.map(({ flowId, place, value }) => ({ flowId, locationId: place, value })),
  unknown: unknown.map(({ flowId, place }) => ({ flowId, locationId: place })),
  ...{ read: factors.length, refused: 0 },
});
