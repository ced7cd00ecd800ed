import { Agent, type ClientRequest, type IncomingMessage, request } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** What an interface answered. `body` is the JSON of it, or its text where it is none. */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Body;
}

/** The answer of a refused question. */
export interface Refused {
  readonly error: { readonly code: string; readonly message: string; readonly details?: unknown };
}

export interface Question {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
}

/** Far beyond what any question takes, so that one without an answer ends with its own name and not with its test. */
const patienceMs = 200_000;

/** Asks over HTTP. A body that is a stream is sent in chunks, as fast as it is taken. */
export async function ask<Body = unknown>(url: string, question: Question = {}): Promise<Answer<Body>> {
  const { method = question.body === undefined ? "GET" : "POST", headers = {}, body } = question;
  // A connection that stays lets the server drain a body it refuses; one that closes may take the answer with it.
  const agent = new Agent({ keepAlive: true });
  const outgoing = request(url, { method, headers, agent });
  const late = setTimeout(() => outgoing.destroy(new Error(`${method} ${url}: no answer in time.`)), patienceMs);
  try {
    const answer = responseOf(outgoing);
    if (body === undefined || typeof body === "string" || body instanceof Uint8Array) outgoing.end(body);
    // An answer may come before all is sent; what is said in it matters, the broken pipe behind it does not.
    else pipeline(Readable.from(body), outgoing).catch((error: Error) => outgoing.destroy(error));
    const response = await answer;
    const text = await textOf(response);
    return { status: response.statusCode as number, headers: response.headers, body: read(text) as Body };
  } finally {
    clearTimeout(late);
    agent.destroy();
  }
}

const responseOf = (outgoing: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    outgoing.once("response", resolve).on("error", reject);
  });

async function textOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
