import type { Place } from "./event-log.ts";
import { readPlace } from "./place.ts";
import { refuse } from "./refuse.ts";

/**
 * Waits until everything up to the position `after`, which some earlier answer gave, is worked in; `wait` says whether it came
 * to that. Returns the position: all up to there is in. An empty one waits for nothing and promises nothing.
 */
export async function reached(after: string, wait: (place: Place) => Promise<boolean>): Promise<string> {
  const place = readPlace(after);
  if (place === undefined || (await wait(place))) return after;
  const message = `What was sent up to position ${after} is not worked in yet: ask again.`;
  throw refuse({ status: 503, code: "not-reached", message });
}
