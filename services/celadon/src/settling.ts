import { Decimal } from "@celadon/quantity";
import { argument } from "./argument.ts";

/** A quarantined reading, as far as the command that would settle it depends on it. */
export interface Unsettled {
  readonly factory: string;
  readonly channel: string;
  readonly at: string;
  readonly value: string;
  readonly reason: string;
  /** The readings that count on either side. */
  readonly before?: { readonly at?: string; readonly value: string };
  readonly next?: { readonly value: string };
}

/**
 * The command that would settle a reading, where one can; for the others the readings themselves, the unit or a clock want mending. A
 * register that went on as if the reading had never been has said itself that it is wrong: to reset to it, or to accept it, would make
 * all that follow look absurd.
 */
export function settling(reading: Unsettled): string | undefined {
  const { factory, channel, at, value, reason, before } = reading;
  const which = `--factory ${argument(factory)} --channel ${argument(channel)}`;
  switch (reason) {
    case "counter-fell":
    case "above-rated": {
      if (isPassedOver(reading)) return `celadon quarantine reject ${which} --at ${at} --why TEXT`;
      if (reason === "above-rated") return `celadon quarantine accept ${which} --at ${at} --why TEXT`;
      const closing = before === undefined ? "" : ` --closing ${before.value}`;
      return `celadon declare reset ${which} --at ${at}${closing} --opening ${value} --why TEXT`;
    }
    case "unknown-channel":
      return "celadon plant apply FILE";
    case "rejected-by-person":
      return `celadon declare list ${which}`;
    case "wrong-dimension":
    case "inexact-unit":
    case "from-the-future":
      return undefined;
    default:
      return `celadon quarantine accept ${which} --at ${at} --why TEXT`;
  }
}

/** Whether the next register that counts goes on from the one before: not below that, and below a reading that was too high. */
function isPassedOver({ value, reason, before, next }: Unsettled): boolean {
  if (before === undefined || next === undefined) return false;
  const goesOn = new Decimal(next.value).greaterThanOrEqualTo(before.value);
  return goesOn && (reason === "counter-fell" || new Decimal(next.value).lessThan(value));
}

/** The same for a list in its order, but of a register that fell only once until it counts again: what settles the first settles those behind it. */
export function settlingEach(): (reading: Unsettled) => string | undefined {
  let last: Unsettled | undefined;
  return (reading) => {
    const isSame =
      reading.reason === "counter-fell" &&
      last?.reason === reading.reason &&
      last.factory === reading.factory &&
      last.channel === reading.channel &&
      last.before?.at === reading.before?.at;
    last = reading;
    return isSame && !isPassedOver(reading) ? undefined : settling(reading);
  };
}
