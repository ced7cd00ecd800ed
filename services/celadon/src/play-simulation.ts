import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { checkMetersFile, type MetersFile } from "@celadon/collector/meters-file";
import type { SentReading } from "@celadon/simulator";
import type { Device, Stage } from "./devices/device.ts";
import type { DeviceWay } from "./devices/device-way.ts";
import { failed, wrongUsage } from "./ending.ts";
import { readText } from "./read-text.ts";
import { fastClock, runSimulation, type Simulation } from "./run-simulation.ts";
import type { Shell } from "./shell.ts";
import type { SimulationTimes } from "./simulation-times.ts";

/** Who is played, and after which file. */
export interface Cast {
  readonly way: DeviceWay;
  readonly source: string | undefined;
  readonly file: string | undefined;
  readonly times: SimulationTimes;
}

const patienceMs = 120_000;
/** Devices that are asked show what their meters show then, so the clock is looked at more often. */
const tickMs = 100;

/** Plays the devices of a meters file from one end of a simulation to the other; answers until when, and how many readings they had. */
export async function playSimulation(
  shell: Shell,
  simulation: Simulation,
  { way, source, file, times: { speed = 1 } }: Cast,
  signal: AbortSignal,
): Promise<{ readonly doneMs: number; readonly sent: number }> {
  const meters = await metersOf(shell, file);
  const { scenario, fromMs, toMs } = simulation;
  if (way === "modbus" && simulation.clock === undefined)
    throw wrongUsage("A Modbus slave does not send, it is asked: say how fast its time goes with --speed, or --live.");
  let playing: readonly Device[] = [];
  const clock = way === "modbus" ? clockFromFirstAsk(() => playing, { fromMs, speed }) : simulation.clock;
  const stage: Stage = {
    signal,
    patienceMs: toMs === undefined ? Number.POSITIVE_INFINITY : patienceMs,
    clock: () => Math.min(clock?.() ?? fromMs, toMs ?? Number.POSITIVE_INFINITY),
    readSecret: (path) => readFileSync(resolve(shell.folder, path), "utf8"),
  };
  const { playDevices } = await import("./devices/play-devices.ts"); // here, because a broker's client takes a while to load
  playing = playDevices(meters, { way, scenario, source }, stage);
  await using stack = new AsyncDisposableStack();
  for (const device of playing) stack.use(device);
  tellMute(shell, simulation, playing);
  let sent = 0;
  const doneMs = await runSimulation(
    { ...simulation, tickMs, ...(clock === undefined ? {} : { clock }) },
    async ({ readings, untilMs }) => {
      await Promise.all(
        playing.map(async (device) => {
          const own = readings.filter(({ channel }) => device.speaksFor(channel));
          if (own.length > 0) await device.send(own, { untilMs });
          sent += own.filter(isSent).length;
        }),
      );
    },
    signal,
  );
  await Promise.all(playing.map((device) => device.finished()));
  return { doneMs, sent };
}

const isSent = ({ isKept }: SentReading): boolean => !isKept;

/** Time stands at the beginning until the first question, so that this one sees the registers with which it begins. */
function clockFromFirstAsk(
  devices: () => readonly Device[],
  { fromMs, speed }: { readonly fromMs: number; readonly speed: number },
): () => number {
  let running: (() => number) | undefined;
  return () => {
    const isAsked = devices().some(({ askedMs }) => askedMs?.() !== undefined);
    if (isAsked) running ??= fastClock(fromMs, speed, Date.now);
    return running === undefined ? fromMs + 1 : Math.max(fromMs + 1, running());
  };
}

async function metersOf(shell: Shell, file: string | undefined): Promise<MetersFile> {
  if (file === undefined) {
    const { meters } = shell.config();
    if (meters !== undefined) return meters;
    throw wrongUsage("Name the meters file whose devices are played: --meters FILE, or CELADON_METERS.");
  }
  const { meters, faults } = checkMetersFile(await readText(shell, file));
  if (meters !== undefined) return meters;
  throw failed(faults.map(({ line, problem, fix }) => `${file}:${line}: ${problem} ${fix}`).join("\n"));
}

/** Channels that nobody plays are no fault: another way may send them. */
function tellMute(shell: Shell, { scenario }: Simulation, playing: readonly Device[]): void {
  const mute = scenario.channels
    .filter(({ name, meter }) => meter.kind !== "unmetered" && !playing.some((device) => device.speaksFor(name)))
    .map(({ name }) => name);
  if (mute.length > 0) shell.note(`The meters file has no place for ${mute.join(", ")}: not sent.\n`);
}
