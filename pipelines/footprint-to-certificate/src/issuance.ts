import type { InstantMs } from "@celadon/quantity";
import type { Scheme } from "./scheme.ts";

/** In whose name a certificate speaks. */
export interface Issuer {
  /** A DID, for example "did:web:example.com". */
  readonly id: string;
  readonly name: string;
  /** A demo issuer: only it may certify simulated or illustrative plants, and every certificate of it says so. */
  readonly simulated: boolean;
}

/** All that a certificate says beside the footprint. The clock is not in it: the same issuance gives the same certificate. */
export interface Issuance {
  readonly issuer: Issuer;
  /** [from, until). */
  readonly validFromMs: InstantMs;
  readonly validUntilMs: InstantMs;
  /** The certificate this one replaces, "urn:uuid:..."; empty: none. */
  readonly replaces: string;
  readonly scheme: Scheme;
  /** As the plant model has it; empty where it names none. */
  readonly factoryName: { readonly en: string; readonly zh: string };
}
