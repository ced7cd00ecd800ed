import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { refuseOpen } from "./refuse-open.ts";

/** Where a certificate and its key are; `clientCa` signs the certificates that clients must have, where that is asked for. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  readonly clientCa?: string | undefined;
}

/** What the files hold, in PEM, checked. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
  readonly clientCa: string | undefined;
  readonly expiresMs: number;
}

/** Reads the files. Throws a sentence: unreadable, a key that others may read, no PEM, not each other's, not yet or no more valid. */
export function readTls({ cert: certPath, key: keyPath, clientCa: caPath }: TlsFiles, nowMs: number): Tls {
  const [cert, key] = [textOf(certPath), textOf(keyPath)];
  refuseOpen(keyPath, "The key of the certificate");
  const certificate = certificateIn(cert, certPath);
  if (!certificate.checkPrivateKey(keyIn(key, keyPath)))
    throw new Error(`${keyPath} is not the key of the certificate in ${certPath}: name the two that belong together.`);
  const { validFromDate, validToDate } = certificate;
  if (nowMs >= validToDate.getTime())
    throw new Error(`The certificate in ${certPath} was valid until ${validToDate.toISOString()}: renew it.`);
  if (nowMs < validFromDate.getTime())
    throw new Error(
      `The certificate in ${certPath} is valid from ${validFromDate.toISOString()} on: wait until then, or set the clock.`,
    );
  const clientCa = caPath === undefined ? undefined : textOf(caPath);
  if (clientCa !== undefined && caPath !== undefined) certificateIn(clientCa, caPath);
  return { cert, key, clientCa, expiresMs: validToDate.getTime() };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new Error(`${path} cannot be read (${error.message}): name a file that this user may read.`);
  }
}

function certificateIn(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new Error(`${path} holds no certificate: it must begin with -----BEGIN CERTIFICATE-----.`);
  }
}

function keyIn(pem: string, path: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new Error(`${path} holds no private key in PEM without a password: name one that does.`);
  }
}
