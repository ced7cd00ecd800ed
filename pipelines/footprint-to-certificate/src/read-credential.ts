import { accept, type Canonical, canonicalJson, type Outcome, reject } from "@celadon/quantity";

/** The parts of a compact JWS, each proven to have no second way to be written. */
export interface CredentialParts {
  readonly header: Canonical;
  readonly payload: Canonical;
}

/** Bytes to text, undefined where they are no UTF-8. A byte order mark stays a letter. */
export type ReadText = (bytes: Uint8Array) => string | undefined;

export const credentialLengthMax = 1_048_576;
const signatureLength = 64;

/**
 * Reads a credential. Refused is whatever differs from its canonical writing (base64url has unused bits, JSON has blanks, another
 * order and repeated keys): of one certificate there must be one string of bytes.
 */
export function readCredential(credential: string, text: ReadText): Outcome<CredentialParts, "bad-encoding"> {
  if (credential.length > credentialLengthMax) return bad(`It is longer than ${credentialLengthMax} characters.`);
  if (credential.startsWith("%PDF-")) {
    return reject(
      "bad-encoding",
      "This is the printed copy; the file to check is the credential (.vc) that it was printed from.",
    );
  }
  if (/\s/.test(credential)) {
    return bad("It has blanks or line ends, before it, behind it or in it, and a credential has none: take them out.");
  }
  const [header, payload, signature, ...more] = credential.split(".");
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) {
    return bad("It has not the three parts of a signed credential, with dots between.");
  }
  const [headerJson, payloadJson] = [readPart("header", header, text), readPart("payload", payload, text)];
  if (headerJson.kind !== "accept") return headerJson;
  if (payloadJson.kind !== "accept") return payloadJson;
  const signed = readBase64url(signature);
  if (signed === undefined) return bad(`The signature is not base64url, or not in its canonical writing.`);
  if (signed.length !== signatureLength) return bad(`The signature has ${signed.length} bytes, and must have 64.`);
  return accept({ header: headerJson.value, payload: payloadJson.value });
}

const bad = (found: string): Outcome<never, "bad-encoding"> =>
  reject(
    "bad-encoding",
    `${found} This is no certificate, or it was damaged on its way; that says nothing about the issuer.`,
  );

function readPart(name: string, part: string, text: ReadText): Outcome<Canonical, "bad-encoding"> {
  const bytes = readBase64url(part);
  if (bytes === undefined) return bad(`The ${name} is not base64url, or not in its canonical writing.`);
  const json = text(bytes);
  const value = json === undefined ? undefined : parsed(json);
  if (value === undefined) return bad(`The ${name} is no JSON.`);
  return canonical(value) === json
    ? accept(value)
    : bad(
        `The ${name} is not in canonical JSON: blanks, another order of members, one of them twice, or a bare number.`,
      );
}

/** The bytes, where the text is exactly what they are written as. */
function readBase64url(part: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.fromBase64(part, { alphabet: "base64url" });
    return bytes.toBase64({ alphabet: "base64url", omitPadding: true }) === part ? bytes : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function parsed(json: string): Canonical | undefined {
  try {
    return JSON.parse(json) as Canonical; // JSON holds nothing else
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Undefined for a bare number that a reader may round, and for a nesting too deep to write. */
function canonical(value: Canonical): string | undefined {
  try {
    return canonicalJson(value);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
