import { pino } from "pino";
import type { TraceIds } from "./tracing.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** What a service says while it runs: JSON lines on standard error, so that standard output stays for people and scripts. */
export type Log = ReturnType<typeof openLog>;

interface LogWishes {
  /** The process that speaks, where there are several. */
  readonly service?: string;
  /** The trace that what is said belongs to, if any. */
  readonly current?: () => TraceIds | undefined;
}

const standardError = 2;

/** `level` and above is said. A line of work that is traced names the trace; secrets are struck out of every line. */
export const openLog = (level: string, wishes: LogWishes = {}) => logTo(pino.destination(standardError), level, wishes);

/** The same log into another stream. */
export const logTo = (
  stream: { write(line: string): void },
  level: string,
  { service, current = () => undefined }: LogWishes = {},
) =>
  pino(
    {
      level,
      base: service === undefined ? null : { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => {
        const ids = current();
        return ids === undefined ? {} : { traceId: ids.traceId, spanId: ids.spanId };
      },
      hooks: { streamWrite: withoutSecrets },
    },
    stream,
  );
