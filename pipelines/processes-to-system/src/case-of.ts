import type { Provider } from "./provider-of.ts";
import type { RawExchange, RawProcess } from "./raw-process.ts";
import { ended, stateOf } from "./refused-case.ts";
import type { ExchangeCase } from "./report.ts";

/** What is told of an exchange that no stated provider supplies; undefined where one does. `note`: what was wrong with a stated one. */
export function caseOf(
  by: RawProcess,
  exchange: RawExchange,
  provider: Provider,
  note: string,
): ExchangeCase | undefined {
  const state = stateOf(by.id, exchange.stated);
  const flow = `"${exchange.stated.flowName}"`;
  const said = note === "" ? "" : `${note} `;
  /** What supplies is + in its process: without a credit, or a negative demand, the rest comes out too high. */
  const bound = (exchange.role === "credit") === exchange.amount >= 0 ? "upper" : "lower";
  const credit = bound === "upper" ? { isCreditLeftOut: true as const } : {};
  switch (provider.kind) {
    case "linked":
      return undefined;
    case "sole":
      return {
        ...ended("linkedBySoleSupplier"),
        ...state,
        reason: "sole-supplier",
        message: `${said}No usable provider is stated, and one process alone supplies ${flow}: "${provider.processId}".`,
        fix: "State it as the default provider to keep this link when another supplier comes.",
        candidates: [provider.processId],
      };
    case "cutOff":
      return {
        ...ended("cutOff"),
        ...state,
        ...credit,
        reason: "no-supplier",
        message: `${said}No accepted process supplies ${flow}: it is left out, and results are ${bound} bounds.`,
        fix: "Add a process that supplies it.",
        candidates: [],
      };
    case "unusable":
      return {
        ...ended("cutOff"),
        ...state,
        ...credit,
        reason: "provider-unusable",
        message: `${said}${flow} is left out rather than taken from another, and results are ${bound} bounds.`,
        fix: "Name a process that supplies it, or none to let the rules choose.",
        candidates: [],
      };
    case "ambiguous":
      return {
        ...ended("ambiguous"),
        ...state,
        ...credit,
        reason: "several-suppliers",
        message: `${said}${provider.candidates.length} processes supply ${flow} and none is stated: it is left out.`,
        fix: "State a default provider, give one for this flow, or allow the rule of the same place.",
        candidates: provider.candidates,
      };
  }
}
