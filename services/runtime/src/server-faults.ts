import { storeErrorCode } from "./store.ts";
import type { ServerTarget } from "./store-server.ts";

/** The oldest server whose engine runs every statement of Celadon. */
const least = { year: 25, month: 8 };

/** An answer that is none of ClickHouse's: a proxy's, or one cut off. What became of the statement is unknown. */
const unanswered = "EUNANSWERED";

/** Why a server of this version is refused, or undefined. */
export function tooOld(version: string, at: string): string | undefined {
  const [year, month] = version.split(".").map(Number);
  if (year === undefined || month === undefined || Number.isNaN(year) || Number.isNaN(month)) {
    return `ClickHouse at ${at} says its version is "${version}": Celadon needs ${least.year}.${least.month} or later.`;
  }
  if (year > least.year || (year === least.year && month >= least.month)) return undefined;
  return `ClickHouse at ${at} is version ${version}: Celadon needs ${least.year}.${least.month} or later. Upgrade the server.`;
}

/**
 * An error of a call, with a code. The client throws some without: after its time is over, for an answer that is not
 * ClickHouse's, such as a proxy's 502, and for what a server says before it looks at the statement (`Code: 1000`, its limits).
 */
export function answerFault(
  error: unknown,
  { target, timedOutMs }: { readonly target: string; readonly timedOutMs: number | undefined },
): unknown {
  if (timedOutMs !== undefined) {
    return coded(`ClickHouse at ${target} did not answer within ${timedOutMs / 1_000} s.`, "ETIMEDOUT", error);
  }
  const isBare = error instanceof Error && error.constructor === Error && !("code" in error);
  if (!isBare) return error;
  const said = error.message.trim().slice(0, 200);
  const number = /\bCode: (\d+)/.exec(said)?.[1];
  if (number !== undefined) return coded(`ClickHouse at ${target} refuses the request: "${said}".`, number, error);
  return coded(`What answered at ${target} is not ClickHouse, or was cut off: "${said}".`, unanswered, error);
}

const refusedUser = new Set([192, 193, 194, 516]);
const unknownHost = new Set(["ENOTFOUND", "EAI_AGAIN"]);

/** What a person is told when a server cannot be opened: what is wrong, with the fix. The code stays the same. */
export function openingFault(error: unknown, target: ServerTarget): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const { origin, host, user, database } = target;
  const code = storeErrorCode(error);
  const text = `${error.code}`;
  const say = (sentence: string) => coded(sentence, text, error);
  if (code !== undefined && refusedUser.has(code)) {
    return say(`ClickHouse at ${origin} does not let user "${user}" in: correct the user or the password.`);
  }
  if (code === 81) {
    return say(`ClickHouse at ${origin} has no database "${database}": create it, or correct its name.`);
  }
  if (code === 497) {
    return say(`User "${user}" may not use ClickHouse at ${origin}: grant it a role, see deploy/clickhouse.`);
  }
  if (code === 164) {
    return say(
      `User "${user}" of ClickHouse at ${origin} is readonly and may set nothing: give its profile readonly = 0.`,
    );
  }
  if (code !== undefined) return error;
  if (text === "ECONNREFUSED") {
    return say(`Nobody answers at ${origin}: start ClickHouse there, or correct the address.`);
  }
  if (unknownHost.has(text)) return say(`The host "${host}" of the store is not known: correct its name.`);
  if (text === unanswered || text === "EPROTO" || text.startsWith("ERR_SSL_") || text.startsWith("HPE_")) {
    return say(
      `What answers at ${origin} is not ClickHouse's HTTP port: it is 8123, or with https:// 8443. (${error.message})`,
    );
  }
  if (/CERT|ISSUER|SIGNATURE/.test(text)) {
    return say(
      `The certificate of ${origin} is not trusted (${text}): give the file of the authority that signed it, and the name it was made for.`,
    );
  }
  return say(
    `ClickHouse at ${origin} cannot be reached (${text}): see that it runs and that the network lets it through.`,
  );
}

const coded = (message: string, code: string, cause: unknown): Error & { readonly code: string } =>
  Object.assign(new Error(message, { cause }), { code });
