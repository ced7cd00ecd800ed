import { generateKeyPairSync } from "node:crypto";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import forge from "node-forge";

/** A certificate with its key, PEM both. */
export interface Signed {
  readonly cert: string;
  readonly key: string;
}

export interface WantedCertificate {
  /** Who signs it; absent: it signs itself, and may sign others. */
  readonly by?: Signed;
  readonly fromMs?: number;
  readonly untilMs?: number;
  readonly serial?: string;
}

const dayMs = 86_400_000;

/** Makes a certificate for 127.0.0.1 and localhost. Node reads X.509 and cannot make it. */
export function signed({ by, serial = "01", ...times }: WantedCertificate = {}): Signed {
  const { fromMs = Date.now() - dayMs, untilMs = Date.now() + 100 * dayMs } = times;
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  certificate.serialNumber = serial;
  certificate.validity.notBefore = new Date(fromMs);
  certificate.validity.notAfter = new Date(untilMs);
  certificate.setSubject([{ name: "commonName", value: by === undefined ? "Test authority" : `Test ${serial}` }]);
  const issuer = by === undefined ? undefined : forge.pki.certificateFromPem(by.cert);
  certificate.setIssuer(issuer === undefined ? certificate.subject.attributes : issuer.subject.attributes);
  certificate.setExtensions([
    { name: "basicConstraints", cA: by === undefined },
    {
      name: "subjectAltName",
      altNames: [
        { type: 7, ip: "127.0.0.1" },
        { type: 2, value: "localhost" },
      ],
    },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(by === undefined ? privateKey : by.key), forge.md.sha256.create());
  return { cert: forge.pki.certificateToPem(certificate), key: privateKey };
}

/** Writes both into a folder, the key for its owner alone, and gives their paths. */
export function written(folder: string, name: string, { cert, key }: Signed): Signed {
  const paths = { cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
  writeFileSync(paths.cert, cert);
  writeFileSync(paths.key, key, { mode: 0o600 });
  chmodSync(paths.key, 0o600); // one that was there keeps its mode
  return paths;
}
