import type { MeterDoor } from "./meter-door.ts";

/** What of a source could not be taken. */
export interface FewRefusals {
  /** Keeps it with its bytes; false where that was one too many of this minute, and it is only counted. Resolves when durable. */
  keep(refusal: { readonly reason: string; readonly evidence: string; readonly content: Uint8Array }): Promise<boolean>;
}

const perMinute = 20;

/**
 * At most twenty of a source in a minute: garbage must fill neither the disk nor the list of somebody who looks for one line. `blotted`
 * takes secrets out of the bytes.
 */
export function fewRefusals(
  door: MeterDoor,
  origin: string,
  now: () => number,
  blotted: (content: Uint8Array) => Uint8Array = (content) => content,
): FewRefusals {
  let minute = 0;
  let kept = 0;
  return {
    keep: async ({ reason, evidence, content }) => {
      const current = Math.floor(now() / 60_000);
      if (current !== minute) [minute, kept] = [current, 0];
      kept += 1;
      if (kept > perMinute) {
        door.refuseUnkept(reason);
        return false;
      }
      await door.refuse({ origin, reason, evidence, content: blotted(content) });
      return true;
    },
  };
}
