import { Argument, Command } from "commander";
import { examples } from "../examples.ts";
import { type ProcessName, processNames } from "../process-names.ts";
import type { Shell } from "../shell.ts";

/** So long a process that is asked to end may take for what is in hand. */
const graceMs = 10_000;
const lingerMs = 500;

const processesText = `
Processes:
  collector    readings in, to Kafka
  ledger       readings and windows, from Kafka to ClickHouse; as many as there are partitions
  footprinter  windows to footprints
  lifecycle    the life-cycle engine, for footprinters that calculate elsewhere
  benchmark    indicators and rankings
  certificate  certificates; the one that holds the issuer's keys

Each needs CELADON_CLICKHOUSE_URL and CELADON_KAFKA_BROKERS (the engine neither); celadon settings lists all.`;

/** `celadon serve PROCESS`: one part of Celadon as a process of its own, until SIGTERM. */
export const serveCommand = (shell: Shell): Command =>
  new Command("serve")
    .description("run one part of Celadon as a process of its own, on a ClickHouse server and Kafka brokers")
    .addArgument(new Argument("<process>", "which part").choices(processNames))
    .addHelpText("after", `${processesText}${examples("serve collector", "serve ledger")}`)
    .action(async (name: ProcessName) => {
      const config = shell.config();
      const running = await shell.serveOne(name, config);
      shell.note(`celadon ${name}: HTTP ${running.url}, gRPC port ${running.grpcPort}, instance ${config.instance}\n`);
      try {
        await Promise.race([shell.asksToStop(), running.failed]);
      } finally {
        shell.note(`celadon ${name}: finishing what is in hand ...\n`);
        const cutOff = setTimeout(() => process.exit(1), graceMs); // nothing is lost by it, only repeated
        await running.stop();
        clearTimeout(cutOff);
        // A client of the brokers that was just connecting again may hold a socket open: all is done, so that must not keep us.
        setTimeout(() => process.exit(), lingerMs).unref();
      }
    });
