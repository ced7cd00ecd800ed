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
  const silent = processes.filter((j) => system.processes[j]?.unknownFor?.includes(method));
  const flows = new Set(processes.flatMap((j) => flowsOf(system, j).filter(isUnknownFor(system.flows, method))));
  const idsIn = (list: readonly Named[], places: Iterable<number>) =>
    listed([...places].sort((a, b) => a - b).map((place) => (list[place] as Named).id));
  return [
    ...(silent.length === 0
      ? []
      : [
          `The own impact of ${idsIn(system.processes, silent)} nobody states (unknown_for in processes.csv): give its flows, or another supplier.`,
        ]),
    ...(flows.size === 0
      ? []
      : [
          `The factor of ${idsIn(system.flows, flows)} is not known by ${method} (unknown_for in flows.csv): correct the flow, or ask for a method that has it.`,
        ]),
  ];
}

/** Processes whose own impact is not known: as they say themselves, or by a flow whose factor is not known. */
function unknownFor({ system }: LinearSolver, method: number): readonly number[] {
  const { id } = system.methods[method] as Named;
  const isUnknown = isUnknownFor(system.flows, id);
  const hasFlows = system.flows.some((_, flow) => isUnknown(flow));
  return system.processes.flatMap(({ unknownFor }, j) =>
    unknownFor?.includes(id) === true || (hasFlows && flowsOf(system, j).some(isUnknown)) ? [j] : [],
  );
}

const isUnknownFor = (flows: readonly Named[], method: string) => (flow: number) =>
  flows[flow]?.unknownFor?.includes(method) === true;

/** Flows that a process exchanges; an entry that is 0, as where it was set so, is none. */
const flowsOf = ({ B }: LinearSystem, process: number): readonly number[] => {
  const [from, to] = [B.starts[process] as number, B.starts[process + 1] as number];
  return [...B.rows.subarray(from, to)].filter((_, k) => B.values[from + k] !== 0);
};
