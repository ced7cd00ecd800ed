import { hourMs } from "@celadon/quantity";
import { type Caller, keyOfToken, refuse, refuseForeign } from "@celadon/runtime";
import type { Scope } from "./queries/scope.ts";

/** What requests for lists of readings and windows have in common. */
interface Listing {
  readonly factory: string;
  readonly channels: readonly string[];
  readonly fromMs?: bigint | undefined;
  readonly toMs?: bigint | undefined;
  readonly pageToken: string;
}

/**
 * The scope a request means. Refused: a period that ends before it begins, and where rows are hours, one that cuts an hour; a factory
 * that is not the caller's.
 */
export function rpcScope(
  request: Listing,
  { wholeHours, caller }: { readonly wholeHours: boolean; readonly caller: Caller },
): Scope {
  if (request.factory !== "") refuseForeign(caller, request.factory);
  const [fromMs, toMs] = [request.fromMs, request.toMs].map((at) => (at === undefined ? undefined : Number(at)));
  if (fromMs !== undefined && toMs !== undefined && fromMs > toMs) {
    throw badPeriod("toMs", `The period [${fromMs}, ${toMs}) ends before it begins: swap the two.`);
  }
  for (const [path, atMs] of Object.entries({ fromMs, toMs })) {
    if (!wholeHours || atMs === undefined || atMs % hourMs === 0) continue;
    throw badPeriod(path, `"${path}" is ${atMs}, and must be a whole UTC hour, a multiple of ${hourMs}.`);
  }
  return {
    factory: request.factory === "" ? undefined : request.factory,
    channels: request.channels,
    fromMs,
    toMs,
    behind: behindOf(request.pageToken),
    within: caller.factories,
  };
}

/** The row that a page begins behind; undefined for the first page. */
export function behindOf(pageToken: string): Scope["behind"] {
  const [factory, channel, atMs] = keyOfToken(pageToken, ["string", "string", "number"]) ?? [];
  return atMs === undefined ? undefined : { factory: String(factory), channel: String(channel), atMs: Number(atMs) };
}

const badPeriod = (path: string, problem: string) =>
  refuse({ status: 400, code: "bad-period", message: problem, details: [{ path, problem }] });
