import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { CertificateRow } from "./certificate-row.ts";
import { failed } from "./ending.ts";
import { readText } from "./read-text.ts";
import { ask, askJson, type Service, textOf } from "./service.ts";
import type { Shell } from "./shell.ts";

/** Whether a word on the command line names a file that is there; else it is the id of a certificate. */
export const isFile = ({ folder }: Shell, word: string): boolean => existsSync(resolve(folder, word));

/**
 * The credential in a file. One line end behind it, which editors add, is no part of it: it is left out, and that is told
 * (Decision 14 is about the bytes of the credential). Throws a sentence for the printed copy.
 */
export async function credentialIn(shell: Shell, file: string): Promise<string> {
  const text = await readText(shell, file);
  if (text.startsWith("%PDF-")) {
    throw failed(
      `${file} is the printed copy; the file to check is the credential (.vc) that it was printed from: ask for it whoever gave you the copy.`,
    );
  }
  const credential = text.replace(/(?<=\S)\r?\n$/, "");
  if (credential !== text) {
    shell.note(`${file} ends with a line end, which is no part of a credential: it was left out of the check.\n`);
  }
  return credential;
}

/** The credential a person means: the bytes of a file, or a certificate of this installation by its id or the beginning of it. */
export async function credentialOf(shell: Shell, service: Service, word: string): Promise<string> {
  if (isFile(shell, word)) return credentialIn(shell, word);
  return textOf(service, await ask(service, { path: `/v1/certificates/${await certificateId(service, word)}` }));
}

/** The id of the certificate a person means: as a file says it, which proves nothing, or by the beginning of it. */
export async function certificateIdOf(shell: Shell, service: Service, word: string): Promise<string> {
  if (!isFile(shell, word)) return certificateId(service, word);
  const [, payload = ""] = (await credentialIn(shell, word)).split(".");
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    if (typeof claims === "object" && claims !== null && "id" in claims) return String(claims.id);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw failed(`${word} is no certificate: name a credential (.vc), or the id of a certificate.`);
}

/** The whole id of a certificate of this installation. Throws a sentence when none begins so, or several do. */
export async function certificateId(service: Service, word: string): Promise<string> {
  const fitting = await fittingIds(service, word);
  const [one, ...others] = fitting;
  if (one === undefined) {
    throw failed(`"${word}" is no file, and begins the id of no certificate: celadon certificate list shows them.`);
  }
  if (others.length === 0) return one;
  throw failed(
    `"${word}" begins the id of ${fitting.length} certificates; say which: ${fitting.slice(0, 5).join(", ")}.`,
  );
}

/** The ids of this installation's certificates that begin with a word. */
export async function fittingIds(service: Service, word: string): Promise<readonly string[]> {
  const begin = word.startsWith("urn:uuid:") ? word : `urn:uuid:${word.toLowerCase()}`;
  const rows = await askJson<readonly CertificateRow[]>(service, { path: "/v1/certificates" });
  return rows.map(({ id }) => id).filter((id) => id.startsWith(begin));
}

/** What the service finds of a credential. */
export const checkQuestion = (credential: string) =>
  ({
    method: "POST",
    path: "/v1/certificates/verify",
    headers: { "content-type": "text/plain" },
    body: credential,
  }) as const;
