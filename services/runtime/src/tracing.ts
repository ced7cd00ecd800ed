type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanAbout {
  /** Whose work it is, as OpenTelemetry tells them apart; `internal` when not said. */
  readonly kind?: "internal" | "server" | "client" | "producer" | "consumer";
  /** W3C `traceparent` of who asked for it. None: what is going on here. Text that is no traceparent begins a new trace. */
  readonly parent?: string | undefined;
  /** Others it is done for, by their traceparents. */
  readonly links?: readonly string[];
  readonly attributes?: Attributes;
}

/** A piece of work that takes time. It ends once. */
export interface Span {
  /** Runs something inside: the spans it begins, also after an await, lie below this one. */
  within<T>(work: () => T): T;
  end(about?: { readonly error?: unknown; readonly attributes?: Attributes }): void;
}

/** Where the work in hand stands: for a log line, and for whoever is asked next. */
export interface TraceIds {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceparent: string;
}

/** Traces: which work belongs to which request, across processes. Disposing delivers what has gathered. */
export interface Tracing extends AsyncDisposable {
  begin(name: string, about?: SpanAbout): Span;
  /** Undefined outside of all spans, and where nothing is traced. */
  current(): TraceIds | undefined;
}

const noSpan: Span = { within: (work) => work(), end: () => undefined };

/** Where nobody collects traces. */
export const noTracing: Tracing = {
  begin: () => noSpan,
  current: () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
};
