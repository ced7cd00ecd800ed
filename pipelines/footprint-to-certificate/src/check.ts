/** The checks of a certificate, in the words of the contract. */
export type CheckName =
  | "encoding"
  | "envelope"
  | "issuer-key"
  | "signature"
  | "form"
  | "dates"
  | "status"
  | "figures"
  | "recomputed"
  | "trust";

/** One check: what was found, as a sentence. */
export interface Check {
  readonly name: CheckName;
  readonly result: "valid" | "invalid" | "cannot-tell" | "not-attempted";
  readonly evidence: string;
}

export const valid = (name: CheckName, evidence: string): Check => ({ name, result: "valid", evidence });

export const invalid = (name: CheckName, evidence: string): Check => ({ name, result: "invalid", evidence });

/** What the check needs could not be had. Never counts as valid. */
export const cannotTell = (name: CheckName, evidence: string): Check => ({ name, result: "cannot-tell", evidence });

/** An earlier check left nothing to look at. */
export const notAttempted = (name: CheckName): Check => ({
  name,
  result: "not-attempted",
  evidence: "Not looked at: an earlier check leaves nothing to believe.",
});
