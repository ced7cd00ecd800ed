import { setTimeout as sleep } from "node:timers/promises";
import type { ClickhouseFront } from "../clickhouse/start-front.ts";
import type { Broker } from "../kafka/broker.ts";
import type { Process, Processes } from "../processes/start-processes.ts";

/** What a fault acts on. */
export interface Sky {
  readonly broker: Broker;
  readonly front: ClickhouseFront;
  readonly processes: Processes;
  readonly random: () => number;
  /** How long an outage may last. */
  readonly outageMs: number;
}

export interface Fault {
  readonly name: string;
  readonly strike: (sky: Sky) => Promise<void>;
  /** Strikes in every storm, however short. */
  readonly isFirst?: true;
}

const pick = <T>(items: readonly T[], random: () => number): T => items[Math.floor(random() * items.length)] as T;

const killed =
  (kind: Process["kind"]): Fault["strike"] =>
  async ({ processes, random, outageMs }) => {
    const one = pick(
      processes.all.filter((process) => process.kind === kind),
      random,
    );
    await one.end("SIGKILL");
    await sleep(random() * 0.3 * outageMs);
    one.start();
    await one.ready();
  };

/** The faults that a storm is made of. Each leaves everything running, though perhaps not yet at rest. */
export const faults: readonly Fault[] = [
  ...(["collector", "ledger", "footprinter", "lifecycle", "benchmark", "certificate"] as const).map((kind) => ({
    name: `kill -9 of a ${kind}`,
    strike: killed(kind),
  })),
  {
    name: "a ledger leaves, and comes back",
    strike: async ({ processes, random, outageMs }) => {
      const one = pick(
        processes.all.filter(({ kind }) => kind === "ledger"),
        random,
      );
      await one.end("SIGTERM");
      await sleep(random() * outageMs);
      one.start();
      await one.ready();
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
      await Promise.all(processes.all.filter(({ kind }) => kind === "ledger").map((one) => one.end("SIGKILL")));
      await front.release();
      await restarted(processes, "ledger");
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
      await Promise.all(processes.all.filter(({ kind }) => kind === "ledger").map((one) => one.end("SIGKILL")));
      await front.kill();
      await front.start();
      await restarted(processes, "ledger");
    },
  },
];

async function restarted(processes: Processes, kind: Process["kind"]): Promise<void> {
  const all = processes.all.filter((one) => one.kind === kind);
  for (const one of all) one.start();
  await Promise.all(all.map((one) => one.ready()));
}
