import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { factorSourceOf, knownFactorsOf } from "@celadon/activity-to-inventory";
import {
  benchmark,
  migrations as benchmarkMigrations,
  benchmarkRoutes,
  benchmarkRpc,
  indicatorsReached,
  loadSchemes,
} from "@celadon/benchmark";
import {
  migrations as certificateMigrations,
  certificateRoutes,
  certificateRpc,
  openIssuer,
  openRegistry,
} from "@celadon/certificate";
import { migrations as collectorMigrations, collectorRoutes, telemetryRpc } from "@celadon/collector";
import {
  factorRpc,
  footprinter,
  migrations as footprinterMigrations,
  footprinterRoutes,
  footprintRpc,
  lifecycleDirect,
  loadRelease,
  openFootprintFeed,
  openPace,
  openShelf,
  patientShelf,
} from "@celadon/footprinter";
import {
  faultOfModel,
  migrations as ledgerMigrations,
  ledgerRoutes,
  ledgerRpcs,
  openLedger,
  rulesOfModel,
} from "@celadon/ledger";
import { lifecycleRpc } from "@celadon/lifecycle";
import { topics } from "@celadon/proto";
import {
  type Log,
  lockFolder,
  migrate,
  oneAtATime,
  openEmbeddedEventLog,
  openEmbeddedStore,
  openGrpc,
  openHttp,
  openPatience,
  patientLog,
  patientStore,
  promptLog,
  waitReason,
} from "@celadon/runtime";
import { backupRoutes } from "./backup-routes.ts";
import type { Config } from "./config.ts";
import { listenGrpc, listenHttp } from "./listen.ts";
import { statusRoutes } from "./status-routes.ts";

/** A running Celadon: every service in this process, on one data folder. */
export interface Running {
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly url: string;
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
}

/** A batch over gRPC is answered within this time, or its sender sends it again. */
const answerMsMax = 4_000;

/**
 * Starts everything in one process, on loopback. Throws a sentence when the folder belongs to another process, a port is
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

async function start({ config, notes, startsUp = () => undefined }: Wishes): Promise<Running> {
  const now = (): number => Date.now();
  const stopping = new AbortController();
  await using started = new AsyncDisposableStack();

  // 1. The folder is ours alone. The address is known only later, and written then.
  const owner = lockFolder(config.dataFolder, {
    pid: process.pid,
    httpPort: config.httpPort,
    grpcPort: config.grpcPort,
  });
  started.defer(owner.release);

  // 2. Store and log, with the schema of every service.
  const store = started.use(await openEmbeddedStore(join(config.dataFolder, "store")));
  await migrate(store, "ledger", ledgerMigrations);
  await migrate(store, "collector", collectorMigrations);
  await migrate(store, "footprinter", footprinterMigrations);
  await migrate(store, "certificate", certificateMigrations);
  await migrate(store, "benchmark", benchmarkMigrations);
  const firstPosition = now() * 1_000;
  const log = started.use(openEmbeddedEventLog(join(config.dataFolder, "log"), [topics.telemetry.name], firstPosition));

  // What nobody may drop waits while the disk is full, from the moment on that somebody can be told so.
  let isUp = false;
  const patience = openPatience({ now, notes, mayWait: () => isUp && !stopping.signal.aborted });
  const patient = { store: patientStore(store, patience), log: patientLog(log, patience) };

  // 3. The services. The ledger first: it finishes what a crash left undone before anything can be asked.
  const release = loadRelease();
  const ledger = await openLedger({ ...patient, rulesOf: rulesOfModel, faultOfModel, notes, now });
  const shelf = await openShelf(store, log);
  const factors = factorSourceOf(release);
  const pace = openPace(log);
  const calculation = { store, factors, lifecycle: lifecycleDirect(release), shelf, inTurn: oneAtATime() };
  const feed = openFootprintFeed(patient.log, firstPosition);
  const issuer = await openIssuer(join(config.dataFolder, "issuer"));
  const certificates = { store, registry: openRegistry(store), issuer, now };
  const services = [
    ledger.run(stopping.signal),
    feed.run(stopping.signal),
    footprinter(
      {
        ...calculation,
        ...patient,
        shelf: patientShelf(shelf, patience),
        notes,
        now,
        pace,
        isHeld: () => startsUp()?.isFilling === true,
      },
      stopping.signal,
    ),
    benchmark(patient, stopping.signal),
  ];
  const failed = Promise.race(services.map((service) => service.then(() => new Promise<never>(() => undefined))));
  failed.catch((error: unknown) => {
    if (!stopping.signal.aborted) notes.fatal({ err: error }, "a part of Celadon stopped by itself");
  });
  started.defer(async () => {
    stopping.abort();
    await Promise.allSettled(services);
  });

  // 4. The interfaces, last: what answers is ready.
  const prompt = promptLog(log, patience);
  const collecting = { store, log: prompt, now, refuseWhenStalled: patience.refuseWhenStalled };
  const caughtUp = async () => (await pace.caughtUp()) && indicatorsReached(log, AbortSignal.timeout(answerMsMax));
  const comparing = { store, caughtUp, schemes: loadSchemes() };
  const apply = { log: prompt, book: ledger.book, knownFactors: knownFactorsOf(release), now };
  const app = await openHttp(
    [
      collectorRoutes(collecting),
      ledgerRoutes({ store, ...apply }),
      footprinterRoutes({ ...calculation, release, pace }),
      certificateRoutes(certificates),
      benchmarkRoutes(comparing),
      backupRoutes({ store, dataFolder: config.dataFolder }),
      statusRoutes({
        ...{ store, book: ledger.book, shelf, registry: certificates.registry },
        ...{ startedMs: now(), config, release, patience, startsUp },
      }),
    ],
    notes,
  );
  started.defer(() => app.close());
  const grpc = started.use(
    openGrpc(
      [
        telemetryRpc({ ...collecting, answerMsMax }),
        ...ledgerRpcs({ store, ...apply }),
        footprintRpc({ ...calculation, pace, feed }),
        factorRpc(release),
        certificateRpc(certificates),
        benchmarkRpc(comparing),
        lifecycleRpc(release),
      ],
      { descriptors: readFileSync(fileURLToPath(import.meta.resolve("@celadon/proto/descriptors"))), notes },
    ),
  );
  const grpcPort = await listenGrpc(grpc, config.grpcPort);
  const httpPort = await listenHttp(app, config.httpPort);
  owner.announce({ pid: process.pid, httpPort, grpcPort });
  isUp = true;

  const running = started.move();
  return {
    httpPort,
    grpcPort,
    url: `http://127.0.0.1:${httpPort}`,
    stop: () => running.disposeAsync(),
    failed,
  };
}
