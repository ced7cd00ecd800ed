import { openRegistry } from "@celadon/certificate";
import {
  byArrival,
  lifecycleDirect,
  lifecycleGrpc,
  loadRelease,
  openPace,
  openShelf,
  patientLifecycle,
} from "@celadon/footprinter";
import { rulesOfModel, storedBook } from "@celadon/ledger";
import { contractVersion, topics } from "@celadon/proto";
import {
  checkSchema,
  gaugeWaiting,
  type Instruments,
  type KafkaEventLog,
  type Log,
  metricsRoutes,
  openGrpc,
  openGrpcClients,
  openHttp,
  openKafkaEventLog,
  openPatience,
  patientLog,
  patientStore,
  promptLog,
  type Store,
} from "@celadon/runtime";
import type { Config } from "../config.ts";
import { openEntrance } from "../entrance.ts";
import { probeRoutes } from "../probe-routes.ts";
import type { ProcessName } from "../process-names.ts";
import type { Running } from "../serve.ts";
import { benchmarkPart } from "./benchmark-part.ts";
import { certificatePart } from "./certificate-part.ts";
import { collectorPart } from "./collector-part.ts";
import { descriptors } from "./descriptors.ts";
import { footprinterPart } from "./footprinter-part.ts";
import type { Ground, Part } from "./ground.ts";
import { instrumentedLog, instrumentedStore } from "./instrumented.ts";
import { ledgerPart } from "./ledger-part.ts";
import { lifecyclePart } from "./lifecycle-part.ts";
import { openServer } from "./open-server.ts";
import { overviewPart } from "./overview-part.ts";
import { peerCredentials } from "./peer-credentials.ts";
import { runParts } from "./run-parts.ts";
import { schema } from "./schema.ts";

/**
 * Runs one part of Celadon as a process of its own, on a ClickHouse server and a Kafka broker that others use too. It makes no
 * table and no topic: it refuses to start where they are missing or of another version. Throws a sentence with the fix.
 */
export async function serveOne(
  name: ProcessName,
  { config, notes, metrics, tracing }: { readonly config: Config } & Instruments,
): Promise<Running> {
  const now = (): number => Date.now();
  const stopping = new AbortController();
  await using started = new AsyncDisposableStack();
  started.use(tracing);
  const instruments = { metrics, tracing, now };
  let isUp = false;
  const patience = openPatience({ now, notes, mayWait: () => isUp && !stopping.signal.aborted });
  const release = loadRelease();

  // 1. Store and log of the part; the life-cycle engine needs neither.
  const needs = { store: name !== "lifecycle", log: name !== "lifecycle" && name !== "certificate" };
  const store = needs.store ? instrumentedStore(started.use(await openStore(config, notes)), instruments) : undefined;
  const kafka = needs.log ? started.use(await openLog(config, { notes, metrics, tracing })) : undefined;
  const log = kafka && instrumentedLog(kafka, instruments);
  gaugeWaiting(metrics, patience, now);

  // 2. The part itself.
  const ground = (): Ground => {
    if (store === undefined || log === undefined) throw new Error(`The ${name} was to run without a store or a log.`);
    return {
      ...{ config, store, log, patience, release, notes, ...instruments, isShared: true },
      patient: { store: patientStore(store, patience), log: patientLog(log, patience) },
      prompt: promptLog(log, patience),
    };
  };
  const begin: Readonly<Record<ProcessName, () => Part | Promise<Part>>> = {
    collector: () => collectorPart(ground()),
    ledger: () => ledgerPart(ground()),
    footprinter: () => {
      const clients =
        config.lifecycle &&
        started.use(
          openGrpcClients(config.lifecycle, { tracing, credentials: peerCredentials(config.lifecycle, config) }),
        );
      return footprinterPart(ground(), {
        lifecycle: !clients ? lifecycleDirect(release) : patientLifecycle(lifecycleGrpc(clients), patience),
        order: byArrival(`${config.instance}-${now()}`),
        isHeld: () => false,
      });
    },
    lifecycle: () => lifecyclePart({ release }),
    // It reads what all others write, so it tells how all of it stands, too.
    benchmark: () => {
      const { store, log } = ground();
      const overview = overviewPart(ground(), {
        bookNow: storedBook(store, rulesOfModel),
        shelf: openShelf(store, log),
        registry: openRegistry(store),
      });
      const ranking = benchmarkPart(ground(), openPace(log));
      return { ...ranking, routes: [...ranking.routes, ...overview.routes] };
    },
    certificate: () => certificatePart({ config, store: needed(store), now }),
  };
  const part = await begin[name]();
  const { failed } = started.use(runParts([part], { notes, stopping }));

  // 3. The interfaces, last: what answers is ready.
  const entrance = openEntrance(config, { now, notes });
  const app = await openHttp(
    [
      ...part.routes,
      probeRoutes({ patience, store, startsUp: () => undefined, refuseWhenUnfit: part.refuseWhenUnfit }),
      metricsRoutes(metrics),
    ],
    notes,
    { guard: entrance.guard, meter: metrics, tracing },
  );
  started.defer(() => app.close());
  const serving = { descriptors: descriptors(), notes, guard: entrance.guard, meter: metrics, tracing };
  const grpc = started.use(openGrpc(part.rpcs, serving));
  const { httpPort, grpcPort, url, local } = started.use(await entrance.listen(app, grpc));
  isUp = true;

  const running = started.move();
  return { httpPort, grpcPort, url, local, stop: () => running.disposeAsync(), failed };
}

async function openStore({ clickhouse }: Config, notes: Log): Promise<Store> {
  if (clickhouse === undefined) {
    throw new Error(
      "A process of its own needs a ClickHouse server: set CELADON_CLICKHOUSE_URL, or run celadon start.",
    );
  }
  const store = await openServer(clickhouse);
  try {
    for (const [service, steps] of schema) {
      for (const { id, name } of await checkSchema(store, service, steps))
        notes.warn(
          { service, migration: id, name },
          "a newer Celadon has added to the store: this one works beside it, and should soon be of its version too",
        );
    }
    return store;
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
}

function openLog({ kafka, instance }: Config, { notes, metrics, tracing }: Instruments): Promise<KafkaEventLog> {
  if (kafka === undefined) {
    throw new Error("A process of its own needs Kafka: set CELADON_KAFKA_BROKERS, or run celadon start.");
  }
  return openKafkaEventLog(kafka, Object.values(topics), {
    ...{ instance, schema: contractVersion, notes, meter: metrics, now: Date.now },
    traceparent: () => tracing.current()?.traceparent,
    configuration: `epoch ${kafka.epoch}`,
    sessionTimeoutMs: kafka.sessionTimeoutMs,
  });
}

function needed(store: Store | undefined): Store {
  if (store === undefined) throw new Error("This process was to run without a store.");
  return store;
}
