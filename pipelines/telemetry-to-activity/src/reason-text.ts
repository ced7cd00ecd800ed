import type { Reason } from "./verdict.ts";

interface Which {
  readonly factory: string;
  readonly channel: string;
  /** For a reading of an undeclared time: the time from which a model declares its channel, where that begins later. */
  readonly declaredFrom?: string | undefined;
}

/** Why a reading is kept and not counted: a closed list. */
export type KeptReason = Reason | "unknown-channel";

/** Why a reading is kept and not counted, as a sentence that names the channel and says what to do. */
export const reasonText = (reason: KeptReason, { factory, channel, declaredFrom }: Which): string =>
  reason === "unknown-channel" && declaredFrom !== undefined
    ? `The plant model of "${factory}" is in force only from ${declaredFrom} on, and the reading of channel "${channel}" is earlier: write an earlier effectiveFrom into the plant file and apply it; the reading is then judged again.`
    : sentences[reason](factory, channel);

const ifTrue =
  "where the value is right all the same, accept it with: celadon declare accept (its time then counts as estimated).";

const sentences: Readonly<Record<KeptReason, (factory: string, channel: string) => string>> = {
  "unknown-channel": (factory, channel) =>
    `No plant model of "${factory}" in force at that instant declares channel "${channel}": declare it under "channels" and apply the model; the reading is then judged again.`,
  "from-the-future": (_, channel) =>
    `It arrived more than 5 minutes before its own instant: set the clock of the sender of channel "${channel}"; a copy that arrives in time is counted.`,
  "wrong-dimension": (_, channel) =>
    `The unit it states measures something else than channel "${channel}" does: send it in the channel's unit, or to the channel it belongs to.`,
  "inexact-unit": (_, channel) =>
    `The unit it states becomes that of channel "${channel}" only by rounding, and nothing is rounded in silence: send the channel's own unit.`,
  "out-of-range": (_, channel) =>
    `It lies outside the minimum and maximum of channel "${channel}", or is no number that its register can show: correct it with a higher revision, or accept it with: celadon declare accept.`,
  "counter-fell": (_, channel) =>
    `The register of channel "${channel}" is lower than the last reading that counts, and no rollover explains it: correct it, or declare a reset or a replacement of the meter.`,
  "above-rated": (_, channel) =>
    `The register of channel "${channel}" rose by more than the rated bound allows in that time: correct it, accept it with: celadon declare accept, or raise the bound in the plant model.`,
  spike: (_, channel) =>
    `It lies further from the last reading of channel "${channel}" that counts than largestStep allows, and no two readings behind it agree with it: correct it, accept it with: celadon declare accept, or raise largestStep in the plant model.`,
  overlap: (_, channel) =>
    `The stretch of channel "${channel}" that it covers begins before the one before it ends, so the time would count twice: correct coversSeconds, or retract one of the two.`,
  "instrument-stopped": (_, channel) =>
    `The instrument says that it, or what it watches, stood still, so this is no measured value of channel "${channel}": ${ifTrue}`,
  "instrument-maintained": (_, channel) =>
    `The instrument of channel "${channel}" was being maintained, by its own flag: ${ifTrue}`,
  "instrument-calibrating": (_, channel) =>
    `The instrument of channel "${channel}" was being calibrated, by its own flag, so the value is of a test gas or a standard solution: ${ifTrue}`,
  "instrument-faulty": (_, channel) =>
    `The instrument of channel "${channel}" reports a fault of itself: have it mended; ${ifTrue}`,
  "above-range": (_, channel) =>
    `The instrument of channel "${channel}" says that the value is beyond what it can measure, so it is only a lower bound: ${ifTrue}`,
  "power-failed": (_, channel) => `The instrument of channel "${channel}" had no power, by its own flag: ${ifTrue}`,
  "unknown-flag": (_, channel) =>
    `The value of channel "${channel}" carries a flag that its protocol does not know: ask whoever runs the station what it means; ${ifTrue}`,
  doubted: (_, channel) =>
    `What came with the value of channel "${channel}" contradicts it, for example a mass that is not concentration times flow: check the units of the station; ${ifTrue}`,
  "rejected-by-person": (_, channel) =>
    `A person declared that it does not count for channel "${channel}"; withdraw that declaration to count it again.`,
};

/** All of them, in the order in which they are looked for. */
export const keptReasons: readonly KeptReason[] = Object.keys(sentences) as KeptReason[]; // its keys are that type
