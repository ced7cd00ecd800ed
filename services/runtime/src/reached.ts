import { refuse } from "./refuse.ts";

/** The position a caller names, undefined for none; refused when it is no position. */
export function readPosition(text: string): number | undefined {
  if (text === "") return undefined;
  if (/^\d{1,16}$/.test(text)) return Number(text);
  const message = `"${text.slice(0, 100)}" is no position: take one from an answer, as it stands.`;
  throw refuse({ status: 400, code: "bad-position", message });
}

/**
 * Waits until everything up to the position `after`, which some earlier answer gave, is worked in; `wait` says whether it came
 * to that. Returns the position: all up to there is in. An empty one waits for nothing and promises nothing.
 */
export async function reached(after: string, wait: () => Promise<boolean>): Promise<string> {
  if (readPosition(after) === undefined || (await wait())) return after;
  const message = `What was sent up to position ${after} is not worked in yet: ask again.`;
  throw refuse({ status: 503, code: "not-reached", message });
}
