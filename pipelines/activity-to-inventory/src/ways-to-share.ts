import type { PlantProcess, WeighedShares, Weight } from "./plant-model.ts";
import { unitRatio } from "./unit-ratio.ts";

/**
 * Every way in which the burden of a process can be shared with what the model says: the rule it uses, what it states for other
 * methods, and what the units of its products say by themselves (all masses, all energies). None where there is nothing to share.
 */
export function waysToShare({ makes, allocation }: PlantProcess): readonly WeighedShares[] {
  if (allocation.method === "none") return [];
  const stated = [...(allocation.method === "shares" ? [] : [allocation]), ...(allocation.others ?? [])];
  const ways = new Map(stated.map(({ method, weights }) => [method, { method, weights }]));
  for (const [method, unit] of [
    ["mass", "kg"],
    ["energy", "kWh"],
  ] as const) {
    const weights = makes.flatMap(({ name, amount }) => weightIn(unit, name, amount.unit));
    if (weights.length === makes.length && !ways.has(method)) ways.set(method, { method, weights });
  }
  return (["mass", "energy", "price", "efficiency"] as const).flatMap((method) => ways.get(method) ?? []);
}

function weightIn(unit: string, product: string, counted: string): readonly Weight[] {
  const ratio = unitRatio(counted, unit);
  if (ratio === undefined) return [];
  return [{ product, unit: counted, above: ratio.above.toString(), below: ratio.below.toString() }];
}
