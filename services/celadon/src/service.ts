import { type ClientRequest, type IncomingMessage, request as openPlain } from "node:http";
import { request as openSecure } from "node:https";
import { pipeline } from "node:stream/promises";
import { failed } from "./ending.ts";
import { type Credentials, faultOfUrl } from "./remote-config.ts";

/** A Celadon that answers. Disposing stops it when it runs in this process, and leaves any other alone. */
export interface Service extends AsyncDisposable {
  readonly url: string;
  /** What is shown to it; absent where it asks for nothing. */
  readonly credentials?: Partial<Credentials> | undefined;
}

export interface Ask {
  readonly method?: "GET" | "POST";
  readonly path: string;
  /** Absent values are left out; a list is said once for each of its values. */
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it comes, with back-pressure; never gathered. */
  readonly body?: AsyncIterable<Uint8Array> | string;
}

/** What the service said instead of an answer. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
}

/** The refusal an error carries, so that a command can say it in its own way; undefined for any other error. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || !("refusal" in error)) return undefined;
  return error.refusal as Refusal; // only `ask` sets this field
}

/** The address of a question: path and query, encoded. */
function addressOf({ url }: Service, { path, query = {} }: Ask): URL {
  const address = new URL(path, url);
  for (const [name, value] of Object.entries(query)) {
    for (const one of value === undefined ? [] : [value].flat()) address.searchParams.append(name, one);
  }
  return address;
}

/**
 * Asks the service and gives the answer as a stream. A refusal is thrown as a sentence with exit code 1. An answer may take
 * as long as the work does (a big file, a long period), so there is no time limit; Ctrl-C ends it.
 */
export async function ask(service: Service, question: Ask): Promise<IncomingMessage> {
  const { method = "GET", headers = {}, body } = question;
  const outgoing = opened(service, question, { method, headers });
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once("response", resolve).once("error", reject);
  });
  // An early refusal closes the connection while the body is still going out. The answer says why; the broken pipe does not.
  const sent = body === undefined || typeof body === "string" ? undefined : pipeline(body, outgoing);
  sent?.catch((error: Error) => outgoing.destroy(error));
  if (sent === undefined) outgoing.end(body);
  const response = await answer.catch((error: Error) => {
    throw brokenOff(service, error);
  });
  if ((response.statusCode ?? 500) < 400) return response;
  const refusal = readRefusal(response.statusCode ?? 500, await textOf(service, response));
  throw Object.assign(failed(refusal.message), { refusal });
}

/** A request with what the service wants to see. The token never goes out in plain but to this machine. */
function opened(
  service: Service,
  question: Ask,
  { method, headers }: { readonly method: string; readonly headers: Readonly<Record<string, string>> },
): ClientRequest {
  const { token, ca, cert, key } = service.credentials ?? {};
  const fault = faultOfUrl(service.url);
  if (fault !== undefined) throw failed(`The address of Celadon ${fault}`);
  const authorized = token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` };
  const options = { method, headers: authorized, agent: false } as const;
  const address = addressOf(service, question);
  return address.protocol === "https:"
    ? openSecure(address, { ...options, ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) })
    : openPlain(address, options);
}

/** The whole of a short answer, as text. */
export async function textOf(service: Service, response: IncomingMessage): Promise<string> {
  try {
    return await response.setEncoding("utf8").reduce((text: string, piece: string) => text + piece, "");
  } catch (error) {
    throw brokenOff(service, error);
  }
}

/** The whole of a short answer, read as JSON. `T` is what the HTTP interface promises. */
export async function askJson<T>(service: Service, question: Ask): Promise<T> {
  return JSON.parse(await textOf(service, await ask(service, question))) as T;
}

/** The sentence for a connection that broke. */
export function brokenOff({ url }: Service, error: unknown): Error {
  const why = error instanceof Error ? ("code" in error ? `${error.code}` : error.message) : String(error);
  const trust = trustText(url, why);
  if (trust !== undefined) return failed(trust);
  return failed(
    `The connection to Celadon at ${url} broke (${why}). Nothing acknowledged is lost: see that it runs, then do the same again.`,
  );
}

/** The sentence for a server whose certificate is not trusted, by the codes of Node's TLS. */
function trustText(url: string, code: string): string | undefined {
  switch (code) {
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return `Nobody this machine trusts has signed the certificate of ${url}: name who has in CELADON_CA, a file.`;
    case "CERT_HAS_EXPIRED":
      return `The certificate of ${url} has ended: its operator has to renew it.`;
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return `The certificate of ${url} is of another name: ask by a name that stands in it.`;
    default:
      return undefined;
  }
}

function readRefusal(status: number, text: string): Refusal {
  try {
    const { error } = JSON.parse(text) as { error?: Partial<Refusal> };
    if (typeof error?.message === "string")
      return { status, code: error.code ?? "refused", message: error.message, details: error.details };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return {
    status,
    code: "refused",
    message: `Celadon answered ${status} without saying why; its log has the details.`,
  };
}
