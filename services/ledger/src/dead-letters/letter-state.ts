import { refuse } from "@celadon/runtime";

/** What became of a dead letter: nobody has decided yet, its bytes were published again, or it needs nothing more. */
export type LetterState = (typeof letterStates)[number];

const letterStates = ["open", "replayed", "dropped"] as const;

/** The state somebody asks for; undefined for none. Refused: a word that is none. */
export function readState(text: string): LetterState | undefined {
  if (text === "") return undefined;
  const state = letterStates.find((one) => one === text);
  if (state !== undefined) return state;
  const message = `"state" is "${text.slice(0, 100)}", and must be one of ${letterStates.join(", ")}.`;
  throw refuse({ status: 400, code: "bad-state", message, details: [{ path: "state", problem: message }] });
}
