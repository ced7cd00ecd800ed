import { readDecimal } from "@celadon/quantity";
import type { Uncertainty } from "./factor.ts";

/** Reads `unknown`, `range LOWER UPPER` or `lognormal GSD` (above 1); undefined when the text is none of them. */
export function readUncertainty(text: string): Uncertainty | undefined {
  const [kind, first, second, ...rest] = text.split(" ");
  if (kind === "unknown" && first === undefined) return { kind };
  const lower = readDecimal(first ?? "");
  const upper = readDecimal(second ?? "");
  if (lower === undefined || rest.length > 0) return undefined;
  if (kind === "lognormal" && second === undefined) return lower.greaterThan(1) ? { kind, gsd: lower } : undefined;
  if (kind !== "range" || upper === undefined || lower.greaterThan(upper)) return undefined;
  return { kind, lower, upper };
}

/** The same text again: what `readUncertainty` read. */
export function uncertaintyText(uncertainty: Uncertainty): string {
  if (uncertainty.kind === "unknown") return "unknown";
  if (uncertainty.kind === "lognormal") return `lognormal ${uncertainty.gsd}`;
  return `range ${uncertainty.lower} ${uncertainty.upper}`;
}
