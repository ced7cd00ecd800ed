import { type DrawnParameters, drawnWords, times } from "./drawn-parameter.ts";
import type { LinkedSystem } from "./linked-system.ts";
import type { MethodFactors } from "./method-factors.ts";
import type { Entry, ProcessSystem } from "./process-system.ts";
import { publishedMethod } from "./published-flow.ts";
import type { MethodCoverage } from "./report.ts";
import { summed } from "./summed.ts";

type Factor = Pick<MethodFactors["factors"][number], "value" | "uncertainty">;

/** `group`: what rows that share a factor have in common, or "". */
const factorAt = (row: number, col: number, { value, uncertainty }: Factor, group = ""): Entry => ({
  ...{ row, col, value, group, exchange: "" },
  ...{ spread: uncertainty?.spread, scale: uncertainty === undefined ? 1 : uncertainty.scale },
});

/** The formula of a factor that follows from parameters, with its own spread among them. */
function formulaOf({ value, uncertainty }: Factor, name: string, parameters: DrawnParameters): string | undefined {
  if (uncertainty?.words === undefined) return undefined;
  const { words, spread, scale } = uncertainty;
  return times(drawnWords({ words, value: value / scale, spread }, name, parameters) ?? words, scale);
}

/** Adds C: for each method and row of B the factor of its place, else the general one. A flow without a factor is counted, with the largest ten. By a
 *  method that a published result lacks, its process is unknown. */
export function withMethods(
  { system, flowRows, published }: LinkedSystem,
  methods: readonly MethodFactors[],
): { readonly system: ProcessSystem; readonly coverage: readonly MethodCoverage[] } {
  const largest = new Map<number, number>();
  for (const { row, value } of summed(system.b)) {
    const before = largest.get(row);
    if (before === undefined || Math.abs(value) > Math.abs(before)) largest.set(row, value);
  }
  const places = new Set(flowRows.map(({ key }) => key));
  const flowIds = new Set(flowRows.map(({ flowId }) => flowId));
  const regional = new Set(flowRows.flatMap(({ flowId, locationId }) => (locationId === undefined ? [] : [flowId])));
  const c: Entry[] = [];
  const coverage = methods.map((method, row): MethodCoverage => {
    const keyOf = (flowId: string, locationId: string | undefined): string =>
      locationId === undefined ? flowId : `${flowId}@${locationId}`;
    const factors = new Map(method.factors.map((one) => [keyOf(one.flowId, one.locationId), one]));
    const atPlaces = new Set(method.factors.flatMap((one) => (one.locationId === undefined ? [] : [one.flowId])));
    const without: number[] = [];
    let defaultUsed = 0;
    const used = new Set<string>();
    for (const [col, { key, flowId, locationId }] of flowRows.entries()) {
      const published = publishedMethod(flowId);
      if (published === method.id) c.push(factorAt(row, col, { value: 1 }));
      if (published !== undefined) continue;
      const own = factors.get(key);
      const factor = own ?? factors.get(flowId);
      if (factor === undefined) {
        without.push(col);
        continue;
      }
      used.add(own === undefined ? flowId : key);
      const general = own === undefined || (locationId === undefined && regional.has(flowId));
      if (general && atPlaces.has(flowId)) defaultUsed += 1;
      // The general factor of a flow with rows of its own for places is one number in several rows, and so one draw.
      const isShared = own === undefined || locationId === undefined ? regional.has(flowId) : false;
      const name = `C:${method.id},${own === undefined ? flowId : key}`;
      const words = formulaOf(factor, name, system.parameters);
      c.push({ ...factorAt(row, col, factor, isShared ? name : ""), words });
    }
    const size = (col: number): number => Math.abs(largest.get(col) ?? Number.NaN);
    const worst = without.filter((col) => largest.has(col)).sort((x, y) => size(y) - size(x) || x - y);
    return {
      id: method.id,
      name: method.name,
      factorsRead: method.read,
      factorsUsed: used.size,
      factorsRefused: method.refused,
      factorsWithoutUse: method.factors.filter(
        ({ flowId, locationId }) =>
          !flowIds.has(flowId) || (locationId !== undefined && !places.has(`${flowId}@${locationId}`)),
      ).length,
      defaultUsed,
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
  return { system: { ...system, processes, methods: items, c }, coverage };
}
