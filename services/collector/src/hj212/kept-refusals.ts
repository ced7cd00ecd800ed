import type { MeterDoor } from "../meters/meter-door.ts";
import { withoutPassword } from "./without-password.ts";

/** What of a connection could not be taken. */
export interface KeptRefusals {
  /** Keeps it with its bytes; false where that was one too many of this minute, and it is only counted. Resolves when durable. */
  keep(refusal: { readonly reason: string; readonly evidence: string; readonly content: Uint8Array }): Promise<boolean>;
}

const perMinute = 20;

/** At most twenty of a connection in a minute: garbage must fill neither the disk nor the list of somebody who looks for one line. */
export function keptRefusals(door: MeterDoor, origin: string, now: () => number): KeptRefusals {
  let minute = 0;
  let kept = 0;
  return {
    keep: async ({ reason, evidence, content }) => {
      const current = Math.floor(now() / 60_000);
      if (current !== minute) [minute, kept] = [current, 0];
      kept += 1;
      if (kept > perMinute) return false;
      await door.refuse({ origin, reason, evidence, content: withoutPassword(content) });
      return true;
    },
  };
}
