import type { FastifyInstance } from "fastify";
import type { Meter } from "./metrics.ts";
import type { Tracing } from "./tracing.ts";

/** What looks at the process itself, every few seconds: a trace of each would be noise. */
const untraced: readonly string[] = ["/live", "/ready", "/metrics"];

/** Times every request of a server, by the pattern of its route, and makes it a span below the caller's `traceparent`. */
export function addHttpInstruments(
  app: FastifyInstance,
  { meter, tracing }: { readonly meter: Meter; readonly tracing: Tracing },
): void {
  app.addHook("onRequest", (request, reply, next) => {
    const startedMs = performance.now();
    const route = request.routeOptions.url ?? "unmatched";
    const { method } = request;
    const parent = request.headers["traceparent"];
    const span = untraced.includes(route)
      ? undefined
      : tracing.begin(`${method} ${route}`, {
          kind: "server",
          ...(typeof parent === "string" ? { parent } : {}),
          attributes: { "http.request.method": method, "http.route": route },
        });
    // Comes when the answer is sent, and when the caller went away before.
    reply.raw.once("close", () => {
      const code = reply.raw.writableEnded ? String(reply.statusCode) : "aborted";
      meter.observe("celadon_http_request_seconds", { route, method, code }, (performance.now() - startedMs) / 1000);
      const isFault = reply.statusCode >= 500;
      span?.end({
        attributes: { "http.response.status_code": reply.statusCode },
        ...(isFault ? { error: `answered ${reply.statusCode}` } : {}),
      });
    });
    if (span === undefined) next();
    else span.within(next);
  });
}
