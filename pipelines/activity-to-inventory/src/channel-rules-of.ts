import type { Channel } from "./channel.ts";
import { channelsUsed } from "./channels-used.ts";
import type { PlantModel } from "./plant-model.ts";

/** What the ledger needs to know of a channel; decimals as text, `ratedPerHour` after the multiplier. */
export interface ChannelRule {
  readonly channel: string;
  readonly kind: Channel["kind"];
  readonly unit: string;
  readonly periodMs: number;
  readonly maxGapMs: number;
  readonly multiplier: string;
  readonly modulus?: string;
  readonly ratedPerHour?: string;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly method?: "step" | "trapezoid";
  readonly stamp?: "start" | "end";
  readonly sends?: string;
  readonly resetAfter?: number;
  readonly largestStep?: string;
  readonly frozenAfterMs?: number;
  readonly validForMs?: number;
  readonly isMean?: true;
}

/** The rules of all channels of a model, by name. A state adds up only where some amount is multiplied by its means. */
export function channelRulesOf(
  model: Pick<PlantModel, "channels" | "processes" | "indicators">,
): readonly ChannelRule[] {
  const used = channelsUsed(model);
  return model.channels.map((channel) => ({
    ...ruleOf(channel),
    ...(channel.kind === "state" && used.has(channel.name) ? { isMean: true as const } : {}),
  }));
}

const ruleOf = ({ name, kind, unit, periodMs, maxGapMs, multiplier, ...more }: Channel): ChannelRule => ({
  channel: name,
  kind,
  unit,
  periodMs,
  maxGapMs,
  multiplier,
  ...(more.modulus === undefined ? {} : { modulus: more.modulus }),
  ...(more.ratedPerHour === undefined ? {} : { ratedPerHour: more.ratedPerHour }),
  ...(more.minimum === undefined ? {} : { minimum: more.minimum }),
  ...(more.maximum === undefined ? {} : { maximum: more.maximum }),
  ...(more.method === undefined ? {} : { method: more.method }),
  ...(more.stamp === undefined ? {} : { stamp: more.stamp }),
  ...(more.sends === undefined ? {} : { sends: more.sends }),
  ...(more.resetAfter === undefined ? {} : { resetAfter: more.resetAfter }),
  ...(more.largestStep === undefined ? {} : { largestStep: more.largestStep }),
  ...(more.frozenAfterMs === undefined ? {} : { frozenAfterMs: more.frozenAfterMs }),
  ...(more.validForMs === undefined ? {} : { validForMs: more.validForMs }),
});
