import type { LinearSystem } from "@celadon/inventory-to-footprint/systems";
import { numbersOf } from "../../peers/numbers-of.ts";
import { sparseOf } from "../../peers/sparse-of.ts";

/** What a background system is made by. */
export interface BackgroundSpec {
  /** Processes. */
  readonly n: number;
  /** Inputs of a process on the average, before those of one product are added up. */
  readonly inputs: number;
  /** Share of inputs from hubs that all regions use, and of those from far away. */
  readonly global: number;
  readonly far: number;
  /** Share of processes that use each other in one large loop; the others only use. */
  readonly core: number;
  readonly seed: number;
}

/** 20,000 processes as closely linked as the large public databases are: factorising it costs about what is published for those. */
export const e1: BackgroundSpec = { n: 20_000, inputs: 12, global: 0.3, far: 0.04, core: 0.45, seed: 42 };
/** The same with fewer far links. */
export const e2: BackgroundSpec = { ...e1, far: 0.01 };

const methodCount = 25;
const [hubsOfARegion, nearMost] = [8, 15];

/**
 * A synthetic background database. Regions have hubs of their own; inputs are lognormal, a fiftieth of them credits; what a process
 * takes is worth 0.30 to 0.85 of what it makes at most, so that sweeps come to rest (real data may not). A random permutation hides
 * the order of making. n / 10 flows, 25 methods with factors for an eighth of them.
 */
export function backgroundSystem({ n, inputs, global, far, core, seed }: BackgroundSpec): LinearSystem {
  const random = numbersOf(seed);
  const gauss = (): number => {
    const u = 1 - random();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random());
  };
  const hubs = Math.max(4, Math.round(n * 0.006));
  const regions = Math.max(2, Math.round(n / 330));
  const looped = Math.round(n * core);
  const regionSize = Math.floor((looped - hubs) / regions);
  const regionAt = (region: number): number => hubs + region * regionSize;
  const weights = new Float64Array(hubs);
  let weight = 0;
  for (let i = 0; i < hubs; i++) {
    weight += 1 / (i + 2);
    weights[i] = weight;
  }
  const below = (size: number): number => Math.floor(random() * size);
  const hub = (): number => {
    const wanted = random() * weight;
    const found = weights.findIndex((upTo) => upTo >= wanted);
    return found === -1 ? hubs - 1 : found;
  };
  const inputOfHub = (j: number): number => {
    const x = random();
    if (x < 0.25) return hub();
    return regionAt((j * 31 + below(3)) % regions) + hubsOfARegion + below(regionSize - hubsOfARegion);
  };
  const inputOfRegionHub = (first: number): number => {
    const x = random();
    if (x < 0.15) return hub();
    if (x < 0.35) return first + below(hubsOfARegion);
    if (x < 0.38) return regionAt(below(regions)) + below(2);
    return first + hubsOfARegion + below(Math.min(60, regionSize - hubsOfARegion));
  };
  const inputOfOther = (j: number, first: number, isLooped: boolean): number => {
    const x = random();
    if (x < global) return hub();
    if (x < 0.72) return first + below(hubsOfARegion);
    if (x >= 1 - far) return below(Math.min(j, n));
    const near = Math.max(first, (isLooped ? j : Math.max(looped, j)) - 1 - below(nearMost));
    if (isLooped) return near;
    const before = j - 1 - below(10);
    return before < looped ? hub() : before;
  };
  const columns: Map<number, number>[] = [];
  for (let j = 0; j < n; j++) {
    const want = Math.max(1, Math.round(inputs * (0.35 + 1.3 * random()) * (random() < 0.03 ? 4 : 0.88)));
    const isHub = j < hubs;
    const isLooped = j < hubs + regions * regionSize;
    const region = isLooped ? Math.floor((j - hubs) / regionSize) : (j * 7919) % regions;
    const first = isHub ? 0 : regionAt(region);
    const isRegionHub = !isHub && isLooped && j - first < hubsOfARegion;
    const column = new Map<number, number>();
    for (let k = 0; k < want; k++) {
      const i = isHub ? inputOfHub(j) : isRegionHub ? inputOfRegionHub(first) : inputOfOther(j, first, isLooped);
      if (i === j && random() < 0.9) continue;
      const size = Math.exp(-3.2 + 1.6 * gauss());
      const input = size * (random() < 0.02 ? -1 : 1);
      const before = column.get(i);
      column.set(i, before === undefined ? input : before + input);
    }
    const worth = [...column.values()].reduce((sum, value) => sum + Math.abs(value), 0);
    const cap = 0.3 + 0.55 * random();
    if (worth > cap) for (const [i, value] of column) column.set(i, (value * cap) / worth);
    columns.push(column);
  }
  const made = permutation(n, random);
  const placeOf = new Int32Array(n);
  for (let p = 0; p < n; p++) placeOf[made[p] as number] = p;
  const technosphere = Array.from({ length: n }, (_, p) => {
    const own = made[p] as number;
    const column = columns[own] as Map<number, number>;
    const ownUse = column.get(own);
    const entries: [number, number][] = [[p, ownUse === undefined ? 1 : 1 - ownUse]];
    for (const [i, value] of column) if (i !== own) entries.push([placeOf[i] as number, -value]);
    return entries;
  });
  const flowCount = Math.max(20, Math.round(n / 10));
  const interventions = Array.from({ length: n }, () => {
    const column = new Map<number, number>();
    const want = 5 + below(40);
    for (let k = 0; k < want; k++) column.set(Math.floor(random() ** 2.5 * flowCount), Math.exp(-6 + 3 * gauss()));
    return [...column];
  });
  const factors: [number, number][][] = Array.from({ length: flowCount }, () => []);
  for (let at = 0; at < methodCount * flowCount; at++)
    if (random() < 0.12) factors[at % flowCount]?.push([Math.floor(at / flowCount), Math.exp(2 * gauss())]);
  const named = (count: number, letter: string, unit: string) =>
    Array.from({ length: count }, (_, i) => ({ id: `${letter}${i}`, name: `${letter} ${i}`, unit, index: i }));
  return {
    products: named(n, "p", "kg"),
    processes: named(n, "x", ""),
    flows: named(flowCount, "f", "kg"),
    methods: named(methodCount, "m", "kg CO2e"),
    M: sparseOf(n, technosphere),
    B: sparseOf(flowCount, interventions),
    C: sparseOf(methodCount, factors),
  };
}

function permutation(n: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    const kept = order[i] as number;
    order[i] = order[k] as number;
    order[k] = kept;
  }
  return order;
}
