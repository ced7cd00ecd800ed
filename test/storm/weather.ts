import { setTimeout as sleep } from "node:timers/promises";
import type { ClickhouseFront } from "../clickhouse/start-front.ts";
import { ask, type Refused } from "../journey/ask.ts";
import type { SmallDisk } from "../journey/small-disk.ts";
import type { Broker } from "../kafka/broker.ts";
import { type BentClocks, settleMs } from "../processes/bent-clocks.ts";
import type { Process, Processes } from "../processes/start-processes.ts";

/** What a fault acts on. */
export interface Sky {
  readonly broker: Broker;
  readonly front: ClickhouseFront;
  readonly processes: Processes;
  /** Where ClickHouse keeps its data; a sentence where no disk can be made that fills up. */
  readonly disk: SmallDisk | string;
  /** The clocks of the processes; a sentence where they cannot be set. */
  readonly clocks: BentClocks | string;
  readonly random: () => number;
  readonly say: (line: string) => void;
  /** How long an outage may last. */
  readonly outageMs: number;
}

export interface Fault {
  readonly name: string;
  readonly strike: (sky: Sky) => Promise<void>;
  /** Strikes in every storm, however short. */
  readonly isFirst?: true;
  /** Why it cannot strike here, as a sentence. */
  readonly unable?: (sky: Sky) => string | undefined;
}

const pick = <T>(items: readonly T[], random: () => number): T => items[Math.floor(random() * items.length)] as T;

const running = ({ all }: Processes, kind: Process["kind"]): readonly Process[] =>
  all.filter((one) => one.kind === kind && one.pid() !== undefined);

/** Kills all ledgers that run, does what is said meanwhile, and starts the same ones again. */
async function withLedgersKilled(processes: Processes, meanwhile: () => Promise<void>): Promise<void> {
  const ledgers = running(processes, "ledger");
  await Promise.all(ledgers.map((one) => one.end("SIGKILL")));
  await meanwhile();
  for (const one of ledgers) one.start();
  await Promise.all(ledgers.map((one) => one.ready()));
}

const killed =
  (kind: Process["kind"]): Fault["strike"] =>
  async ({ processes, random, outageMs }) => {
    const one = pick(running(processes, kind), random);
    await one.end("SIGKILL");
    await sleep(random() * 0.3 * outageMs);
    one.start();
    await one.ready();
  };

/** By how much a clock is set wrong: from what a collector must notice to two hours, either way. */
function jumpS({ random, say }: Sky, process: string): number {
  const offS = (random() < 0.5 ? -1 : 1) * Math.round(70 + random() * 7_130);
  say(`the ${process} is ${offS} s off`);
  return offS;
}

/** Waits until a collector says that it takes nothing in because its clock is wrong; it may have another reason at first. */
async function refusedForItsClock(url: string): Promise<void> {
  let said = "";
  for (const untilMs = performance.now() + 20_000; performance.now() < untilMs; await sleep(100)) {
    const { status, body } = await ask<Partial<Refused>>(`${url}/v1/readings`, { body: "{}" });
    if (status === 503 && body.error?.code === "clock") return;
    said = `${status} ${JSON.stringify(body)}`;
  }
  throw new Error(`A collector whose clock is wrong answered ${said}.`);
}

function unableToBend({ clocks }: Sky): string | undefined {
  return typeof clocks === "string" ? clocks : undefined;
}

/** The faults that a storm is made of. Each leaves everything running, though perhaps not yet at rest. */
export const faults: readonly Fault[] = [
  ...(["collector", "ledger", "footprinter", "lifecycle", "benchmark", "certificate"] as const).map((kind) => ({
    name: `kill -9 of a ${kind}`,
    strike: killed(kind),
  })),
  {
    name: "a ledger leaves, and comes back",
    strike: async ({ processes, random, outageMs }) => {
      const one = pick(running(processes, "ledger"), random);
      await one.end("SIGTERM");
      await sleep(random() * outageMs);
      one.start();
      await one.ready();
    },
  },
  {
    name: "one more ledger joins, and leaves",
    strike: async ({ processes, random, outageMs }) => {
      const one = processes.all.find(({ kind, pid }) => kind === "ledger" && pid() === undefined);
      if (one === undefined) throw new Error("No ledger is left to join.");
      one.start();
      await one.ready();
      await sleep((0.3 + 0.7 * random()) * outageMs);
      await one.end(random() < 0.5 ? "SIGTERM" : "SIGKILL");
    },
  },
  {
    name: "the clock of a collector jumps",
    unable: unableToBend,
    strike: async (sky) => {
      const { clocks, processes, random, outageMs } = sky;
      if (typeof clocks === "string") return;
      const { name, url } = processes.of("collector");
      clocks.set(name, jumpS(sky, name));
      await sleep(settleMs);
      await refusedForItsClock(url);
      await sleep(random() * outageMs);
      clocks.set(name, 0);
    },
  },
  {
    name: "the clock of another process jumps",
    unable: unableToBend,
    strike: async (sky) => {
      const { clocks, processes, random, outageMs } = sky;
      if (typeof clocks === "string") return;
      const all = processes.all.filter(({ kind, pid }) => kind !== "collector" && pid() !== undefined);
      const { name } = pick(all, random);
      clocks.set(name, jumpS(sky, name));
      await sleep(settleMs + random() * outageMs);
      clocks.set(name, 0);
    },
  },
  {
    name: "the disk of ClickHouse is full",
    unable: ({ disk }) => (typeof disk === "string" ? disk : undefined),
    strike: async ({ disk, random, outageMs }) => {
      if (typeof disk === "string") return;
      disk.fill();
      await sleep((0.3 + 0.7 * random()) * outageMs);
      disk.free();
    },
  },
  {
    name: "kill -9 of the broker",
    strike: async ({ broker, random, outageMs }) => {
      await broker.kill();
      await sleep(random() * outageMs);
      await broker.restart();
    },
  },
  {
    name: "ClickHouse cannot be reached",
    strike: async ({ front, random, outageMs }) => {
      await front.unreachable();
      await sleep((0.3 + 0.7 * random()) * outageMs);
      await front.reachable();
    },
  },
  {
    name: "kill -9 of ClickHouse",
    strike: async ({ front, random, outageMs }) => {
      await front.kill();
      await sleep(random() * outageMs);
      await front.start();
    },
  },
  {
    name: "a slow sink",
    strike: async ({ front, random, outageMs }) => {
      await front.slow(100 + Math.floor(random() * 300));
      await sleep(outageMs);
      await front.slow(0);
    },
  },
  {
    name: "inserts stored, and nobody told",
    strike: async ({ front, processes, random }) => {
      await front.hold("after");
      await sleep(1_000 + random() * 1_000);
      await withLedgersKilled(processes, () => front.release());
    },
  },
  {
    // The one that finds a commit before its insert: what is held back is never run, as ClickHouse ends with the ledgers.
    name: "inserts held back until ledgers and ClickHouse are killed",
    isFirst: true,
    strike: async ({ front, processes }) => {
      await front.hold("before");
      await front.held(1);
      await sleep(500);
      await withLedgersKilled(processes, async () => {
        await front.kill();
        await front.start();
      });
    },
  },
];
