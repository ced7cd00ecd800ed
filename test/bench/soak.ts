import { setTimeout as sleep } from "node:timers/promises";
import { ledgerGroup } from "@celadon/ledger";
import { topics } from "@celadon/proto";
import type { KafkaEventLog } from "@celadon/runtime";
import { startFront } from "../clickhouse/start-front.ts";
import { openKafka } from "../kafka/kafka-jars.ts";
import { type Process, startProcesses } from "../processes/start-processes.ts";
import { openBrokerLog } from "./broker-log.ts";
import { drained } from "./drained.ts";
import { and, atMost, type Figure } from "./figure.ts";
import { type Fleet, fleetOf, startMs } from "./fleet.ts";
import { footprintPlantOf, hourMs, madeRecord, meterRecords } from "./footprint-plant.ts";
import { goLive } from "./live-plants.ts";
import { modelRecord } from "./model-record.ts";
import { residentOf } from "./process-cost.ts";
import { publishAll } from "./publish-all.ts";
import { lineThrough, lowestOfEach, type Sample } from "./slope.ts";

const factories = 100;
const channels = 200;
const correctEvery = 5;
const lookEveryMs = 2_000;
/** So much of the run is not looked at: heaps grow to their size, and code is made fast. */
const warmShare = 0.3;
/** What a lag may grow by, of the records that came meanwhile. */
const lagShareMax = 0.01;

interface Look {
  readonly minute: number;
  /** MiB by process. */
  readonly resident: ReadonlyMap<string, number>;
  /** Records by group. */
  readonly lag: ReadonlyMap<string, number>;
}

const ways = [
  { group: ledgerGroup, topic: topics.telemetry.name },
  { group: "footprinter", topic: topics.activity.name },
];

/**
 * 20,000 readings a second for ten minutes, from the collector through Kafka to windows and footprints: what each process holds, and
 * how far the readers are behind, must not grow. Behind the first 30 %, by least squares: where the line through a process's size ends against
 * where it begins, that of the process that grew most. Of a size the smallest look of each minute counts, since all between is what
 * the collector of garbage has not come to yet; it swings by half the size, and a leak lifts the smallest like any other. The rise of all
 * looks is told beside it.
 */
export async function soak(scale: number): Promise<Figure> {
  const seconds = Math.max(60, Math.round(600 * scale));
  const from = hourMs / 1_000; // the first reading closes an hour, so that there are footprints from the beginning
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
  await using log = await openBrokerLog(broker.address);
  for (const plant of plants) {
    const model = modelRecord(plant.factory, footprintPlantOf(plant), startMs);
    await publishAll(log, plant.factory, [model, ...meterRecords(plant, 0, 1), madeRecord(plant, 1)]);
  }
  for (const way of ways) await drained(log, way);

  const over = new AbortController();
  const looking = looksAt(processes.all, log, over.signal);
  looking.catch(() => undefined); // awaited below
  const url = processes.of("collector").url;
  const readings = await goLive({ url, plants, from, to: from + seconds, correctEvery }).finally(() => over.abort());
  const looks = (await looking).filter(({ minute }) => minute * 60 >= seconds * warmShare);
  const minutes = (looks.at(-1) as Look).minute - (looks[0] as Look).minute; // a minute has thirty looks

  const sizes = processes.all.map(({ name }) => ({
    name,
    ...sizeGrowth(looks.map(({ minute, resident }) => ({ at: minute, value: resident.get(name) as number }))),
  }));
  const most = sizes.toSorted((a, b) => b.end / b.begin - a.end / a.begin)[0] as (typeof sizes)[number]; // there are four
  const lags = ways.map(({ group }) => ({
    group,
    highest: Math.max(...looks.map(({ lag }) => lag.get(group) as number)),
    ...growthOf(looks.map(({ minute, lag }) => ({ at: minute, value: lag.get(group) as number }))),
  }));
  // One message a plant and second; the ledger announces no more than it takes.
  const lagMost = lagShareMax * factories * minutes * 60;
  const figure = atMost(1.1, {
    name: "soak",
    ours: most.end,
    reference: most.begin,
    unit: `MiB resident of the ${most.name}, end against beginning`,
    details: {
      ...Object.fromEntries(
        sizes.flatMap(({ name, end, rise, riseOfAll }) => [
          [`${name}MiB`, Math.round(end)],
          [`${name}MiBAMinute`, Math.round(rise * 100) / 100],
          [`${name}MiBAMinuteOfAllLooks`, Math.round(riseOfAll * 100) / 100],
        ]),
      ),
      ...Object.fromEntries(
        lags.flatMap(({ group, highest, rise }) => [
          [`${group}LagHighest`, highest],
          [`${group}LagAMinute`, Math.round(rise * 10) / 10],
        ]),
      ),
      ...{ readings, readingsASecond: Math.round(readings / seconds), seconds, looks: looks.length },
    },
  });
  return and(
    figure,
    lags.every(({ end, begin }) => end - begin <= lagMost),
    `no lag that grows by more than ${lagShareMax} of what came`,
  );
}

const sizeGrowth = (samples: readonly Sample[]) => ({
  ...growthOf(lowestOfEach(samples, 1)),
  riseOfAll: lineThrough(samples).rise,
});

/** Where the line through the samples begins and ends, and its rise. */
function growthOf(samples: readonly Sample[]) {
  const { level, rise } = lineThrough(samples);
  const [first, last] = [samples[0], samples.at(-1)] as [Sample, Sample]; // a line has two at least
  return { begin: level + rise * first.at, end: level + rise * last.at, rise };
}

/** Sizes and lags, again and again until the signal aborts. */
async function looksAt(all: readonly Process[], log: KafkaEventLog, signal: AbortSignal): Promise<readonly Look[]> {
  const looks: Look[] = [];
  const beganMs = performance.now();
  while (!signal.aborted) {
    const lag = new Map<string, number>();
    for (const way of ways) {
      const partitions = await log.lagOf(way);
      lag.set(
        way.group,
        partitions.reduce((sum, one) => sum + one.lag, 0),
      );
    }
    const resident = new Map(all.map((one) => [one.name, residentMiB(one)]));
    looks.push({ minute: (performance.now() - beganMs) / 60_000, resident, lag });
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined); // only the signal ends it early
  }
  return looks;
}

function residentMiB({ name, pid }: Process): number {
  const id = pid();
  const bytes = id === undefined ? undefined : residentOf(id);
  if (bytes === undefined) throw new Error(`The size of the ${name} cannot be read: it ended, or this is no Linux.`);
  return bytes / 2 ** 20;
}
