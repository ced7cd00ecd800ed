import { setTimeout as wait } from "node:timers/promises";
import { endingOf } from "./ending.ts";
import type { IngestReport } from "./ingest-report.ts";
import { askJson, refusalOf, type Service } from "./service.ts";

export interface Patience {
  /** Told once, when Celadon stops answering. */
  readonly note: (text: string) => void;
  /** For how long the same readings are sent again before the error is thrown. */
  readonly forMs: number;
  readonly signal?: AbortSignal | undefined;
  /** What the text is; NDJSON where absent. */
  readonly contentType?: string;
}

const firstPauseMs = 250;
const longestPauseMs = 5_000;

/**
 * Sends readings as a meter does: until they are acknowledged. A broken connection and a service that cannot store just
 * now are met by sending the same again, which the keys make harmless; any other refusal is thrown.
 */
export async function sendReadings(
  service: Service,
  text: string,
  { note, forMs, signal, contentType = "application/x-ndjson" }: Patience,
): Promise<IngestReport> {
  const headers = { "content-type": contentType };
  const untilMs = performance.now() + forMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await askJson<IngestReport>(service, { method: "POST", path: "/v1/readings", headers, body: text });
    } catch (error) {
      if (!mayPass(error) || performance.now() > untilMs || signal?.aborted === true) throw error;
      if (pauseMs === firstPauseMs)
        note(
          `${error instanceof Error ? error.message : String(error)}\nSending the same again until it is taken ...\n`,
        );
      await wait(pauseMs, undefined, { signal }).catch(() => undefined); // asked to stop: one last try
    }
  }
}

/** Whether the same may go well later: the connection broke, or nothing can be stored just now. */
const mayPass = (error: unknown): boolean => {
  const refusal = refusalOf(error);
  return refusal === undefined ? endingOf(error) !== undefined : refusal.status === 503;
};
