import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { Command, Option } from "commander";
import { failedAndTold } from "../ending.ts";
import { examples } from "../examples.ts";
import { type IngestReport, printIngestReport } from "../ingest-report.ts";
import { ingestSource } from "../ingest-source.ts";
import { type IngestWishes, planIngest } from "../plan-ingest.ts";
import { ask, askJson } from "../service.ts";
import type { Shell } from "../shell.ts";
import { endProgress, withProgress } from "../with-progress.ts";

interface Options extends IngestWishes {
  readonly refused?: string;
  readonly json?: true;
}

/** `celadon ingest`: a file of readings, streamed; answers when they are stored and their hours are current. */
export const ingest = (shell: Shell): Command =>
  new Command("ingest")
    .description("bring in a file of readings: NDJSON, JSON, CSV, or a CSV of another system by an import rule")
    .argument("<file>", "the file, also compressed by gzip; - for standard input")
    .option(
      "--plant <file>",
      "plant file that the readings belong to; applied first where it says something new and the file can be read",
    )
    .option("--factory <name>", "factory that the readings belong to, instead of --plant")
    .addOption(
      new Option("--format <format>", "what the file is; by its name where nothing is said").choices([
        "csv",
        "ndjson",
        "json",
      ]),
    )
    .option("--import <name>", "import rule of the plant file; the one that fits the header where nothing is said")
    .option("--refused <file>", "write every line that does not count to this file, as a JSON array")
    .option("--json", "print the answer of the interface")
    .addHelpText(
      "after",
      examples(
        "ingest test/data/Steel_industry_data.csv --plant test/data/plants/steel-2018.yaml",
        "ingest readings.ndjson.gz --factory green-mill",
        "ingest export.csv --plant plant.yaml --import scada --refused refused.json",
      ),
    )
    .action(async (file: string, { refused, json, ...wishes }: Options) => {
      const source = await ingestSource(shell, file);
      await using service = await shell.openService();
      const { query, type } = await planIngest(shell, service, source, wishes);
      const startedMs = performance.now();
      const headers = { "content-type": type, ...(source.isGzip ? { "content-encoding": "gzip" } : {}) };
      const body = withProgress(shell, source);
      const sent = askJson<IngestReport>(service, { method: "POST", path: "/v1/readings", query, headers, body });
      const report = await sent.finally(() => endProgress(shell));
      const seconds = (performance.now() - startedMs) / 1_000;
      if (refused !== undefined) {
        const lines = await ask(service, { path: report.refusedAt });
        await pipeline(lines, createWriteStream(resolve(shell.folder, refused)));
      }
      if (json === true) await shell.print(`${JSON.stringify(report)}\n`);
      else await printIngestReport(shell, report, { name: source.name, seconds });
      if (report.rejected + report.quarantined > 0) throw failedAndTold();
    });
