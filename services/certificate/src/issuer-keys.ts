import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Issuer } from "@celadon/footprint-to-certificate";
import { exportJWK, generateKeyPair } from "jose";

/** An issuer with its secret: an Ed25519 key as a JSON Web Key (RFC 8037). */
export interface IssuerKey extends Issuer {
  readonly key: { readonly crv: "Ed25519"; readonly kty: "OKP"; readonly x: string; readonly d: string };
}

const fileOf = (folder: string): string => join(folder, "keys.json");

/** All issuers this installation has been, the present one last; undefined before the first. Throws where others may read the file. */
export function readIssuerKeys(folder: string): readonly IssuerKey[] | undefined {
  if (!existsSync(fileOf(folder))) return undefined;
  for (const path of [folder, fileOf(folder)]) refuseOpen(path);
  return JSON.parse(readFileSync(fileOf(folder), "utf8")) as readonly IssuerKey[]; // as writeIssuerKeys wrote it
}

/** Writes the keys so that only their owner may read them; a crash leaves the file of before. */
export function writeIssuerKeys(folder: string, keys: readonly IssuerKey[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const next = `${fileOf(folder)}.next`;
  writeFileSync(next, JSON.stringify(keys, null, 2), { mode: 0o600, flush: true });
  renameSync(next, fileOf(folder));
}

/** A new key, made here and nowhere else. */
export async function newKey(): Promise<IssuerKey["key"]> {
  const { privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const { x, d } = await exportJWK(privateKey);
  if (x === undefined || d === undefined) throw new TypeError("A generated key has no public or no private part.");
  return { crv: "Ed25519", kty: "OKP", x, d };
}

/** Windows has no such modes; there the folder of the user is the guard. */
function refuseOpen(path: string): void {
  if (process.platform === "win32") return;
  const { mode, uid } = statSync(path);
  const isFolder = statSync(path).isDirectory();
  if ((mode & 0o077) !== 0) {
    const shown = (mode & 0o777).toString(8);
    throw new Error(
      `The issuer's key must be its owner's alone, and ${path} is open to others (mode ${shown}): chmod ${isFolder ? "700" : "600"} ${path}. If anybody may have read it, name the issuer again, which makes a new key.`,
    );
  }
  if (uid !== process.getuid?.()) {
    throw new Error(`The issuer's key ${path} belongs to another user: start Celadon as its owner, or chown it.`);
  }
}
