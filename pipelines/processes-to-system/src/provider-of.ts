import type { RawExchange, RawProcess } from "./raw-process.ts";
import type { Suppliers } from "./suppliers-of.ts";

/** Who supplies what an exchange demands or avoids, and by which rule; or why nobody was taken. */
export type Provider =
  | { readonly kind: "linked"; readonly processId: string; readonly rule: "given" | "default" | "location" }
  | { readonly kind: "sole"; readonly processId: string }
  | { readonly kind: "cutOff" }
  | { readonly kind: "unusable" }
  | { readonly kind: "ambiguous"; readonly candidates: readonly string[] };

export interface ProviderRules {
  /** Flow id -> process id, stated by a person. */
  readonly given: Readonly<Record<string, string>>;
  /** Take the one supplier at the place of the demanding process, where there is exactly one. */
  readonly sameLocation: boolean;
  /** A stated provider that cannot be taken: as if none were stated, or the exchange is left out. */
  readonly unusable: "as-if-not-stated" | "left-out";
}

export interface Link {
  readonly provider: Provider;
  /** A stated provider that cannot be taken, and why. */
  readonly unusable: string | undefined;
}

/**
 * Given id, else the one the exchange states, else the sole supplier, else the stated rule of place; otherwise nobody. `suppliers` are all
 * that supply the flow, undefined where nobody does. A stated one that is not among them is said.
 */
export function providerOf(
  exchange: RawExchange,
  by: RawProcess,
  suppliers: Suppliers | undefined,
  rules: ProviderRules,
): Link {
  const { flowId } = exchange.stated;
  const supplies = (id: string): boolean => suppliers?.isThere(id) === true;
  const given = Object.hasOwn(rules.given, flowId) ? rules.given[flowId] : undefined;
  const stated = exchange.provider;
  const faults = [given, stated]
    .filter((id) => id !== undefined && !supplies(id))
    .map((id) => `Provider "${id}" is not there, was refused, or does not supply "${flowId}".`);
  const unusable = faults.length === 0 ? undefined : faults.join(" ");
  const linked = (processId: string, rule: "given" | "default" | "location"): Link => ({
    provider: { kind: "linked", processId, rule },
    unusable,
  });
  if (given !== undefined && supplies(given)) return linked(given, "given");
  if (stated !== undefined && supplies(stated)) return linked(stated, "default");
  if (unusable !== undefined && rules.unusable === "left-out") return { provider: { kind: "unusable" }, unusable };
  const candidates = suppliers?.ids ?? [];
  const [only, rival] = candidates;
  if (only === undefined) return { provider: { kind: "cutOff" }, unusable };
  if (rival === undefined) return { provider: { kind: "sole", processId: only }, unusable };
  const [near, another] = by.locationId === undefined ? [] : (suppliers?.at(by.locationId) ?? []);
  if (rules.sameLocation && near !== undefined && another === undefined) return linked(near, "location");
  return { provider: { kind: "ambiguous", candidates }, unusable };
}
