import { Quality } from "../gen/celadon/telemetry/v1/telemetry.ts";

/**
 * The word for each quality a reading can have, and its code in column `quality` of a batch (4 bits in the store). From `stopped` to
 * `doubted` it is what the instrument says against its own value: kept, not counted.
 */
export const qualityCodes = {
  measured: Quality.QUALITY_MEASURED,
  estimated: Quality.QUALITY_ESTIMATED,
  stopped: Quality.QUALITY_STOPPED,
  maintained: Quality.QUALITY_MAINTAINED,
  calibrating: Quality.QUALITY_CALIBRATING,
  faulty: Quality.QUALITY_FAULTY,
  "above-range": Quality.QUALITY_ABOVE_RANGE,
  "power-failed": Quality.QUALITY_POWER_FAILED,
  "unknown-flag": Quality.QUALITY_UNKNOWN_FLAG,
  doubted: Quality.QUALITY_DOUBTED,
  retracted: Quality.QUALITY_RETRACTED,
} as const;
export type QualityWord = keyof typeof qualityCodes;

export const isQualityWord = (text: string): text is QualityWord => Object.hasOwn(qualityCodes, text);

/** By code; a code that was never given has no word. */
const words: readonly (QualityWord | undefined)[] = Object.entries(qualityCodes).reduce<(QualityWord | undefined)[]>(
  (byCode, [word, code]) => {
    byCode[code] = isQualityWord(word) ? word : undefined;
    return byCode;
  },
  Array.from({ length: 16 }),
);

/** The word for a code; undefined for a code that was never given. */
export const qualityWord = (code: number): QualityWord | undefined => words[code];
