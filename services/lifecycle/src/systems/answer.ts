import type { LcaAnswer, LcaCode } from "@celadon/inventory-to-footprint/systems";

/** Why there is no answer: what the engine refuses, and what only a service does. Closed. */
export type AnswerCode = LcaCode | "unknown-entry" | "no-uncertainty" | "bad-request" | "answer-too-large";

/** What became of a question to the engine, as a thread says it: plain data. */
export type Answer<T> =
  | Extract<LcaAnswer<T>, { readonly kind: "accept" }>
  | {
      readonly kind: "reject";
      readonly code: AnswerCode;
      readonly message: string;
      /** At most ten. */
      readonly ids: readonly string[];
      readonly total: number;
    };

export const rejected = (code: AnswerCode, message: string): Answer<never> => ({
  kind: "reject",
  code,
  message,
  ids: [],
  total: 0,
});
