import type { MeterDoor } from "./meter-door.ts";

/** What of a source could not be taken. */
export interface FewRefusals {
  /** Keeps it with its bytes, or only counts it where it is one too many of this minute. Resolves when durable. */
  keep(refusal: { readonly reason: string; readonly evidence: string; readonly content: Uint8Array }): Promise<void>;
}

const perMinute = 20;

/** At most twenty of a source in a minute: garbage must fill neither the disk nor the list of somebody who looks for one line. */
export function fewRefusals(door: MeterDoor, origin: string, now: () => number): FewRefusals {
  let minute = 0;
  let kept = 0;
  return {
    keep: async (refusal) => {
      const current = Math.floor(now() / 60_000);
      if (current !== minute) [minute, kept] = [current, 0];
      kept += 1;
      if (kept <= perMinute) await door.refuse({ origin, ...refusal });
    },
  };
}
