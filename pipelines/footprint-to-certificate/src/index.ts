export type { Check } from "./check.ts";
export type { Claims } from "./claims.ts";
export { claimsOf } from "./claims-of.ts";
export { headerOf } from "./header.ts";
export { type IssuableFootprint, issuable, type Standing } from "./issuable.ts";
export type { Issuance, Issuer } from "./issuance.ts";
export {
  type IssuerDocument,
  issuerDocument,
  type PublicKey,
  type Revocations,
  type Revoked,
  readIssuer,
  type TrustedIssuer,
} from "./issuer-document.ts";
export { type BothWords, markWords } from "./mark-words.ts";
export { credentialLengthMax, type ReadText } from "./read-credential.ts";
export { internalScheme, type Scheme } from "./scheme.ts";
export { listAgeDaysMax } from "./status-check.ts";
export { type Verification, verify } from "./verify.ts";
