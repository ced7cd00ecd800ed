import type { AcceptedProcess } from "./accepted-process.ts";
import { refOf } from "./fields.ts";
import type { RawExchange } from "./raw-exchange.ts";

/** Who supplies what an exchange demands or avoids, and by which rule; or why nobody was taken. */
export type Provider =
  | { readonly kind: "linked"; readonly processId: string; readonly rule: "given" | "default" | "location" }
  | { readonly kind: "sole"; readonly processId: string }
  | { readonly kind: "cutOff" }
  | { readonly kind: "ambiguous"; readonly candidates: readonly string[] };

export interface ProviderRules {
  /** Flow id -> process id, stated by a person. */
  readonly given: Readonly<Record<string, string>>;
  /** Take the one supplier at the place of the demanding process, where there is exactly one. */
  readonly sameLocation: boolean;
}

export interface Link {
  readonly provider: Provider;
  /** A stated provider that cannot be taken, and why. */
  readonly unusable: string | undefined;
}

/**
 * Given id, else the file's default, else the sole supplier, else the stated rule of place; otherwise nobody. `suppliers` are all processes that
 * supply the flow, in order of id. A default that is not among them is said, and then the flow is as good as without one.
 */
export function providerOf(
  exchange: RawExchange,
  by: AcceptedProcess,
  suppliers: readonly AcceptedProcess[],
  rules: ProviderRules,
): Link {
  const { flowId, fields } = exchange.stated;
  const supplies = (id: string): boolean => suppliers.some((one) => one.id === id);
  const given = Object.hasOwn(rules.given, flowId) ? rules.given[flowId] : undefined;
  const stated = refOf(fields, "defaultProvider");
  const faults = [given, stated]
    .filter((id) => id !== undefined && !supplies(id))
    .map((id) => `Provider "${id}" is not in the archive, was refused, or does not supply "${flowId}".`);
  const unusable = faults.length === 0 ? undefined : faults.join(" ");
  const linked = (processId: string, rule: "given" | "default" | "location"): Link => ({
    provider: { kind: "linked", processId, rule },
    unusable,
  });
  if (given !== undefined && supplies(given)) return linked(given, "given");
  if (stated !== undefined && supplies(stated)) return linked(stated, "default");
  const [only, rival] = suppliers;
  if (only === undefined) return { provider: { kind: "cutOff" }, unusable };
  if (rival === undefined) return { provider: { kind: "sole", processId: only.id }, unusable };
  const here = suppliers.filter((one) => by.locationId !== undefined && one.locationId === by.locationId);
  const [near] = here;
  if (rules.sameLocation && near !== undefined && here.length === 1) return linked(near.id, "location");
  return { provider: { kind: "ambiguous", candidates: suppliers.map((one) => one.id) }, unusable };
}
