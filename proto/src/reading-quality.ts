import { Quality } from "../gen/celadon/telemetry/v1/telemetry.ts";

/** The word for each quality a reading can have, and its code in column `quality` of a batch (4 bits in the store). */
export const qualityCodes = {
  measured: Quality.QUALITY_MEASURED,
  estimated: Quality.QUALITY_ESTIMATED,
  retracted: Quality.QUALITY_RETRACTED,
} as const;
export type QualityWord = keyof typeof qualityCodes;

/** The word for a code; undefined for a code that was never given. */
export function qualityWord(code: number): QualityWord | undefined {
  if (code === qualityCodes.measured) return "measured";
  if (code === qualityCodes.estimated) return "estimated";
  if (code === qualityCodes.retracted) return "retracted";
  return undefined;
}
