import { type DrawnParameters, drawnWords, times } from "./drawn-parameter.ts";
import { factorAt } from "./factor-at.ts";
import type { FlowRow, LinkedSystem } from "./linked-system.ts";
import type { MethodFactors } from "./method-factors.ts";
import type { Entry, ProcessSystem } from "./process-system.ts";
import { publishedMethod } from "./published-flow.ts";
import type { MethodCoverage } from "./report.ts";
import { summed } from "./summed.ts";

type Factor = Pick<MethodFactors["factors"][number], "value" | "uncertainty">;

/** `group`: what rows that share a factor have in common, or "". */
const entryAt = (row: number, col: number, { value, uncertainty }: Factor, group = ""): Entry => ({
  ...{ row, col, value, group, exchange: "" },
  ...{ spread: uncertainty?.spread, scale: uncertainty === undefined ? 1 : uncertainty.scale },
});

/** The formula of a factor that follows from parameters, with its own spread among them. */
function formulaOf({ value, uncertainty }: Factor, name: string, parameters: DrawnParameters): string | undefined {
  if (uncertainty?.words === undefined) return undefined;
  const { words, spread, scale } = uncertainty;
  return times(drawnWords({ words, value: value / scale, spread }, name, parameters) ?? words, scale);
}

/**
 * Adds C: for each method and row of B the factor of its place, else the general one. A flow without a factor is counted, with the largest
 * ten; one whose factor is not known is unknown by that method. By a method that a published result lacks, its process is unknown.
 */
export function withMethods(
  { system, flowRows, published }: LinkedSystem,
  methods: readonly MethodFactors[],
): { readonly system: ProcessSystem; readonly coverage: readonly MethodCoverage[] } {
  const exchanged = summed(system.b);
  const largest = new Map<number, number>();
  for (const { row, value } of exchanged) {
    const before = largest.get(row);
    if (before === undefined || Math.abs(value) > Math.abs(before)) largest.set(row, value);
  }
  const regional = new Set(flowRows.flatMap(({ flowId, locationId }) => (locationId === undefined ? [] : [flowId])));
  const c: Entry[] = [];
  const unknownFor = flowRows.map((): string[] => []);
  const coverage = methods.map((method, row): MethodCoverage => {
    const saidOf = lookedUp(method);
    const atPlaces = new Set(method.factors.flatMap((one) => (one.locationId === undefined ? [] : [one.flowId])));
    const without: number[] = [];
    const unknown = new Set<number>();
    let defaultUsed = 0;
    const used = new Set<string>();
    for (const [col, { flowId, locationId }] of flowRows.entries()) {
      const published = publishedMethod(flowId);
      if (published === method.id) c.push(entryAt(row, col, { value: 1 }));
      if (published !== undefined) continue;
      const said = saidOf(flowId, locationId);
      if (said === undefined) without.push(col);
      else if (said.value === undefined) {
        unknown.add(col);
        unknownFor[col]?.push(method.id);
      } else {
        used.add(JSON.stringify([flowId, said.place]));
        const isGeneral = said.place === undefined && (locationId !== undefined || regional.has(flowId));
        if (isGeneral && atPlaces.has(flowId)) defaultUsed += 1;
        // The general factor of a flow with rows of its own for places is one number in several rows, and so one draw.
        const name = `C:${method.id},${said.place === undefined ? flowId : `${flowId}@${said.place}`}`;
        const factor = { value: said.value, uncertainty: said.uncertainty };
        const words = formulaOf(factor, name, system.parameters);
        c.push({ ...entryAt(row, col, factor, isGeneral ? name : ""), words });
      }
    }
    const size = (col: number): number => Math.abs(largest.get(col) ?? Number.NaN);
    const worst = without.filter((col) => largest.has(col)).sort((x, y) => size(y) - size(x) || x - y);
    const users = new Set(exchanged.flatMap((one) => (unknown.has(one.row) && one.value !== 0 ? [one.col] : [])));
    return {
      id: method.id,
      name: method.name,
      factorsRead: method.read,
      factorsUsed: used.size,
      factorsRefused: method.refused,
      factorsWithoutUse: withoutUse(method, flowRows),
      defaultUsed,
      unknownFlows: flowRows.flatMap(({ key }, col) => (unknown.has(col) ? [key] : [])),
      unknownProcesses: system.processes.flatMap(({ id }, col) => (users.has(col) ? [id] : [])),
      flowsWithoutFactor: without.length,
      largestWithoutFactor: worst.slice(0, 10).map((col) => ({
        flowId: flowRows[col]?.key ?? "",
        amount: largest.get(col) as number, // filtered above
        unit: system.flows[col]?.unit ?? "",
      })),
    };
  });
  const items = methods.map(({ id, name, unit }) => ({ id, name, unit, location: "" }));
  const knownBy = new Map(published.map(({ process, methods: known }) => [process, known]));
  const processes = system.processes.map((one, j) => {
    const known = knownBy.get(j);
    const lacking = methods.map(({ id }) => id).filter((id) => known !== undefined && !known.includes(id));
    return { ...one, unknownFor: lacking };
  });
  const flows = system.flows.map((one, row) => ({ ...one, unknownFor: unknownFor[row] ?? [] }));
  return { system: { ...system, processes, flows, methods: items, c }, coverage };
}

const lookedUp = ({ factors, unknown }: MethodFactors) =>
  factorAt([
    ...factors.map(({ locationId, ...one }) => ({ uncertainty: undefined, ...one, place: locationId })),
    ...unknown.map(({ flowId, locationId }) => ({
      ...{ flowId, place: locationId },
      ...{ value: undefined, uncertainty: undefined },
    })),
  ]);

/** How many factors are of flows, or of places of them, that no process here exchanges. */
function withoutUse({ factors }: MethodFactors, flowRows: readonly FlowRow[]): number {
  const places = new Set(flowRows.map(({ key }) => key));
  const flowIds = new Set(flowRows.map(({ flowId }) => flowId));
  return factors.filter(
    ({ flowId, locationId }) =>
      !flowIds.has(flowId) || (locationId !== undefined && !places.has(`${flowId}@${locationId}`)),
  ).length;
}
