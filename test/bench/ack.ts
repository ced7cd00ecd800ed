import { setTimeout as sleep } from "node:timers/promises";
import { startFront } from "../clickhouse/start-front.ts";
import { openKafka } from "../kafka/kafka-jars.ts";
import { startProcesses } from "../processes/start-processes.ts";
import { atMost, type Figure, quantile } from "./figure.ts";
import { fleetOf, ndjsonOf } from "./fleet.ts";

const readingsASecond = 10_000;
const factories = 50;
const perRequest = 200;

/** From a request of 200 readings to its acknowledgement, durable in Kafka: 50 requests a second at a collector of its own. */
export async function ack(scale: number): Promise<Figure> {
  await using broker = await openKafka();
  await using front = await startFront();
  await using processes = await startProcesses({
    brokers: broker.address,
    clickhouse: front.url,
    kinds: ["collector"],
  });
  const url = `${processes.of("collector").url}/v1/readings?format=ndjson`;
  const fleets = Array.from({ length: factories }, (_, i) => ({
    ...fleetOf(perRequest, 1_000),
    factory: `plant-${i}`,
  }));
  const seconds = Math.max(5, Math.round(60 * scale));
  const latencies: number[] = [];
  const pending: Promise<void>[] = [];
  const intervalMs = (1_000 * perRequest) / readingsASecond;
  const requests = Math.round((seconds * 1_000) / intervalMs);
  const bodies = fleets.map((fleet) => ndjsonOf(fleet, 0, 1));
  let dueMs = performance.now();
  for (let i = 0; i < requests; i++) {
    const startedMs = performance.now();
    const asked = fetch(url, { method: "POST", body: bodies[i % factories] as Buffer<ArrayBuffer> }).then(
      async (answer) => {
        await answer.text();
        if (answer.status !== 200) throw new Error(`A request was answered ${answer.status}.`);
        latencies.push(performance.now() - startedMs);
      },
    );
    pending.push(asked);
    dueMs += intervalMs;
    await sleep(Math.max(0, dueMs - performance.now()));
  }
  await Promise.all(pending);
  const warm = latencies.slice(Math.floor(latencies.length / 10)); // the first tenth warms up
  return atMost(1, {
    name: "ack",
    ours: quantile(warm, 0.99),
    reference: 100,
    unit: "ms, p99",
    details: { p50: Math.round(quantile(warm, 0.5) * 10) / 10, requests, perRequest, readingsASecond },
  });
}
