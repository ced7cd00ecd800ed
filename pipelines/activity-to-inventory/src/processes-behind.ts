import { flowsOf } from "./channels-used.ts";
import type { PlantModel, PlantProcess } from "./plant-model.ts";

/**
 * The processes that can touch the footprint of a product: its maker, those that make what it uses, and those whose flows its
 * amounts are stated per unit of, and so on.
 */
export function processesBehind(product: string, { processes }: PlantModel): readonly PlantProcess[] {
  const makers = new Map(processes.flatMap((process) => process.makes.map(({ name }) => [name, process] as const)));
  const byName = new Map(processes.map((process) => [process.name, process]));
  const found = new Set<PlantProcess>();
  const next = [makers.get(product)];
  while (next.length > 0) {
    const process = next.pop();
    if (process === undefined || found.has(process)) continue;
    found.add(process);
    next.push(...process.uses.map(({ name }) => makers.get(name)));
    for (const { amount } of flowsOf(process)) {
      if (amount.of.kind === "ratio" && amount.of.base.kind === "flow") next.push(byName.get(amount.of.base.process));
    }
  }
  return processes.filter((process) => found.has(process));
}
