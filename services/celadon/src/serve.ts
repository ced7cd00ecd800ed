import { join } from "node:path";
import { byPosition, lifecycleDirect, loadRelease } from "@celadon/footprinter";
import { topics } from "@celadon/proto";
import {
  gaugeWaiting,
  type Log,
  lockFolder,
  type Metrics,
  metricsRoutes,
  migrate,
  noTracing,
  openEmbeddedEventLog,
  openEmbeddedStore,
  openGrpc,
  openHttp,
  openMetrics,
  openPatience,
  patientLog,
  patientStore,
  postmarkedLog,
  promptLog,
  type Tracing,
  waitReason,
} from "@celadon/runtime";
import { backupRoutes } from "./backup-routes.ts";
import type { Config } from "./config.ts";
import { type Local, openEntrance } from "./entrance.ts";
import { probeRoutes } from "./probe-routes.ts";
import { benchmarkPart } from "./processes/benchmark-part.ts";
import { certificatePart } from "./processes/certificate-part.ts";
import { collectorPart } from "./processes/collector-part.ts";
import { descriptors } from "./processes/descriptors.ts";
import { footprinterPart } from "./processes/footprinter-part.ts";
import type { Ground } from "./processes/ground.ts";
import { instrumentedLog, instrumentedStore } from "./processes/instrumented.ts";
import { ledgerPart } from "./processes/ledger-part.ts";
import { lifecyclePart } from "./processes/lifecycle-part.ts";
import { overviewPart } from "./processes/overview-part.ts";
import { runParts } from "./processes/run-parts.ts";
import { schema } from "./processes/schema.ts";

/** A running Celadon: every service in this process, on one data folder. */
export interface Running {
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly url: string;
  /** How this machine's own programs ask it. */
  readonly local: Local;
  /** Stops taking requests, finishes what is in hand, closes the store, gives the folder back. */
  readonly stop: () => Promise<void>;
  /** Rejects when a service ends by itself, which only a fault can do. */
  readonly failed: Promise<never>;
}

/** Why `/ready` says no although readings are taken in, and whether footprints wait meanwhile; undefined: nothing is in the way. */
export type StartsUp = () => { readonly why: string; readonly isFilling: boolean } | undefined;

export interface Wishes {
  readonly config: Config;
  readonly notes: Log;
  readonly startsUp?: StartsUp;
  readonly metrics?: Metrics;
  /** Disposed with the rest, last. */
  readonly tracing?: Tracing;
}

/**
 * Starts everything in one process, on loopback where nothing else is said. Throws a sentence when the folder belongs to another process, a port is
 * taken, or the disk is full.
 */
export async function serve(wishes: Wishes): Promise<Running> {
  try {
    return await start(wishes);
  } catch (error) {
    const why = waitReason(error);
    throw why === undefined ? error : new Error(`${why} Then start again.`, { cause: error });
  }
}

async function start({
  config,
  notes,
  startsUp = () => undefined,
  metrics = openMetrics(),
  tracing = noTracing,
}: Wishes): Promise<Running> {
  const now = (): number => Date.now();
  const stopping = new AbortController();
  await using started = new AsyncDisposableStack();
  started.use(tracing);
  const instruments = { metrics, tracing, now };

  // 1. The folder is ours alone. The address is known only later, and written then.
  const owner = lockFolder(config.dataFolder, {
    pid: process.pid,
    httpPort: config.httpPort,
    grpcPort: config.grpcPort,
  });
  started.defer(owner.release);

  // 2. Store and log, with the schema of every service.
  const engine = started.use(await openEmbeddedStore(join(config.dataFolder, "store")));
  const store = instrumentedStore(engine, instruments);
  for (const [service, steps] of schema) await migrate(store, service, steps);
  const firstPosition = now() * 1_000;
  const embedded = openEmbeddedEventLog(join(config.dataFolder, "log"), [topics.telemetry.name], firstPosition);
  const postmark = () => ({ publishedMs: now(), traceparent: tracing.current()?.traceparent });
  const log = started.use(instrumentedLog(postmarkedLog(embedded, postmark), instruments));

  // What nobody may drop waits while the disk is full, from the moment on that somebody can be told so.
  let isUp = false;
  const patience = openPatience({ now, notes, mayWait: () => isUp && !stopping.signal.aborted });
  gaugeWaiting(metrics, patience, now);
  const patient = { store: patientStore(store, patience), log: patientLog(log, patience) };

  // 3. The parts. The ledger first: it finishes what a crash left undone before anything can be asked.
  const release = loadRelease();
  const prompt = promptLog(log, patience);
  const ground: Ground = {
    config,
    store,
    log,
    patient,
    prompt,
    patience,
    release,
    notes,
    ...instruments,
    isShared: false,
  };
  const ledger = await ledgerPart(ground);
  const footprints = footprinterPart(ground, {
    lifecycle: lifecycleDirect(release),
    order: byPosition(firstPosition),
    isHeld: () => startsUp()?.isFilling === true,
  });
  const certificates = await certificatePart(ground);
  const parts = [
    ledger,
    footprints,
    benchmarkPart(ground, footprints.pace),
    collectorPart(ground),
    certificates,
    lifecyclePart(ground),
    overviewPart(ground, {
      bookNow: ledger.bookNow,
      shelf: footprints.shelf,
      registry: certificates.registry,
    }),
  ];
  const { failed } = started.use(runParts(parts, { notes, stopping }));

  // 4. The interfaces, last: what answers is ready.
  const entrance = openEntrance(config, { now, notes });
  const app = await openHttp(
    [
      ...parts.flatMap(({ routes }) => routes),
      probeRoutes({ patience, store, startsUp }),
      backupRoutes({ store: engine, dataFolder: config.dataFolder }),
      metricsRoutes(metrics),
    ],
    notes,
    { guard: entrance.guard, meter: metrics, tracing },
  );
  started.defer(() => app.close());
  const rpcs = parts.flatMap((part) => part.rpcs);
  const serving = { descriptors: descriptors(), notes, guard: entrance.guard, meter: metrics, tracing };
  const grpc = started.use(openGrpc(rpcs, serving));
  const { httpPort, grpcPort, url, local } = started.use(await entrance.listen(app, grpc));
  owner.announce({ pid: process.pid, httpPort: local.port, grpcPort, token: local.token });
  isUp = true;

  const running = started.move();
  return {
    httpPort,
    grpcPort,
    url,
    local,
    stop: () => running.disposeAsync(),
    failed,
  };
}
