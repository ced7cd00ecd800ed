import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { holdFile } from "../held-file.ts";
import type { Factories } from "./caller.ts";
import { refuseOpen } from "./refuse-open.ts";
import { type Role, roles } from "./roles.ts";

/** A token as it is kept: whose it is and what it may, with a hash in place of the secret. */
export interface TokenRecord {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly factories: Factories;
  readonly created: string;
  /** From this instant on it is refused. */
  readonly expires: string;
  /** Of the secret, in hex. The secret has 256 bits of chance, so that no slow hash and no salt is needed. */
  readonly sha256: string;
}

export type WantedToken = Omit<TokenRecord, "sha256">;

/** The tokens of a file, by name; of none, where there is no file yet. Throws a sentence where others may read it, or it is no such file. */
export function readTokens(path: string): readonly TokenRecord[] {
  if (!existsSync(path)) return [];
  refuseOpen(path, "The file of tokens");
  const fault = (why: string) =>
    new Error(
      `${path} is no file of tokens (${why}): let celadon token write it, or put the file of before in its place.`,
    );
  const tokens = parsed(readFileSync(path, "utf8"), fault);
  if (!Array.isArray(tokens)) throw fault("it is no list");
  for (const [i, token] of tokens.entries()) {
    if (!isRecord(token)) throw fault(`its entry ${i + 1} is no token`);
  }
  return tokens;
}

function parsed(text: string, fault: (why: string) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw fault("it is no JSON");
    throw error;
  }
}

const texts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

function isRecord(value: unknown): value is TokenRecord {
  if (typeof value !== "object" || value === null) return false;
  const token = value as Readonly<Record<string, unknown>>;
  return (
    typeof token["name"] === "string" &&
    texts(token["roles"]) &&
    token["roles"].every((role) => roles.some((one) => one === role)) &&
    (token["factories"] === "all" || (texts(token["factories"]) && token["factories"].length > 0)) &&
    typeof token["expires"] === "string" &&
    Number.isFinite(Date.parse(token["expires"])) &&
    typeof token["sha256"] === "string" &&
    /^[0-9a-f]{64}$/.test(token["sha256"])
  );
}

/** So that a token that got into a file or a log is found by who looks for it. */
const secretBegins = "celadon_";

/** A new secret. */
export const newSecret = (): string => secretBegins + randomBytes(32).toString("base64url");

/** Adds a token to the file and gives its secret, which is kept nowhere. Refused: a name that is there already. */
export function addToken(path: string, wanted: WantedToken): string {
  const secret = newSecret();
  const sha256 = createHash("sha256").update(secret).digest("hex");
  changeTokens(path, (tokens) => {
    if (tokens.some(({ name }) => name === wanted.name))
      throw new Error(`There is a token "${wanted.name}" already: take another name, or revoke it first.`);
    return [...tokens, { ...wanted, sha256 }];
  });
  return secret;
}

/** Takes a token out of the file: from then on nobody knows it. Refused: a name that is not there. */
export function revokeToken(path: string, name: string): void {
  changeTokens(path, (tokens) => {
    if (!tokens.some((token) => token.name === name))
      throw new Error(`There is no token "${name}" in ${path}: celadon token list.`);
    return tokens.filter((token) => token.name !== name);
  });
}

/** One writer at a time; a crash leaves the file of before. */
function changeTokens(path: string, change: (tokens: readonly TokenRecord[]) => readonly TokenRecord[]): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const letGo = holdFile(`${path}.lock`);
  if (letGo === undefined) throw new Error(`Another process writes ${path} just now: do it again.`);
  try {
    const tokens = change(readTokens(path)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    writeFileSync(`${path}.next`, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(`${path}.next`, path);
  } finally {
    letGo();
  }
}
