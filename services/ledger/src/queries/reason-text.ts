import type { Reason } from "@celadon/telemetry-to-activity";
import type { Channel } from "../channel.ts";

/** Why a reading is kept and not counted, as a sentence with the fix. */
export const reasonText = (reason: Reason | "unknown-channel", { factory, channel }: Channel): string =>
  sentences[reason](factory, channel);

const sentences: Readonly<Record<Reason | "unknown-channel", (factory: string, channel: string) => string>> = {
  "unknown-channel": (factory, channel) =>
    `No plant model of "${factory}" in force at that instant declares channel "${channel}": declare it under "channels" and apply the model; the reading is then judged again.`,
  "from-the-future": () =>
    "It arrived more than 5 minutes before its own instant: set the sender's clock; a copy that arrives in time is counted.",
  "wrong-dimension": (_, channel) =>
    `The unit it states measures something else than channel "${channel}" does: send it in the channel's unit, or to the channel it belongs to.`,
  "inexact-unit": (_, channel) =>
    `The unit it states becomes that of channel "${channel}" only by rounding, and nothing is rounded in silence: send the channel's own unit.`,
  "out-of-range": (_, channel) =>
    `It lies outside the minimum and maximum of channel "${channel}": correct it with a higher revision, or accept it with: celadon declare accept.`,
  "counter-fell": () =>
    "The register is lower than the last reading that counts, and no rollover explains it: correct it, or declare a reset or a replacement of the meter.",
  "above-rated": () =>
    "The register rose by more than the rated bound allows in that time: correct it, accept it with: celadon declare accept, or raise the bound in the plant model.",
  overlap: () =>
    "The stretch it covers begins before the one before it ends, so the time would count twice: correct coversSeconds, or retract one of the two.",
  "rejected-by-person": () => "A person declared that it does not count; withdraw that declaration to count it again.",
};
