import { setTimeout as sleep } from "node:timers/promises";
import { ledgerGroup } from "@celadon/ledger";
import { type Footprint, topics } from "@celadon/proto";
import { startFront } from "../clickhouse/start-front.ts";
import { openKafka } from "../kafka/kafka-jars.ts";
import { startProcesses } from "../processes/start-processes.ts";
import { openBrokerLog } from "./broker-log.ts";
import { drained } from "./drained.ts";
import { atMost, type Figure, quantile } from "./figure.ts";
import { type Fleet, fleetOf, startMs } from "./fleet.ts";
import { footprintPlantOf, hourMs, madeRecord, meterRecords } from "./footprint-plant.ts";
import { openFootprintWatch } from "./footprint-watch.ts";
import { type Acknowledged, goLive } from "./live-plants.ts";
import { modelRecord } from "./model-record.ts";
import { meanMsBetween, type Observed, observed } from "./observed.ts";
import { publishAll } from "./publish-all.ts";

const factories = 50;
const channels = 200;
const correctEvery = 5;
/** The end of the second hour, which the plants live across. */
const borderSecond = (2 * hourMs) / 1_000;
const patienceMs = 600_000;

/** Where the time goes, in milliseconds on the average: to current windows and on to footprints, and what a batch of each reader takes. */
const steps = [
  { name: "toWindowsMs", kind: "ledger", metric: "celadon_window_seconds", group: undefined },
  { name: "windowsToFootprintMs", kind: "footprinter", metric: "celadon_footprint_seconds", group: undefined },
  { name: "ledgerBatchMs", kind: "ledger", metric: "celadon_handle_seconds", group: ledgerGroup },
  { name: "footprinterBatchMs", kind: "footprinter", metric: "celadon_handle_seconds", group: "footprinter" },
] as const;

/** A reading that is followed: when it was acknowledged, and when a footprint held it. */
interface Followed {
  readonly kind: "correction" | "border";
  readonly waitedMs: number;
}

/**
 * From the acknowledgement of a reading, durable in Kafka, to the current footprint whose digest has it: plants at 1 Hz, separate
 * processes, across the border of an hour that is nearly full.
 *
 * By design no footprint has a reading of the hour that runs: it reaches to the last hour that all channels have passed. So two
 * kinds are followed, which a footprint must have at once:
 *
 *   corrections  each plant corrects what it made in the first hour, the n-th time by n thousandths of a tonne. What a footprint
 *                says was made is summed from the very hours its digest is taken of, so n or more thousandths there mean that
 *                correction n is in the digest.
 *   the border   the readings at the border close the hour for all meters of a plant: they are in when the footprint has reached it.
 *
 * The clock of the plants stands at the beginning of 2026, so that the month begins with the first reading and nothing is missing.
 */
export async function ackToFootprint(scale: number): Promise<Figure> {
  const [seconds, stored] = [Math.max(40, Math.round(180 * scale)), Math.round(55 * 60 * scale)];
  const from = borderSecond - seconds / 2;
  const plants = Array.from(
    { length: factories },
    (_, i): Fleet => ({ ...fleetOf(channels, 1_000), factory: `plant-${i}` }),
  );
  await using broker = await openKafka();
  await using front = await startFront();
  await using processes = await startProcesses({
    brokers: broker.address,
    clickhouse: front.url,
    kinds: ["lifecycle", "ledger", "footprinter", "collector"],
  });
  const footprinter = processes.of("footprinter");
  await using log = await openBrokerLog(broker.address);

  // 1. What is stored. Footprints come when all of it is there.
  await footprinter.end();
  for (const plant of plants)
    await publishAll(log, plant.factory, [modelRecord(plant.factory, footprintPlantOf(plant), startMs)]);
  await Promise.all(
    plants.map((plant) => publishAll(log, plant.factory, [...meterRecords(plant, 0, 1), madeRecord(plant, 1)])),
  );
  const step = 50;
  for (let second = from - stored; second < from; second += step) {
    const end = Math.min(from, second + step);
    await Promise.all(plants.map((plant) => publishAll(log, plant.factory, meterRecords(plant, second, end))));
  }
  await drained(log, { topic: topics.telemetry.name, group: ledgerGroup });
  footprinter.start();
  await footprinter.ready();
  await drained(log, { topic: topics.activity.name, group: "footprinter" });

  // 2. The plants live, and the followed readings are waited for.
  using watch = openFootprintWatch(footprinter.grpc);
  const looks = () =>
    Promise.all(steps.map(({ kind, metric, group }) => observed(processes.of(kind).url, metric, group)));
  const before = await looks();
  const followed: Promise<Followed>[] = [];
  const follow = async (kind: Followed["kind"], { factory, ackMs }: Acknowledged, isIn: (one: Footprint) => boolean) =>
    ({ kind, waitedMs: Math.max(0, (await watch.until(factory, isIn)) - ackMs) }) satisfies Followed;
  const onAck = (one: Acknowledged): void => {
    const { second, correction } = one;
    if (second < from + seconds / 10) return; // the first tenth warms up
    if (correction !== undefined) followed.push(follow("correction", one, (seen) => correctionsIn(seen) >= correction));
    if (second === borderSecond) followed.push(follow("border", one, (seen) => reachedSecond(seen) >= borderSecond));
  };
  const readings = await goLive({
    ...{ url: processes.of("collector").url, plants, from, to: from + seconds, correctEvery, onAck },
  });
  const late = sleep(patienceMs, undefined, { ref: false }).then(() => {
    throw new Error(`After ${patienceMs / 1_000} s some of ${followed.length} readings are in no footprint.`);
  });
  const all = await Promise.race([Promise.all(followed), watch.broken, late]);
  const after = await looks();
  await requireWhole(footprinter.url, plants);
  const of = (kind: Followed["kind"]) => all.flatMap((one) => (one.kind === kind ? [one.waitedMs] : []));
  const waits = all.map(({ waitedMs }) => waitedMs);
  return atMost(1, {
    name: "ack-to-footprint",
    ours: quantile(waits, 0.99),
    reference: 2_000,
    unit: "ms, p99",
    details: {
      p50: Math.round(quantile(waits, 0.5)),
      longest: Math.round(Math.max(...waits)),
      ...{ corrections: of("correction").length, correctionsP99: Math.round(quantile(of("correction"), 0.99)) },
      ...{ atTheBorder: of("border").length, atTheBorderP99: Math.round(quantile(of("border"), 0.99)) },
      ...Object.fromEntries(
        steps.flatMap(({ name }, i) => {
          const mean = meanMsBetween(before[i] as Observed, after[i] as Observed); // one for each step
          return mean === undefined ? [] : [[name, mean]];
        }),
      ),
      ...{ factories, channels, seconds, storedSeconds: stored },
      readingsASecond: Math.round(readings / seconds),
    },
  });
}

/** What was followed must be what a plant gets whose meters all speak: a footprint of the running month without a gap. */
async function requireWhole(url: string, plants: readonly Fleet[]): Promise<void> {
  const rows = (await (await fetch(`${url}/v1/footprints`)).json()) as readonly { readonly status: string }[];
  const strange = rows.find(({ status }) => status !== "running");
  if (rows.length !== plants.length || strange !== undefined)
    throw new Error(
      `${plants.length} running footprints were to be there, and not: ${JSON.stringify(strange ?? rows.length)}`,
    );
}

/** The highest correction whose thousandths are in what was made. */
const correctionsIn = ({ produced }: Footprint): number =>
  produced === undefined ? 0 : Math.round(Number(produced) * 1_000) % 1_000;

const reachedSecond = ({ inventory }: Footprint): number =>
  inventory === undefined ? 0 : (Number(inventory.reachedMs) - startMs) / 1_000;
