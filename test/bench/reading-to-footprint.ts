import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { FootprintServiceDefinition } from "@celadon/proto";
import { openGrpcClients } from "@celadon/runtime";
import { readingsBetween, readScenario } from "@celadon/simulator";
import { atMost, type Figure, quantile } from "./figure.ts";
import { post, type Server, startServer } from "./server.ts";

const fromMs = Date.parse("2026-06-01T00:00:00+08:00");
const toMs = Date.parse("2026-06-15T00:00:00+08:00");
/** The hour whose production is corrected, at work in both plants. */
const corrected = { from: "2026-06-10T02:30:00Z", to: "2026-06-10T03:30:00Z" };
const tickMs = 100;
const readingsASecond = 1_000;
const inHandMax = 8;
const correctionEveryMs = 500;

interface Plant {
  readonly factory: string;
  readonly template: string;
  readonly scenario: string;
  /** Counts the product; one hour of it is corrected again and again. */
  readonly channel: string;
  readonly product: string;
}

const plants: readonly Plant[] = [
  {
    ...{ factory: "riverside-tannery", template: "leather", scenario: "tannery" },
    channel: "areaM2",
    product: "leather",
  },
  {
    ...{ factory: "northgate-board-mill", template: "paper", scenario: "board-mill" },
    channel: "boardT",
    product: "board",
  },
];

/** A live meter: its register goes on from the last reading. */
interface Live {
  readonly factory: string;
  readonly channel: string;
  register: number;
}

/**
 * From the acknowledgement of a reading to the renewed footprint that holds it. Both example plants have half a month behind
 * them and go on at 1,000 readings a second; twice a second one hour of production is corrected by a thousandth, which
 * shows in what the footprint says was produced.
 */
export async function readingToFootprint(scale: number): Promise<Figure> {
  await using server = await startServer(18_510);
  const meters: Live[] = [];
  for (const plant of plants) meters.push(...(await filled(server, plant)));
  const waits = await Promise.all(plants.map((plant) => openWait(server, plant)));
  const stopping = new AbortController();
  const background = goOn(server, meters, stopping.signal);
  const latencies: number[] = [];
  const seconds = Math.round(60 * scale);
  const endMs = performance.now() + seconds * 1_000;
  const pending: Promise<unknown>[] = [];
  for (let k = 1; performance.now() < endMs; k++) {
    const wait = waits[k % waits.length] as Wait; // there are two
    pending.push(wait.correct().then((ms) => latencies.push(ms)));
    await sleep(correctionEveryMs);
  }
  await Promise.all(pending);
  stopping.abort();
  const sent = await background;
  for (const wait of waits) wait.close();
  return atMost(1, {
    name: "reading-to-footprint",
    ours: quantile(latencies, 0.99),
    reference: 2_000,
    unit: "ms, p99",
    details: {
      p50: Math.round(quantile(latencies, 0.5)),
      corrections: latencies.length,
      readingsASecond: Math.round(sent / seconds),
    },
  });
}

/** Puts a plant into force and sends half a month; its counters, with the registers they stand at. */
async function filled(server: Server, { factory, template, scenario }: Plant): Promise<readonly Live[]> {
  const yaml = readFileSync(
    new URL(`../../services/celadon/templates/${template}.yaml`, import.meta.url),
    "utf8",
  ).replace(/^effectiveFrom: .*$/m, "effectiveFrom: 2026-06-01");
  await post(`${server.url}/v1/plants`, yaml, "application/yaml");
  const read = readScenario(
    readFileSync(new URL(`../../services/simulator/scenarios/${scenario}.yaml`, import.meta.url), "utf8"),
  );
  if (read.kind !== "accept") throw new Error(read.evidence);
  const hours = [...readingsBetween({ ...read.value, factory }, 2026, fromMs, toMs + 1)];
  await post(`${server.url}/v1/readings`, Buffer.from(hours.map(({ ndjson }) => ndjson).join("")));
  const counters = read.value.channels.filter(({ meter }) => meter.kind === "counter").map(({ name }) => name);
  const lines = hours.slice(-48).flatMap(({ ndjson }) => ndjson.split("\n").filter((line) => line !== ""));
  const last = new Map(
    lines.map((line) => {
      const { channel, value } = JSON.parse(line) as { readonly channel: string; readonly value: number };
      return [channel, value] as const;
    }),
  );
  return counters.flatMap((channel) => {
    const register = last.get(channel);
    return register === undefined ? [] : [{ factory, channel, register }];
  });
}

/** All meters once a plant second, as many plant seconds as make the rate; how many readings were acknowledged. */
async function goOn(server: Server, meters: readonly Live[], signal: AbortSignal): Promise<number> {
  let atMs = toMs + 1_000;
  let sent = 0;
  const inHand = new Set<Promise<unknown>>();
  const perTick = (readingsASecond * tickMs) / 1_000;
  for (let dueMs = performance.now(); !signal.aborted; ) {
    const lines: string[] = [];
    while (lines.length < perTick) {
      const at = new Date(atMs).toISOString();
      for (const meter of meters) {
        meter.register += 0.001;
        const { factory, channel, register } = meter;
        lines.push(`${JSON.stringify({ factory, channel, at, value: Number(register.toFixed(6)) })}\n`);
      }
      atMs += 1_000;
    }
    // As meters do: nobody waits for another's acknowledgement, and each has few of its own without one.
    while (inHand.size >= inHandMax) await Promise.race(inHand);
    const one: Promise<unknown> = post(`${server.url}/v1/readings`, Buffer.from(lines.join(""))).then(() => {
      inHand.delete(one);
      sent += lines.length;
    });
    inHand.add(one);
    dueMs += (1_000 * lines.length) / readingsASecond;
    await sleep(Math.max(0, dueMs - performance.now()));
  }
  await Promise.all(inHand);
  return sent;
}

interface Wait {
  /** Corrects the hour once more; the milliseconds from its acknowledgement to the footprint with it. */
  readonly correct: () => Promise<number>;
  readonly close: () => void;
}

async function openWait({ url, grpcAddress }: Server, { factory, channel, product }: Plant): Promise<Wait> {
  const [row] = (await listed(
    `${url}/v1/footprints?factory=${factory}&product=${product}&status=running`,
  )) as readonly {
    readonly produced: { readonly amount: string };
  }[];
  const [reading] = (await listed(
    `${url}/v1/readings?factory=${factory}&channel=${channel}&from=${corrected.from}&to=${corrected.to}`,
  )) as readonly { readonly at: string; readonly value: string }[];
  if (row === undefined || reading === undefined) throw new Error(`${factory} has no running footprint to correct.`);
  const clients = openGrpcClients(grpcAddress);
  const client = clients.create(FootprintServiceDefinition, 5_000);
  const giveUp = new AbortController();
  const waiting = new Map<number, (seenMs: number) => void>();
  const watch = async (): Promise<void> => {
    const events = client.watchFootprints({ factories: [factory], products: [product] }, { signal: giveUp.signal });
    for await (const { event } of events) {
      const produced = event?.footprint?.produced;
      if (produced === undefined) continue;
      const holds = Math.round((Number(produced) - Number(row.produced.amount)) * 1_000);
      for (const [k, seen] of waiting) {
        if (k > holds) continue;
        waiting.delete(k);
        seen(performance.now());
      }
    }
  };
  watch().catch((error: unknown) => {
    if (!giveUp.signal.aborted) throw error;
  });
  let k = 0;
  return {
    correct: async () => {
      k += 1;
      const mine = k;
      const seen = new Promise<number>((done) => waiting.set(mine, done));
      const value = Number((Number(reading.value) + mine / 1_000).toFixed(6));
      const line = `${JSON.stringify({ factory, channel, at: reading.at, value, revision: mine })}\n`;
      const { accepted } = await post(`${url}/v1/readings`, line);
      const ackMs = performance.now();
      if (accepted !== 1) throw new Error(`The correction of ${factory} was not accepted.`);
      return Math.max(0, (await seen) - ackMs);
    },
    close: () => {
      giveUp.abort();
      clients[Symbol.dispose]();
    },
  };
}

const listed = async (url: string): Promise<unknown> => (await fetch(url)).json();
