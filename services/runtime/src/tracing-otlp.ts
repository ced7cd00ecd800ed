import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Context,
  defaultTextMapGetter,
  isSpanContextValid,
  type Link,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { SpanAbout, TraceIds, Tracing } from "./tracing.ts";

export interface TracingWishes {
  /** The process, as it is called in traces. */
  readonly service: string;
  /** Base address of an OTLP collector over HTTP, for example http://127.0.0.1:4318. */
  readonly endpoint: string;
  /** The share of traces that begin here and are kept, from 0 to 1; of others, whoever began them decides. */
  readonly ratio: number;
  /** Spans that could not be delivered. */
  readonly lost: (spans: number) => void;
}

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** A collector that is away must not hold up the end of the process. */
const deliveryMsMax = 2_000;

/**
 * Traces over OTLP. Nothing is patched and nothing global is set: spans are begun by hand (`spanned`), and what lies below
 * what follows the calls (`AsyncLocalStorage`). Headers for the collector are in `OTEL_EXPORTER_OTLP_HEADERS`, which the
 * exporter reads itself.
 */
export function openOtlpTracing({ service, endpoint, ratio, lost }: TracingWishes): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, "")}/v1/traces`, timeoutMillis: 5_000 });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: tellingWhatIsLost(exporter, lost) })],
  });
  const tracer = provider.getTracer("celadon");
  const contexts = new AsyncLocalStorage<Context>();
  const here = (): Context => contexts.getStore() ?? ROOT_CONTEXT;

  return {
    begin: (name, { kind = "internal", parent, links = [], attributes = {} }: SpanAbout = {}) => {
      const above = parent === undefined ? here() : contextOf(parent);
      const about = { kind: kinds[kind], links: links.flatMap(linkTo), attributes };
      const span = tracer.startSpan(name, about, above);
      return {
        within: (work) => contexts.run(trace.setSpan(above, span), work),
        end: ({ error, attributes: late = {} } = {}) => {
          span.setAttributes(late);
          if (error !== undefined) {
            span.setStatus({ code: SpanStatusCode.ERROR });
            span.recordException(error instanceof Error ? error : String(error));
          }
          span.end();
        },
      };
    },
    current: () => {
      const context = trace.getSpanContext(here());
      return context === undefined || !isSpanContextValid(context) ? undefined : idsOf(context);
    },
    [Symbol.asyncDispose]: async () => {
      const late = new Promise<void>((resolve) => setTimeout(resolve, deliveryMsMax).unref());
      // What the collector did not take has been told as lost.
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
    },
  };
}

const propagator = new W3CTraceContextPropagator();
const contextOf = (traceparent: string): Context =>
  propagator.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter);

function linkTo(traceparent: string): readonly Link[] {
  const context = trace.getSpanContext(contextOf(traceparent));
  return context === undefined ? [] : [{ context }];
}

const idsOf = ({ traceId, spanId, traceFlags }: SpanContext): TraceIds => ({
  traceId,
  spanId,
  traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`,
});

const tellingWhatIsLost = (exporter: SpanExporter, lost: (spans: number) => void): SpanExporter => ({
  export: (spans, done) =>
    exporter.export(spans, (result) => {
      if (result.error !== undefined) lost(spans.length);
      done(result);
    }),
  shutdown: () => exporter.shutdown(),
});
