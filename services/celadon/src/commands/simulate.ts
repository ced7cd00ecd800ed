import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { instantText, isName, localText } from "@celadon/quantity";
import { type Scenario, truthOf } from "@celadon/simulator";
import { Command, Option } from "commander";
import { counted } from "../counted.ts";
import { csvLines } from "../csv-lines.ts";
import { type DeviceWay, deviceWays } from "../devices/device-way.ts";
import { failedAndTold, wrongUsage } from "../ending.ts";
import { examples } from "../examples.ts";
import { printIngestReport } from "../ingest-report.ts";
import { playSimulation } from "../play-simulation.ts";
import { resumeAt } from "../resume-at.ts";
import { fastClock, runSimulation, type Simulation } from "../run-simulation.ts";
import { plantArgument, scenarioArgument } from "../scenario-argument.ts";
import { sendSimulation } from "../send-simulation.ts";
import type { Service } from "../service.ts";
import type { Shell } from "../shell.ts";
import { beginOf, type SimulationTimes, type SimulationWishes, simulationTimes } from "../simulation-times.ts";

interface Options extends SimulationWishes {
  readonly scenario?: string;
  readonly plant?: string;
  readonly as: SimulatedWay;
  readonly meters?: string;
  readonly source?: string;
  readonly factory?: string;
  readonly truth?: string;
  readonly json?: true;
}

/** `celadon simulate`: sends what the meters of a simulated plant would send, as they would. */
export const simulate = (shell: Shell): Command =>
  new Command("simulate")
    .description("send what the meters of a simulated plant would send; apply its plant file first")
    .option("--scenario <name>", "one that comes with Celadon (tannery, board-mill, ...), or a YAML file")
    .option("--plant <file>", "instead of a scenario: a plant that could be that of this plant file")
    .addOption(
      new Option("--as <way>", "how it is sent: to Celadon, or by the devices of a meters file")
        .choices(["http", "csv", ...deviceWays])
        .default("http"),
    )
    .option("--meters <file>", "the meters file whose devices are played; CELADON_METERS where nothing is said")
    .option("--source <name>", "the one source of the meters file that is played; all of the factory otherwise")
    .option("--factory <id>", "send as this factory instead of the scenario's")
    .option("--seed <number>", "the same seed sends the same readings", "1")
    .option("--from <time>", "from this day or time on; where nothing is said, from where its readings end")
    .option("--to <time>", "before this day or time; the present where nothing is said")
    .option("--live", "go on as time passes, until Ctrl-C")
    .option(
      "--speed <times>",
      "so many times as fast as the world, until the present is reached; all at once otherwise",
    )
    .option("--truth <file>", "write what really happened in that time to this file, as JSON")
    .option("--print", "print the readings as NDJSON and send nothing")
    .option("--json", "print the report as JSON")
    .addHelpText(
      "after",
      examples(
        "simulate --scenario tannery --from 2026-01-01",
        "simulate --scenario board-mill --seed 7 --live",
        "simulate --scenario tannery --from 2026-01-01 --to 2026-02-01 --print --truth truth.json",
        "simulate --plant plant.yaml --meters meters.yaml --as hj212 --from 2026-01-05 --to 2026-01-12",
        "simulate --plant plant.yaml --meters meters.yaml --as modbus --from 2026-01-05 --to 2026-01-12 --speed 30000",
      ),
    )
    .action(async (options: Options) => {
      const scenario = await scenarioOf(shell, options);
      const times = simulationTimes(scenario, options, Date.now());
      const signal = options.live === true ? stopping(shell) : new AbortController().signal;
      const isCsv = options.as === "csv";
      if (isDeviceWay(options.as)) {
        const simulation = simulationOf(scenario, times, beginOf(scenario), options);
        const cast = { way: options.as, source: options.source, file: options.meters, times };
        const { doneMs, sent } = await playSimulation(shell, simulation, cast, signal);
        await writeTruth(shell, { ...simulation, toMs: doneMs }, options.truth);
        const name = nameOf(simulation, doneMs);
        if (options.json === true)
          await shell.print(`${JSON.stringify({ readings: sent, until: instantText(doneMs) })}\n`);
        else await shell.print(`${name}: ${counted(sent, "reading")} sent as ${options.as}\n`);
        return;
      }
      if (options.print === true) {
        const simulation = simulationOf(scenario, times, beginOf(scenario), options);
        const { factory } = scenario;
        const doneMs = await runSimulation(
          simulation,
          (batch) => shell.print(isCsv ? csvLines(factory, batch.readings) : batch.ndjson),
          signal,
        );
        await writeTruth(shell, { ...simulation, toMs: doneMs }, options.truth);
        return;
      }
      await using service = await shell.openService();
      const simulation = simulationOf(
        scenario,
        times,
        times.fromMs ?? (await resumed(shell, service, scenario)),
        options,
      );
      const startedMs = performance.now();
      const { doneMs, report } = await sendSimulation(shell, service, { ...simulation, isCsv }, signal);
      const seconds = (performance.now() - startedMs) / 1_000;
      await writeTruth(shell, { ...simulation, toMs: doneMs }, options.truth);
      const name = nameOf(simulation, doneMs);
      if (report === undefined) shell.note(`${name}: nothing is sent in that time.\n`);
      else if (options.json === true) await shell.print(`${JSON.stringify(report)}\n`);
      else await printIngestReport(shell, report, { name, seconds });
      if (report !== undefined && report.quarantined > 0)
        shell.note("Each sentence is named once; celadon quarantine list shows every reading.\n");
      if (report !== undefined && report.rejected > 0) throw failedAndTold();
    });

type SimulatedWay = "http" | "csv" | DeviceWay;
const isDeviceWay = (way: SimulatedWay): way is DeviceWay => way !== "http" && way !== "csv";

async function scenarioOf(shell: Shell, options: Options): Promise<Scenario> {
  const { scenario: argument, plant, factory } = options;
  if ((argument === undefined) === (plant === undefined))
    throw wrongUsage("Say what is simulated: --scenario NAME, or --plant FILE, and not both.");
  const scenario =
    argument === undefined ? await plantArgument(shell, plant ?? "") : await scenarioArgument(shell, argument);
  if (factory === undefined) return scenario;
  if (!isName(factory)) throw wrongUsage(`--factory "${factory}" is no name: letters, digits, blanks and ._/()+-.`);
  return { ...scenario, factory };
}

function simulationOf(
  scenario: Scenario,
  { seed, fromMs: asked, toMs, speed }: SimulationTimes,
  otherwiseMs: number,
  { live, speed: isFast }: Options,
): Simulation {
  const fromMs = asked ?? otherwiseMs;
  const now = speed === undefined ? Date.now : fastClock(fromMs, speed, Date.now);
  const end = toMs === undefined ? {} : { toMs };
  return { scenario, seed, fromMs, ...end, ...(live === true || isFast !== undefined ? { clock: now } : {}) };
}

/** Aborted by Ctrl-C, so that what is in hand is finished and told. */
function stopping(shell: Shell): AbortSignal {
  const controller = new AbortController();
  void shell.asksToStop().then(() => controller.abort());
  return controller.signal;
}

async function resumed(shell: Shell, service: Service, scenario: Scenario): Promise<number> {
  const { factory, timeZone } = scenario;
  const atMs = await resumeAt(service, factory);
  if (atMs === undefined) return beginOf(scenario);
  shell.note(`${factory}: goes on from ${localText(atMs, timeZone)}, shortly before its last reading\n`);
  return atMs;
}

function nameOf({ scenario: { factory, timeZone }, seed, fromMs }: Simulation, doneMs: number): string {
  return `${factory}, seed ${seed}, from ${localText(fromMs, timeZone)} to ${localText(doneMs, timeZone)}`;
}

/** What happened in the stretch that was sent. */
async function writeTruth(
  shell: Shell,
  { scenario, seed, fromMs, toMs }: Simulation & { readonly toMs: number },
  file: string | undefined,
): Promise<void> {
  if (file === undefined) return;
  await writeFile(resolve(shell.folder, file), `${JSON.stringify(truthOf(scenario, seed, { fromMs, toMs }))}\n`);
  shell.note(`Wrote the truth to ${file}.\n`);
}
