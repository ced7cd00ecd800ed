import type { Store } from "@celadon/runtime";
import type { OwnIssuer } from "./issuer.ts";
import type { Registry } from "./registry.ts";

/** What the service works with. */
export interface CertificatePorts {
  readonly store: Store;
  readonly registry: Registry;
  readonly issuer: OwnIssuer;
  readonly now: () => number;
}
