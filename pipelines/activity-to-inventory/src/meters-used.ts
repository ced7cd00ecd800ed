import { Decimal } from "@celadon/quantity";
import { channelsUsed } from "./channels-used.ts";
import type { PlantModel } from "./plant-model.ts";

/** A channel that amounts rest on, and how far its meter may be off. */
export interface MeterUsed {
  readonly channel: string;
  /** Largest permissible error and its standard uncertainty, as parts of the value; undefined where the model states none. */
  readonly class: string | undefined;
  readonly standardUncertainty: string | undefined;
}

/**
 * The channels that any of the versions uses, with the accuracy that the latest one states:
 *
 *   u = class / sqrt(3)
 *
 * for a class is a limit of error and says nothing of where within it the meter lies: a rectangular distribution (JCGM 100:2008, 4.3.7; EA-4/02).
 */
export function metersUsed(models: readonly PlantModel[]): readonly MeterUsed[] {
  const used = new Set(models.flatMap((model) => [...channelsUsed(model)]));
  return [...used].sort().map((channel) => {
    const stated = models.flatMap(({ channels }) => channels.filter(({ name }) => name === channel)).at(-1)?.accuracy;
    const divided = stated && new Decimal(stated.class).dividedBy(new Decimal(3).sqrt());
    return { channel, class: stated?.class, standardUncertainty: divided?.toSignificantDigits(12).toFixed() };
  });
}
