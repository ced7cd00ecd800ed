import { localText } from "@celadon/quantity";
import { counted } from "./counted.ts";
import { csvLines } from "./csv-lines.ts";
import type { IngestReport } from "./ingest-report.ts";
import { mergedReport } from "./merged-report.ts";
import { runSimulation, type Simulation } from "./run-simulation.ts";
import { sendReadings } from "./send-readings.ts";
import type { Service } from "./service.ts";
import type { Shell } from "./shell.ts";
import { endProgress } from "./with-progress.ts";

/** What was sent, until when, and what became of it; no report where nothing was sent. */
export interface SentSimulation {
  readonly doneMs: number;
  readonly report: IngestReport | undefined;
}

/** Nobody waits for ever, but for a live plant: its meters do. */
const patienceMs = 120_000;

/** Sends what a simulated plant sends, batch by batch, each until it is acknowledged, and draws how far it is. */
export async function sendSimulation(
  shell: Shell,
  service: Service,
  simulation: Simulation & { readonly isCsv?: boolean },
  signal: AbortSignal,
): Promise<SentSimulation> {
  const { factory, timeZone } = simulation.scenario;
  const forMs = simulation.clock === undefined ? patienceMs : Number.POSITIVE_INFINITY;
  let report: IngestReport | undefined;
  let sent = 0;
  const doneMs = await runSimulation(
    simulation,
    async (batch) => {
      const { count, untilMs } = batch;
      const patience = { note: shell.note, forMs, signal };
      const answer =
        simulation.isCsv === true
          ? await sendReadings(service, csvLines(factory, batch.readings), { ...patience, contentType: "text/csv" })
          : await sendReadings(service, batch.ndjson, patience);
      report = mergedReport(report, answer);
      sent += count;
      if (shell.isTerminal)
        shell.note(`\r\u001B[K${factory}: ${counted(sent, "reading")}, until ${localText(untilMs, timeZone)}`);
    },
    signal,
  ).finally(() => endProgress(shell));
  return { doneMs, report };
}
