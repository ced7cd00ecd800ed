import type { StatedExchange } from "./raw-exchange.ts";
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

const fixes: Readonly<Record<string, string>> = {
  contradictory: "Correct the flags in openLCA and export again.",
  "process-refused": "Correct the process, or give the rule it lacks; its exchanges are refused with it.",
  formula: "Correct the formula, or add the parameter it names.",
  "no-amount": "State the amount.",
};

/** An exchange that is not in the system because of what it is, or because its process is not. */
export const refusedCase = (
  processId: string,
  stated: StatedExchange,
  reason: string,
  message: string,
): ExchangeCase => ({
  ...ended("refused"),
  ...stateOf(processId, stated),
  reason,
  message,
  fix: fixes[reason] ?? "Export what is missing, or correct the unit, and import again.",
  candidates: [],
});
