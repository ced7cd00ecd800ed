import { unitRatio } from "./unit-ratio.ts";
import type { Version } from "./versions.ts";

/**
 * Whether the versions of a period can be added up: a product has one maker, and units that convert. Otherwise the sentence
 * that says what to change.
 */
export function disagreement(versions: readonly Version[]): string | undefined {
  const makers = new Map<string, { readonly process: string; readonly unit: string }>();
  const units = new Map<string, string>();
  for (const { model } of versions) {
    for (const { name: process, makes, uses } of model.processes) {
      for (const { name: product, amount } of makes) {
        const before = makers.get(product);
        if (before !== undefined && before.process !== process) {
          return `"${product}" is made by "${before.process}" in one version of the plant model and by "${process}" in another, within one period. Keep the name of the process, or let the change begin with a period.`;
        }
        makers.set(product, { process, unit: amount.unit });
      }
      for (const { name, amount } of [...makes, ...uses]) {
        const before = units.get(`${process}/${name}`);
        if (before !== undefined && unitRatio(before, amount.unit) === undefined) {
          return `"${process}/${name}" is counted in ${before} in one version of the plant model and in ${amount.unit} in another, within one period. Count it in units that convert, or let the change begin with a period.`;
        }
        units.set(`${process}/${name}`, amount.unit);
      }
    }
  }
  return undefined;
}
