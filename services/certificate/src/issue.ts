import { claimsOf, internalScheme, issuable } from "@celadon/footprint-to-certificate";
import { type Caller, refuse } from "@celadon/runtime";
import { factoryName } from "./factory-name.ts";
import type { CertificatePorts } from "./ports.ts";
import type { StoredCertificate } from "./registry.ts";
import { storedFootprint } from "./stored-footprint.ts";
import { validityOf, type WantedValidity } from "./validity.ts";

export interface WantedCertificate extends WantedValidity {
  readonly footprint: string;
  /** The certificate this one replaces; empty: none. */
  readonly replaces: string;
}

/**
 * Issues a certificate for a stored footprint. The same footprint, issuer and dates give the same certificate; asked without
 * dates again, the one that stands is the answer. Refused, with every reason: a footprint that may not be certified.
 */
export async function issue(
  wanted: WantedCertificate,
  ports: CertificatePorts,
  caller: Caller,
): Promise<StoredCertificate> {
  const { store, registry, issuer, now } = ports;
  const { footprint, isCurrent, supersededBy } = await storedFootprint(store, wanted.footprint, caller);
  const present = issuer.current();
  const outcome = issuable(footprint, { isCurrent, supersededBy, issuer: present, scheme: internalScheme });
  if (outcome.kind !== "accept") {
    const details = outcome.evidence.split("\n").map((problem) => ({ path: "footprint", problem }));
    const message = details.map(({ problem }) => problem).join(" ");
    throw refuse({ status: 409, code: outcome.reason, message, details });
  }
  await refuseStranger(wanted, footprint, ports);
  const there = await standing(wanted, present.id, ports);
  if (there !== undefined) return there;
  const validity = validityOf(wanted, { nowMs: now(), timeZone: footprint.timeZone });
  const claims = claimsOf(outcome.value, {
    issuer: present,
    ...validity,
    replaces: wanted.replaces,
    scheme: internalScheme,
    factoryName: await factoryName(store, footprint),
  });
  return registry.issue({
    id: claims.id,
    footprint: footprint.id,
    factory: footprint.factory,
    product: footprint.product,
    issuer: present.id,
    ...validity,
    replaces: wanted.replaces,
    issuedMs: now(),
    credential: await issuer.sign(claims),
  });
}

/** A certificate replaces only one of this installation, of the same factory and product. */
async function refuseStranger(
  { replaces }: WantedCertificate,
  { factory, product }: { readonly factory: string; readonly product: string },
  { registry }: CertificatePorts,
): Promise<void> {
  if (replaces === "") return;
  const replaced = await registry.get(replaces);
  if (replaced?.factory === factory && replaced.product === product) return;
  const message = `No certificate of "${product}" of "${factory}" has the id ${replaces}: name the one to replace.`;
  throw refuse({ status: 404, code: "unknown-certificate", message });
}

/** The last certificate of the footprint that is still good, where no dates are asked for. */
async function standing(
  { footprint, replaces, validFromMs, validUntilMs, validMonths }: WantedCertificate,
  issuer: string,
  { registry, now }: CertificatePorts,
): Promise<StoredCertificate | undefined> {
  if ([validFromMs, validUntilMs, validMonths].some((date) => date !== undefined)) return undefined;
  return (await registry.list()).findLast(
    (one) =>
      one.footprint === footprint &&
      one.issuer === issuer &&
      one.replaces === replaces &&
      one.revocation === undefined &&
      one.supersededBy === "" &&
      now() < one.validUntilMs,
  );
}
