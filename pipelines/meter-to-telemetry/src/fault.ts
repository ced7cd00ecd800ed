import type { DoorReason } from "./reasons.ts";

/** Why a line is refused: a reason of the closed list, and the sentence for its sender. */
export interface Fault {
  readonly reason: DoorReason;
  readonly evidence: string;
}

export const fault = (reason: DoorReason, evidence: string): Fault => ({ reason, evidence });

/** A piece of input inside a sentence: quoted, control characters escaped, cut where it would bury the sentence. */
export const shown = (text: string): string => JSON.stringify(text.length <= 48 ? text : `${text.slice(0, 45)}...`);
