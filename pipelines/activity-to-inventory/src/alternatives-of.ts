import { localText, type Period } from "@celadon/quantity";
import type { FactorSource } from "./chosen-factors.ts";
import { type FactorChoice, factorChoices, withRow } from "./factor-choices.ts";
import { modelHash } from "./model-hash.ts";
import type { PlantModel, PlantProcess } from "./plant-model.ts";
import { processesBehind } from "./processes-behind.ts";
import { type ModelInForce, versionsIn, wholeHours } from "./versions.ts";
import { waysToShare } from "./ways-to-share.ts";

/** One choice of a plant model made otherwise. Figures by it stand beside a footprint and never change it. */
export interface Alternative {
  readonly kind: "allocation" | "factor";
  /** The process that shares its burden, or the lines that the factor row stands in. */
  readonly where: string;
  /** The method or the factor row that holds. */
  readonly chosen: string;
  readonly instead: string;
  /** The versions of the model with this one choice changed, wherever they make it. */
  readonly models: readonly ModelInForce[];
}

export interface AlternativesAsked {
  readonly models: readonly ModelInForce[];
  readonly period: Period;
  readonly factors: FactorSource;
  /** Whose footprint is meant: choices that cannot touch it are left out. */
  readonly product: string;
}

/**
 * Every choice behind the footprint of a product, made otherwise, one at a time; as the last version of the period has it:
 *
 *   allocation  each other method for which the model has the numbers
 *   factor      each other row that could stand in the place of a chosen one, for all lines that wish for it alike
 *
 * In an order of their own: allocations by process and method, then factors by line and row. None where no version is in force.
 */
export function alternativesOf({ models, period, factors, product }: AlternativesAsked): readonly Alternative[] {
  const version = versionsIn(wholeHours(period), models).at(-1);
  if (version === undefined) return [];
  const processes = processesBehind(product, version.model);
  const day = localText(version.fromMs, version.model.timeZone).slice(0, 10);
  const changed = (change: (model: PlantModel) => PlantModel): readonly ModelInForce[] =>
    models.map(({ model, fromMs }) => ({ model: rehashed(change(model)), fromMs }));
  const allocations = processes.flatMap((process) =>
    waysToShare(process)
      .filter(({ method }) => method !== process.allocation.method)
      .map(({ method }) => ({
        kind: "allocation" as const,
        where: process.name,
        chosen: process.allocation.method,
        instead: method,
        models: changed((model) => sharedBy(model, process.name, method)),
      })),
  );
  const rows = factorChoices(processes, version.model).flatMap((choice: FactorChoice) => {
    const rivals = factors.rivals({ ...choice.wish, purpose: version.model.purpose, day });
    return (rivals?.instead ?? []).map((instead) => ({
      kind: "factor" as const,
      where: choice.where,
      chosen: rivals?.chosen ?? "",
      instead,
      models: changed((model) => withRow(model, choice.wish, instead)),
    }));
  });
  return [...allocations, ...rows];
}

const rehashed = ({ hash: _, ...content }: PlantModel): PlantModel => ({ ...content, hash: modelHash(content) });

/** A version without the numbers keeps its rule: the inventory then tells that the versions do not agree. */
const sharedBy = (model: PlantModel, name: string, method: string): PlantModel => ({
  ...model,
  processes: model.processes.map((process): PlantProcess => {
    const way = process.name === name ? waysToShare(process).find((one) => one.method === method) : undefined;
    if (way === undefined) return process;
    const { over } = process.allocation;
    return { ...process, allocation: over === undefined ? way : { ...way, over } };
  }),
});
