import type { BackgroundSystem, Entry } from "../background-system.ts";
import { summed } from "../summed.ts";
import type { LinkedSystem } from "./linked-system.ts";
import type { MethodFactors } from "./method-factors.ts";
import type { MethodCoverage } from "./report.ts";

/** Adds C: for each method and row of B the factor of its place, else the general one. A flow without a factor is counted, with the largest ten. */
export function withMethods(
  { system, flowRows }: LinkedSystem,
  methods: readonly MethodFactors[],
): { readonly system: BackgroundSystem; readonly coverage: readonly MethodCoverage[] } {
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
    const factors = new Map(method.factors.map((one) => [keyOf(one.flowId, one.locationId), one.value]));
    const without: number[] = [];
    let defaultUsed = 0;
    const used = new Set<string>();
    for (const [col, { key, flowId, locationId }] of flowRows.entries()) {
      const own = factors.get(key);
      const value = own ?? factors.get(flowId);
      if (value === undefined) {
        without.push(col);
        continue;
      }
      used.add(own === undefined ? flowId : key);
      const general = own === undefined || (locationId === undefined && regional.has(flowId));
      if (general && method.factors.some((one) => one.flowId === flowId && one.locationId !== undefined))
        defaultUsed += 1;
      c.push({ row, col, value, spread: undefined, scale: 1, group: "" });
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
  return { system: { ...system, methods: items, c }, coverage };
}
