import type { StatedExchange } from "./raw-process.ts";
import type { ExchangeCase } from "./report.ts";

/** What an exchange ended as; how it reads in the report. */
export const ended = <C extends ExchangeCase["class"]>(as: C): { readonly class: C } => ({ class: as });

/** What every case says of its exchange. */
export const stateOf = (
  processId: string,
  { key, flowId, flowName, isInput, amount, unit }: StatedExchange,
): Pick<ExchangeCase, "processId" | "exchange" | "flowId" | "flowName" | "direction" | "amount" | "unit"> => ({
  processId,
  exchange: key,
  flowId,
  flowName,
  direction: isInput ? "input" : "output",
  amount: amount ?? null,
  unit,
});

/** An exchange that is not in the system because of what it is, or because its process is not. */
export const refusedCase = (
  processId: string,
  stated: StatedExchange,
  { reason, message, fix }: Pick<ExchangeCase, "reason" | "message" | "fix">,
): ExchangeCase => ({
  ...ended("refused"),
  ...stateOf(processId, stated),
  reason,
  message,
  fix,
  candidates: [],
});
