import { argument } from "./argument.ts";

/** A quarantined reading, as far as the command that would settle it depends on it. */
export interface Unsettled {
  readonly factory: string;
  readonly channel: string;
  readonly at: string;
  readonly value: string;
  readonly reason: string;
  readonly before?: { readonly value: string };
}

/** The command that would settle a reading, where one can; for the others the readings themselves, the unit or a clock want mending. */
export function settling({ factory, channel, at, value, reason, before }: Unsettled): string | undefined {
  const which = `--factory ${argument(factory)} --channel ${argument(channel)}`;
  switch (reason) {
    case "counter-fell": {
      const closing = before === undefined ? "" : ` --closing ${before.value}`;
      return `celadon declare reset ${which} --at ${at}${closing} --opening ${value} --why TEXT`;
    }
    case "unknown-channel":
      return "celadon plant apply FILE";
    case "rejected-by-person":
      return `celadon declare list ${which}`;
    case "wrong-dimension":
    case "inexact-unit":
      return undefined;
    default:
      return `celadon quarantine accept ${which} --at ${at} --why TEXT`;
  }
}
