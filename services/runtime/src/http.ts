import { type FastifyInstance, fastify } from "fastify";
import type { Guard } from "./access/guard.ts";
import { challengeOf, guardRoutes } from "./access/http-access.ts";
import { addHttpInstruments } from "./http-instruments.ts";
import type { Log } from "./log.ts";
import { type Meter, noMeter } from "./metrics.ts";
import { bugMessage, refusalOf, refuse } from "./refuse.ts";
import { noTracing, type Tracing } from "./tracing.ts";

/** What a service adds to the HTTP server: its routes, each with `config: { access }`, which says who may ask. */
export type Routes = (app: FastifyInstance) => void | Promise<void>;

/** What passes by itself is tried again every five seconds at the latest; to ask more often is no use. */
const retryAfterS = 5;

/**
 * An HTTP server with the routes of all services. Bodies are handed to handlers as streams (`request.raw`), never gathered
 * here. Errors are JSON: `{"error":{"code","message","details"?}}`. Nobody reaches a handler whom the guard does not know. Throws
 * where a route does not say who may ask.
 */
export async function openHttp(
  routes: readonly Routes[],
  notes: Log,
  {
    guard,
    meter = noMeter,
    tracing = noTracing,
  }: { readonly guard: Guard; readonly meter?: Meter; readonly tracing?: Tracing },
): Promise<FastifyInstance> {
  const app = fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 512 } });
  addHttpInstruments(app, { meter, tracing });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null));
  guardRoutes(app, guard);
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error);
    if (refusal !== undefined) {
      const { status, code, message, details } = refusal;
      if (status === 401) reply.header("www-authenticate", challengeOf(code));
      if (status === 503) reply.header("retry-after", retryAfterS);
      return reply.status(status).send({ error: { code, message, ...(details === undefined ? {} : { details }) } });
    }
    const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
    if (status < 500) return reply.status(status).send({ error: { code: "bad-request", message: String(error) } });
    notes.error({ err: error, url: request.url }, "a request failed");
    return reply.status(500).send({ error: { code: "internal", message: bugMessage } });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.status(404).send({
      error: {
        code: "not-found",
        message: `There is nothing at ${request.method} ${request.url}. GET / says what there is.`,
      },
    }),
  );
  for (const add of routes) await app.register(async (scope) => add(scope));
  return app;
}

/** Gathers a small body as text; refuses one that is longer than `maxBytes`. */
export async function bodyText(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.length;
    if (size > maxBytes) {
      throw refuse({
        status: 413,
        code: "too-large",
        message: `This body may have at most ${maxBytes} bytes: send less.`,
      });
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
