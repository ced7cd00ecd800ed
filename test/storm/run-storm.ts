import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startFront } from "../clickhouse/start-front.ts";
import { ask } from "../journey/ask.ts";
import { smallDisk } from "../journey/small-disk.ts";
import { openKafka } from "../kafka/kafka-jars.ts";
import { bentClocks } from "../processes/bent-clocks.ts";
import { everyKind, type Processes, startProcesses } from "../processes/start-processes.ts";
import { aftermath } from "./aftermath.ts";
import { type Delivery, stormy } from "./deliveries.ts";
import { publishPoison } from "./poison.ts";
import { type Scenario, scenarioOf } from "./scenario.ts";
import { seeded } from "./seeded.ts";
import { truthOf } from "./truth.ts";
import { verdictOf } from "./verdict.ts";
import { faults, type Sky } from "./weather.ts";

export interface StormWanted {
  readonly seed: number;
  /** How long faults strike; what is still to be sent then is sent in peace. */
  readonly seconds: number;
  readonly factories: number;
  /** The longest an outage lasts. */
  readonly outageSeconds: number;
  /** How long after the last fault all must be acknowledged; a minute, unless the machine has others to serve. */
  readonly patienceSeconds?: number;
  /** Environment of the processes, for a planted bug. */
  readonly env?: Readonly<Record<string, string>>;
  /** Only faults whose names hold this. */
  readonly only?: string;
  readonly say?: (line: string) => void;
}

/** What a storm came to. `differences` is empty when all that was promised held. */
export interface StormReport {
  readonly seed: number;
  readonly faults: readonly string[];
  /** Why some faults cannot strike here, a sentence each. */
  readonly unable: readonly string[];
  readonly factories: number;
  readonly deliveries: number;
  readonly sendings: number;
  readonly readings: number;
  readonly poisons: number;
  readonly hours: number;
  readonly footprints: number;
  /** From the last fault until everything was acknowledged, and until nothing lagged any more. */
  readonly acknowledgedAfterS: number;
  readonly atRestAfterS: number;
  readonly differences: readonly string[];
}

const senders = 6;
/** Days of readings a factory sends. */
const days = 3;
/** So many of them are computed again in the end. */
const rebuiltFactories = 3;
const atRestWithinMs = 300_000;
/** Room for what a storm stores, and little enough to fill at once. */
const diskMib = 768;

/**
 * Fifty factories, their readings late, doubled, shuffled, corrected and taken back, through separate processes on a real broker,
 * while what they stand on is killed, cut off, slowed and held. A sender sends again what was not acknowledged. In the end the
 * same must be there as in a Celadon that was told the truth once and in order: every reading once, hours and footprints to the byte,
 * every poison among the dead letters, no lag.
 */
export async function runStorm({
  seed,
  seconds,
  factories,
  outageSeconds,
  patienceSeconds = 60,
  env = {},
  only = "",
  say = () => undefined,
}: StormWanted): Promise<StormReport> {
  const random = seeded(seed);
  const scenarios = Array.from({ length: factories }, (_, i) =>
    scenarioOf(`storm-${i}`, Math.floor(random() * 2 ** 32), days),
  );
  await using broker = await openKafka();
  using folder = temporaryFolder();
  const clocks = bentClocks(folder.path);
  const mounted = smallDisk(diskMib);
  using disk = typeof mounted === "string" ? undefined : mounted;
  await using front = await startFront(disk && join(disk.folder, "data"));
  await using processes = await startProcesses({
    brokers: broker.address,
    clickhouse: front.url,
    kinds: [...everyKind, "ledger", "ledger"],
    idle: ["ledger-3"],
    envOf: typeof clocks === "string" ? () => ({}) : clocks.envOf,
    env: { CELADON_KAFKA_SESSION: "6", CELADON_LOG: "error", ...env },
  });
  say("everything runs");
  const clean = truthOf(scenarios);
  clean.catch(() => undefined); // awaited below

  // 1. Faults strike, one after the other, while factories send.
  const struck: string[] = [];
  const sky: Sky = {
    ...{ broker, front, processes, clocks, random, say },
    disk: mounted,
    outageMs: outageSeconds * 1_000,
  };
  const able = faults.filter(({ name, unable }) => name.includes(only) && unable?.(sky) === undefined);
  const untilMs = performance.now() + seconds * 1_000;
  const sending = sendAll(scenarios, processes, { random, overMs: seconds * 1_000 });
  const origins = await publishPoison(broker.address);
  // Each fault once in a random order, then any: a short storm has seen the ones at its beginning.
  const order = able.map((fault) => ({ fault, place: random() })).sort((a, b) => a.place - b.place);
  const deadly = order.findIndex(({ fault }) => fault.isFirst === true);
  if (deadly > 0) order.unshift(...order.splice(deadly, 1));
  for (let i = 0; performance.now() < untilMs; i++) {
    const fault = order[i]?.fault ?? able[Math.floor(random() * able.length)];
    if (fault === undefined) break;
    await sleep(1_000 + random() * 2_000);
    say(fault.name);
    struck.push(fault.name);
    await fault.strike(sky);
  }
  const calmMs = performance.now();

  // 2. Everything is acknowledged within a minute of the last fault, and a while later nothing lags.
  const differences: string[] = [];
  const late = sleep(1_000 * patienceSeconds).then(() => undefined);
  const counts = await Promise.race([sending.done, late]);
  if (counts === undefined) {
    differences.push(
      `Not everything was acknowledged ${patienceSeconds} s after the last fault: ${sending.open()} deliveries are open.`,
    );
    sending.stop();
  }
  const acknowledgedMs = performance.now();
  say("acknowledged");
  const dead = () => processes.all.filter((one) => one.isDead());
  const lag = await lagUntilNone(broker.address, { withinMs: atRestWithinMs, isHopeless: () => dead().length > 0 });
  differences.push(
    ...dead().map(({ name, said }) => `The ${name} ended by itself: ${said().trim().split("\n").at(-1)}`),
  );
  if (lag.length > 0) differences.push(...lag.map((one) => `Still lagging: ${one}`));
  const atRestMs = performance.now();
  say("at rest");

  // 3. The verdict.
  const truth = await clean;
  const verdict = await verdictOf({ scenarios, processes, front, broker: broker.address, origins, truth }).catch(
    (error: unknown) => ({ hours: 0, footprints: 0, differences: [`There is no verdict: ${String(error)}`] }),
  );
  differences.push(...verdict.differences);

  // 4. What it leaves is worked through, and changes nothing.
  if (differences.length === 0) {
    say("the aftermath");
    const rebuilt = scenarios.slice(0, rebuiltFactories).map(({ factory }) => factory);
    differences.push(...(await aftermath(processes, { origins, factories: rebuilt })));
  }
  if (differences.length > 0) for (const one of processes.all) say(`${one.name}: ${one.said().slice(-2_000)}`);
  return {
    seed,
    faults: struck,
    unable: [...new Set(faults.flatMap(({ unable }) => unable?.(sky) ?? []))],
    factories,
    deliveries: sending.count,
    sendings: sending.sendings(),
    readings: scenarios.reduce((sum, { readings }) => sum + readings.length, 0),
    poisons: origins.size,
    hours: verdict.hours,
    footprints: verdict.footprints,
    acknowledgedAfterS: Math.round((acknowledgedMs - calmMs) / 100) / 10,
    atRestAfterS: Math.round((atRestMs - calmMs) / 100) / 10,
    differences,
  };
}

interface Sending {
  readonly done: Promise<true>;
  readonly count: number;
  readonly sendings: () => number;
  readonly open: () => number;
  readonly stop: () => void;
}

/** Sends the deliveries of every factory in their order, spread over the time; one that is not acknowledged is sent again. */
function sendAll(
  scenarios: readonly Scenario[],
  processes: Processes,
  { random, overMs }: { readonly random: () => number; readonly overMs: number },
): Sending {
  const queues = scenarios.map((scenario) => [...stormy(scenario, random)]);
  const count = queues.reduce((sum, queue) => sum + queue.length, 0);
  const pauseMs = (senders * overMs) / count;
  const overAtMs = performance.now() + overMs;
  const busy = new Set<number>();
  let sendings = 0;
  let isStopped = false;
  const open = (): number => queues.reduce((sum, queue) => sum + queue.length, 0);
  const sender = async (): Promise<void> => {
    while (!isStopped) {
      const free = queues.flatMap((queue, i) => (queue.length > 0 && !busy.has(i) ? [i] : []));
      if (free.length === 0) {
        if (open() === 0) return;
        await sleep(20);
        continue;
      }
      const mine = free[Math.floor(random() * free.length)] as number; // there is at least one
      busy.add(mine);
      const [delivery] = queues[mine] as Delivery[];
      sendings += 1;
      if (delivery !== undefined && (await isAcknowledged(processes, delivery))) queues[mine]?.shift();
      busy.delete(mine);
      if (performance.now() < overAtMs) await sleep(random() * 2 * pauseMs); // what outages have held up is sent in one go then
    }
  };
  const done = Promise.all(Array.from({ length: senders }, sender)).then(() => true as const);
  done.catch(() => undefined); // raced for by whoever waits
  return { done, count, sendings: () => sendings, open, stop: () => (isStopped = true) };
}

/** Refused for a fault of its own a delivery is a fault of the storm; everything else is tried again. */
async function isAcknowledged(processes: Processes, { path, question }: Delivery): Promise<boolean> {
  const kind = path.startsWith("/v1/readings") ? "collector" : "ledger";
  try {
    const { status, body } = await ask<{ readonly rejected?: number }>(`${processes.of(kind).url}${path}`, question);
    if (status === 200) {
      if ((body.rejected ?? null) !== (kind === "collector" ? 0 : null))
        throw new TypeError(`${path}: ${JSON.stringify(body).slice(0, 500)}`);
      return true;
    }
    // 404 for a declared fact whose channel no ledger has stored yet.
    if (status < 500 && status !== 429 && status !== 404)
      throw new TypeError(`${path}: ${status} ${JSON.stringify(body).slice(0, 500)}`);
  } catch (error) {
    if (error instanceof TypeError) throw error;
  }
  await sleep(200);
  return false;
}

/** A folder that goes with whoever uses it. */
function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), "celadon-storm-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

async function lagUntilNone(
  brokers: string,
  { withinMs, isHopeless }: { readonly withinMs: number; readonly isHopeless: () => boolean },
): Promise<readonly string[]> {
  const { lags } = await import("./lags.ts");
  const untilMs = performance.now() + withinMs;
  for (;;) {
    const behind = await lags(brokers);
    if (behind.length === 0 || isHopeless() || performance.now() > untilMs) return behind;
    await sleep(200);
  }
}
