import { createHash, timingSafeEqual } from "node:crypto";
import type { Log } from "../log.ts";
import { refuse } from "../refuse.ts";
import { type Caller, owner } from "./caller.ts";
import { countAttempts } from "./count-attempts.ts";
import type { TokenRecord } from "./token-file.ts";

/** Knows callers by what they send with a question. */
export interface Guard {
  /** Who asks, by the Authorization header; refuses with 401 who proves nothing. `from` is the address, for the log. */
  readonly callerOf: (authorization: string | undefined, from: string) => Caller;
  /** How often somebody was refused for want of a good token, since the start. */
  readonly refused: () => number;
}

/** No token is asked for: only for what listens on loopback alone. */
export const unguarded: Guard = { callerOf: () => owner, refused: () => 0 };

export interface GuardPorts {
  /** The tokens as they stand now. */
  readonly tokens: () => readonly TokenRecord[];
  /** A secret of this process, for whoever owns its data folder; absent: there is none. */
  readonly own?: string | undefined;
  readonly now: () => number;
  readonly notes: Log;
}

/**
 * Asks every caller for a bearer token (RFC 6750). Only hashes are compared, all of them and in constant time. Nobody is ever
 * locked out, as a stranger could lock out others; refusals are counted and logged by address.
 */
export function tokenGuard({ tokens, own, now, notes }: GuardPorts): Guard {
  const attempts = countAttempts({ now, notes });
  const known = (secret: string): { readonly caller: Caller; readonly expiresMs: number } | undefined => {
    const hash = createHash("sha256").update(secret).digest();
    const isSame = (hex: string): boolean => timingSafeEqual(hash, Buffer.from(hex, "hex"));
    let found: TokenRecord | undefined;
    for (const token of tokens()) if (isSame(token.sha256)) found = token; // never left early: the time would tell
    if (found !== undefined) return { caller: found, expiresMs: Date.parse(found.expires) };
    const isOwn = own !== undefined && isSame(createHash("sha256").update(own).digest("hex"));
    return isOwn ? { caller: owner, expiresMs: Number.POSITIVE_INFINITY } : undefined;
  };
  const callerOf: Guard["callerOf"] = (authorization, from) => {
    const refused = (code: string, message: string) => {
      attempts.add(from, code);
      return refuse({ status: 401, code, message });
    };
    if (authorization === undefined) throw refused("no-token", noTokenText);
    const secret = /^Bearer +(\S{1,512})$/i.exec(authorization)?.[1];
    const found = secret === undefined ? undefined : known(secret);
    if (found === undefined) throw refused("unknown-token", unknownTokenText);
    const { caller, expiresMs } = found;
    if (now() < expiresMs) return caller;
    const message = `The token "${caller.name}" expired at ${new Date(expiresMs).toISOString()}: ask this Celadon's operator for another.`;
    throw refused("token-expired", message);
  };
  return { callerOf, refused: attempts.total };
}

const noTokenText =
  "This Celadon asks for a token: send it with the question, Authorization: Bearer TOKEN. Its operator makes one: celadon token new.";
const unknownTokenText =
  "This token is not known here, or no more: ask this Celadon's operator for another, celadon token new.";
