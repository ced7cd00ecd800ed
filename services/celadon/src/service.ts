import { type IncomingMessage, request as open } from "node:http";
import { pipeline } from "node:stream/promises";
import { failed } from "./ending.ts";

/** A Celadon that answers on loopback. Disposing stops it when it runs in this process, and leaves any other alone. */
export interface Service extends AsyncDisposable {
  readonly url: string;
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
  const outgoing = open(addressOf(service, question), { method, headers, agent: false });
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
  return failed(
    `The connection to Celadon at ${url} broke (${why}). Nothing acknowledged is lost: see that it runs, then do the same again.`,
  );
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
