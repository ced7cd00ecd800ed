import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ledgerGroup } from "@celadon/ledger";
import { topics } from "@celadon/proto";
import { openServerStore } from "@celadon/runtime";
import { type ClickhouseFront, startFront } from "../clickhouse/start-front.ts";
import { openKafka } from "../kafka/kafka-jars.ts";
import { type Process, startProcesses } from "../processes/start-processes.ts";
import { outcomeAt } from "../storm/truth.ts";
import { openBrokerLog } from "./broker-log.ts";
import { drained } from "./drained.ts";
import { and, atMost, type Figure } from "./figure.ts";
import { type Fleet, fleetOf, startMs } from "./fleet.ts";
import { footprintPlantOf, hourMs, madeRecord, meterRecords } from "./footprint-plant.ts";
import { partitionsOfMembers } from "./group-state.ts";
import { modelRecord } from "./model-record.ts";
import { cpuSecondsOf } from "./process-cost.ts";
import { publishAll } from "./publish-all.ts";

const factories = 48;
const channels = 50;
const periodMs = 60_000;
const arrangements = [1, 2, 4] as const;
const joinedWithinMs = 60_000;

/** What one arrangement of ledgers came to. */
interface Arranged {
  readonly ledgers: number;
  /** Partitions of the most laden ledger. */
  readonly partitions: number;
  /** Readings that lay there when the ledgers began. */
  readonly backlog: number;
  readonly seconds: number;
  readonly cpuMicros: number;
  /** SHA-256 of everything that must not depend on the arrangement, by what it is of. */
  readonly prints: Readonly<Record<"readings" | "slices" | "hours" | "footprints", string>>;
}

/**
 * The same backlog of readings read by one ledger, by two and by four, each time on a broker and an engine of their own: the same
 * readings, slices, hours and footprints, byte for byte, and the processor time that the ledgers take for a reading.
 *
 * The topics have 24 partitions for good, so partitions are shared out and not added: 24 to one ledger, 12 to each of two, 6 to each
 * of four. The ledgers are held still (SIGSTOP) while the backlog is written, so that all of it lies there when they begin; they
 * have worked a tenth of it before, so that none is measured cold. The cores and the one engine are those of this machine: four
 * ledgers on two cores are not faster than one, what is to be seen is what they cost and that they agree.
 */
export async function scaleOut(scale: number): Promise<Figure> {
  const periods = Math.max(120, Math.round(800 * scale));
  const plants = Array.from(
    { length: factories },
    (_, i): Fleet => ({ ...fleetOf(channels, periodMs), factory: `plant-${i}` }),
  );
  const all: Arranged[] = [];
  for (const ledgers of arrangements) all.push(await arranged(ledgers, plants, periods));
  const [one, ...more] = all as [Arranged, ...Arranged[]];
  const four = all.at(-1) as Arranged;
  const kinds = Object.keys(one.prints) as readonly (keyof Arranged["prints"])[];
  const unlike = more.flatMap(({ ledgers, prints }) =>
    kinds.filter((kind) => prints[kind] !== one.prints[kind]).map((kind) => `${kind} of ${ledgers}`),
  );
  const each = Object.fromEntries(
    all.flatMap(({ ledgers, partitions, seconds, cpuMicros }) => [
      [`cpuMicrosPerReading${ledgers}`, Math.round(cpuMicros * 100) / 100],
      [`seconds${ledgers}`, Math.round(seconds * 10) / 10],
      [`partitionsEach${ledgers}`, partitions],
    ]),
  );
  const figure = atMost(1.5, {
    name: "scale-out",
    ours: four.cpuMicros,
    reference: one.cpuMicros,
    unit: "us of one core a reading, 4 ledgers against 1",
    details: {
      ...each,
      ...{ readings: factories * channels * periods, backlog: one.backlog },
      unlike: unlike.length === 0 ? "none" : unlike.join(", "),
      ...Object.fromEntries(kinds.map((kind) => [`${kind}Sha256`, one.prints[kind].slice(0, 16)])),
      speedUp: "not to be seen: the ledgers share the cores and one engine",
    },
  });
  return and(figure, unlike.length === 0, "the same bytes");
}

async function arranged(count: number, plants: readonly Fleet[], periods: number): Promise<Arranged> {
  await using broker = await openKafka();
  await using front = await startFront();
  await using processes = await startProcesses({
    brokers: broker.address,
    clickhouse: front.url,
    kinds: [...Array.from({ length: count }, () => "ledger" as const), "lifecycle", "footprinter"],
    env: { CELADON_KAFKA_SESSION: "120" }, // longer than they are held still
  });
  const footprinter = processes.of("footprinter");
  await footprinter.end(); // until the ledgers are through
  const ledgers = processes.all.filter(({ kind }) => kind === "ledger");
  await using log = await openBrokerLog(broker.address);
  const partitions = Math.max(...(await joined(broker.address, count)));

  // 1. Models and a tenth, so that no ledger is measured cold.
  const warm = Math.round(periods / 10);
  for (const plant of plants) {
    const model = modelRecord(plant.factory, footprintPlantOf(plant), startMs);
    await publishAll(log, plant.factory, [model, madeRecord(plant, Math.floor((periods * periodMs) / hourMs))]);
    await publishAll(log, plant.factory, meterRecords(plant, 0, warm));
  }
  await drained(log, { topic: topics.telemetry.name, group: ledgerGroup });

  // 2. The backlog, and what it takes.
  for (const one of ledgers) signal(one, "SIGSTOP");
  try {
    for (const plant of plants) await publishAll(log, plant.factory, meterRecords(plant, warm, periods));
  } finally {
    for (const one of ledgers) signal(one, "SIGCONT");
  }
  const [beganMs, cpuBefore] = [performance.now(), cpuOf(ledgers)];
  await drained(log, { topic: topics.telemetry.name, group: ledgerGroup });
  const [seconds, cpuSeconds] = [(performance.now() - beganMs) / 1_000, cpuOf(ledgers) - cpuBefore];

  // 3. What came of it.
  footprinter.start();
  await footprinter.ready();
  await drained(log, { topic: topics.activity.name, group: "footprinter" });
  const at = { ledger: processes.of("ledger").url, footprinter: footprinter.url };
  const [hours, footprints] = [createHash("sha256"), createHash("sha256")];
  for (const { factory } of plants) {
    const outcome = await outcomeAt(at, factory);
    if (outcome.hours.length === 0 || outcome.footprints.length === 0)
      throw new Error(`${factory} has no hours or no footprint: nothing would be compared.`);
    hours.update(outcome.hours.join("\n"));
    footprints.update(outcome.footprints.join("\n"));
  }
  const backlog = plants.length * channels * (periods - warm);
  return {
    ...{ ledgers: count, partitions, backlog, seconds, cpuMicros: (cpuSeconds * 1e6) / backlog },
    prints: { ...(await stored(front)), hours: hours.digest("hex"), footprints: footprints.digest("hex") },
  };
}

/** How the partitions are shared out, once every ledger has some. */
async function joined(broker: string, count: number): Promise<readonly number[]> {
  for (const untilMs = performance.now() + joinedWithinMs; performance.now() < untilMs; await sleep(250)) {
    const shares = await partitionsOfMembers(broker, ledgerGroup);
    if (shares?.length === count) return shares;
  }
  throw new Error(`After ${joinedWithinMs / 1_000} s the group does not have ${count} ledgers.`);
}

const cpuOf = (ledgers: readonly Process[]): number => ledgers.reduce((sum, one) => sum + cpuSecondsOf(pidOf(one)), 0);

function pidOf({ name, pid }: Process): number {
  const id = pid();
  if (id === undefined) throw new Error(`The ${name} does not run.`);
  return id;
}

const signal = (one: Process, name: "SIGSTOP" | "SIGCONT"): void => void process.kill(pidOf(one), name);

/** All readings and slices that stand, without the sequences that tell which batch brought them: those are another for each arrangement. */
async function stored({ url }: ClickhouseFront): Promise<{ readonly readings: string; readonly slices: string }> {
  await using store = await openServerStore({ url, database: "celadon" });
  const printOf = async (table: string, columns: readonly string[]): Promise<string> => {
    const [row] = await store.rows<{ print: string; count: string }>({
      text: `SELECT hex(SHA256(arrayStringConcat(groupArray(line), '\\n'))) AS print, count() AS count FROM (
        SELECT toString(tuple(${columns.join(", ")})) AS line FROM ${table} FINAL ORDER BY ${columns.slice(0, 2).join(", ")})`,
    });
    if (row === undefined || row.count === "0") throw new Error(`${table} is empty: nothing would be compared.`);
    return row.print;
  };
  return {
    readings: await printOf("readings", ["channelId", "at", "value", "revision", "quality", "coversSeconds", "marks"]),
    slices: await printOf("slices", ["channelId", "start", "amount", "measuredMs", "estimatedMs", "marks"]),
  };
}
