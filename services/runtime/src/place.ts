import type { Place } from "./event-log.ts";
import { refuse } from "./refuse.ts";

/** A place as callers are told it, and give it back. */
export const placeText = ({ partition, position }: Place): string => `${partition}:${position}`;

/** The place a caller names, undefined for none; refused when it is none that an answer ever gave. */
export function readPlace(text: string): Place | undefined {
  if (text === "") return undefined;
  const [, partition, position] = /^(\d{1,4}):(\d{1,16})$/.exec(text) ?? [];
  if (partition !== undefined) return { partition: Number(partition), position: Number(position) };
  const message = `"${text.slice(0, 100)}" is no position: take one from an answer, as it stands.`;
  throw refuse({ status: 400, code: "bad-position", message });
}
