import { type CallContext, ServerError, type ServerMiddleware, Status } from "nice-grpc";
import type { Meter } from "./metrics.ts";
import { stepsWithin } from "./steps-within.ts";
import type { Tracing } from "./tracing.ts";

/** Times every call, by its method and the code it ended with, and makes it a span below the caller's `traceparent`. */
export const grpcInstruments = ({
  meter,
  tracing,
}: {
  readonly meter: Meter;
  readonly tracing: Tracing;
}): ServerMiddleware =>
  async function* observe(call, context) {
    const startedMs = performance.now();
    const method = call.method.path;
    const span = tracing.begin(method, {
      kind: "server",
      ...parentIn(context),
      attributes: { "rpc.system": "grpc", "rpc.method": method },
    });
    let code = Status.CANCELLED; // unless it comes to an end: of a caller who goes away no more is heard
    let failure: unknown;
    try {
      const response = yield* stepsWithin(span, call.next(call.request, context));
      if (!context.signal.aborted) code = Status.OK; // the questions of a caller who went away just end
      return response;
    } catch (error) {
      code = error instanceof ServerError ? error.code : context.signal.aborted ? Status.CANCELLED : Status.UNKNOWN;
      if (isFault(code)) failure = error;
      throw error;
    } finally {
      const name = Status[code];
      meter.observe("celadon_grpc_request_seconds", { method, code: name }, (performance.now() - startedMs) / 1000);
      span.end({ attributes: { "rpc.grpc.status_code": code }, ...(failure === undefined ? {} : { error: failure }) });
    }
  };

const isFault = (code: Status): boolean =>
  code === Status.INTERNAL || code === Status.UNKNOWN || code === Status.UNAVAILABLE || code === Status.DATA_LOSS;

function parentIn({ metadata }: CallContext): { readonly parent?: string } {
  const parent = metadata.get("traceparent");
  return parent === undefined ? {} : { parent };
}
