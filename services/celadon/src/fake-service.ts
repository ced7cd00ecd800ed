import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as the fake service saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  /** As it was asked, query and all. */
  readonly address: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** What to answer, by `METHOD /path`: JSON, a text as it is, or a refusal. */
export type Answers = Readonly<Record<string, unknown>>;

/** For tests: an answer with another status than 200. */
export const refusal = (status: number, code: string, message: string, details?: unknown) => ({
  refuse: status,
  error: { code, message, details },
});

/** For tests: a service on loopback that answers what it is told and remembers what it was asked. */
export async function fakeService(answers: Answers) {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://fake");
    const method = request.method ?? "";
    const body = Buffer.concat(await request.toArray());
    const address = request.url ?? "";
    seen.push({
      method,
      path: pathname,
      address,
      query: Object.fromEntries(searchParams),
      headers: request.headers,
      body,
    });
    const key = `${method} ${pathname}`;
    const answer = key in answers ? answers[key] : refusal(404, "not-found", `There is nothing at ${key}.`);
    if (typeof answer === "object" && answer !== null && "refuse" in answer) {
      response.writeHead(Number(answer.refuse));
      response.end(JSON.stringify({ error: "error" in answer ? answer.error : undefined }));
    } else response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}
