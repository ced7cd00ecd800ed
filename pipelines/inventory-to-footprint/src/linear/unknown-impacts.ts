import { type LcaRefusal, listed, refuseLca } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import type { LinearSystem, Named } from "./linear-system.ts";
import { neededBy } from "./needed-by.ts";
import { restsOn } from "./rests-on.ts";

/**
 * Which products have no known impact by a method, because one of the processes they rest on has none: a sum without it would be a
 * smaller number that looks complete. `method` by place, answers by place of the product.
 */
export function unknownImpacts(solver: LinearSolver): (method: number) => (product: number) => boolean {
  return (method) => restsOn(solver, unknownFor(solver, method));
}

/**
 * The refusal where one impact is asked for that is not known; undefined where it is. Names the processes that lack it, in the sentence
 * also the flows whose factor that is due to.
 */
export function refusedAsUnknown(
  solver: LinearSolver,
  { product, method }: { readonly product: number; readonly method: number },
): LcaRefusal | undefined {
  const { system } = solver;
  const unknown = unknownFor(solver, method);
  if (unknown.length === 0) return undefined;
  const isNeeded = new Set(neededBy(solver, product));
  const needed = unknown.filter((j) => isNeeded.has(j));
  if (needed.length === 0) return undefined;
  const ids = needed.map((j) => (system.processes[j] as Named).id);
  const [of, by] = [(system.products[product] as Named).id, (system.methods[method] as Named).id];
  return refuseLca(
    "unknown-impact",
    `The impact of "${of}" by ${by} is unknown, not 0: it needs ${listed(ids)}. ${reasonsOf(system, needed, by).join(" ")}`,
    ids,
  );
}

/** Why the own impact of these processes is not known by a method, and what would change that. */
function reasonsOf(system: LinearSystem, processes: readonly number[], method: string): readonly string[] {
  const isUnknown = unknownIn(system.flows, method);
  const named = (list: readonly Named[], places: Iterable<number>): string =>
    listed([...places].sort((a, b) => a - b).map((place) => (list[place] as Named).id));
  const silent = processes.filter((j) => system.processes[j]?.unknownFor?.includes(method));
  const flows = new Set(processes.flatMap((j) => exchangedBy(system, j, isUnknown)));
  const ofProcesses = `The own impact of ${named(system.processes, silent)} nobody states (unknown_for in processes.csv): give its flows, or another supplier.`;
  const ofFlows = `The factor of ${named(system.flows, flows)} is not known by ${method} (unknown_for in flows.csv): correct the flow, or ask for a method that has it.`;
  return [...(silent.length > 0 ? [ofProcesses] : []), ...(flows.size > 0 ? [ofFlows] : [])];
}

/** Processes whose own impact is not known: as they say themselves, or by a flow whose factor is not known. */
function unknownFor({ system }: LinearSolver, method: number): readonly number[] {
  const { id } = system.methods[method] as Named;
  const isUnknown = unknownIn(system.flows, id);
  const hasFlows = isUnknown.includes(1);
  return system.processes.flatMap((process, j) => {
    const isSilent = process.unknownFor?.includes(id) === true;
    return isSilent || (hasFlows && exchangedBy(system, j, isUnknown).length > 0) ? [j] : [];
  });
}

/** 1 at the place of each flow whose factor by a method is not known. */
const unknownIn = (flows: readonly Named[], method: string): Uint8Array =>
  Uint8Array.from(flows, ({ unknownFor }) => (unknownFor?.includes(method) === true ? 1 : 0));

/** Those of the flows that a process exchanges; an entry that is 0, as where it was set so, is none. */
function exchangedBy({ B }: LinearSystem, process: number, flows: Uint8Array): readonly number[] {
  const exchanged: number[] = [];
  for (let k = B.starts[process] as number; k < (B.starts[process + 1] as number); k++)
    if (flows[B.rows[k] as number] === 1 && B.values[k] !== 0) exchanged.push(B.rows[k] as number);
  return exchanged;
}
