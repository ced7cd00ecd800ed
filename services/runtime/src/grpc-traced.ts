import { type ClientMiddleware, Metadata } from "nice-grpc";
import { stepsWithin } from "./steps-within.ts";
import type { Tracing } from "./tracing.ts";

/** Makes every call a span, and passes its `traceparent` on to the server. */
export const grpcTraced = (tracing: Tracing): ClientMiddleware =>
  async function* traced(call, options) {
    const method = call.method.path;
    const span = tracing.begin(method, { kind: "client", attributes: { "rpc.system": "grpc", "rpc.method": method } });
    const ids = span.within(() => tracing.current());
    const metadata =
      ids === undefined ? options.metadata : Metadata(options.metadata).set("traceparent", ids.traceparent);
    let failure: unknown;
    try {
      return yield* stepsWithin(
        span,
        call.next(call.request, { ...options, ...(metadata === undefined ? {} : { metadata }) }),
      );
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      span.end(failure === undefined ? {} : { error: failure });
    }
  };
