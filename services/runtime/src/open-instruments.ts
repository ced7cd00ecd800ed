import { type Log, openLog } from "./log.ts";
import { logWarnings } from "./log-warnings.ts";
import { type Metrics, openMetrics } from "./metrics.ts";
import { openTracing } from "./open-tracing.ts";
import type { Tracing } from "./tracing.ts";

/** Where traces go, and the share of those that begin here which is kept. */
export interface TraceSettings {
  readonly endpoint: string;
  readonly ratio: number;
}

/** What a process is watched by. Whoever runs it disposes `tracing` last. */
export interface Instruments {
  readonly notes: Log;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
}

/** The instruments of a real process, called `service` in its logs and traces. Call it once: it measures the process itself too. */
export async function openInstruments({
  service,
  logLevel,
  traces,
}: {
  readonly service: string;
  readonly logLevel: string;
  readonly traces: TraceSettings | undefined;
}): Promise<Instruments> {
  const metrics = openMetrics({ ofProcess: true });
  const lost = (spans: number): void => metrics.count("celadon_lost_spans_total", {}, spans);
  const tracing = await openTracing({ service, endpoint: traces?.endpoint, ratio: traces?.ratio ?? 1, lost });
  const notes = openLog(logLevel, { service, current: tracing.current });
  logWarnings(notes);
  return { notes, metrics, tracing };
}
