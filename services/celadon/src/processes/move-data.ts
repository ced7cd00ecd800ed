import { join } from "node:path";
import {
  checkSchema,
  lockFolder,
  type MovedTable,
  type MoveProgress,
  moveStore,
  openEmbeddedStore,
  type ServerSettings,
  type Store,
} from "@celadon/runtime";
import { failed } from "../ending.ts";
import { openServer } from "./open-server.ts";
import { schema } from "./schema.ts";
import { undelivered } from "./undelivered.ts";

/** What came of a move. */
export interface Moved {
  readonly tables: readonly MovedTable[];
  /** The least epoch of a Kafka log whose windows are newer than all that were moved. */
  readonly epochLeast: number;
}

/** Sequences of a shared log are epoch * 2^40 and more; those of an embedded one are microseconds. */
const epochStep = 2 ** 40;

/**
 * Copies the tables of a closed data folder to a server that `celadon migrate` has prepared. Throws a sentence when a Celadon runs
 * on the folder, when something in it is not finished, or when either side has another schema.
 */
export async function moveData(
  folder: string,
  server: ServerSettings,
  onProgress: (progress: MoveProgress) => void,
): Promise<Moved> {
  const lock = lockFolder(folder, { pid: process.pid, httpPort: 0, grpcPort: 0 });
  try {
    const waiting = undelivered(join(folder, "log"));
    if (waiting.length > 0)
      throw failed(unfinished(folder, `the topic ${waiting.join(" and the topic ")} is not read to its end`));
    await using from = await openEmbeddedStore(join(folder, "store"));
    await using to = await openServer(server);
    for (const [service, steps] of schema) {
      // A table that this Celadon does not know would be left behind.
      const newer = await checkSchema(from, service, steps).catch((error: unknown) => {
        throw failed(
          `${folder}: ${error instanceof Error ? error.message : error} Here a start of this Celadon does it.`,
        );
      });
      if (newer.length > 0)
        throw failed(
          `${folder} was written by a newer Celadon ("${newer.at(-1)?.name}" of ${service}): move it by that one.`,
        );
      await checkSchema(to, service, steps);
    }
    const last = await lastSeqs(from);
    if (last.stored > last.finished) throw failed(unfinished(folder, "the newest readings have no windows yet"));
    const tables = await moveStore(from, to, tablesInOrder(), { onProgress });
    return { tables, epochLeast: Math.floor(last.stored / epochStep) + 1 };
  } finally {
    lock.release();
  }
}

const unfinished = (folder: string, what: string): string =>
  `The data folder ${folder} is not finished: ${what}. Start Celadon on it, wait until it is idle, stop it with Ctrl-C, then move.`;

/** Every table of every service, in the order of the schema, but for the ones that say how far others are: these come last. */
function tablesInOrder(): readonly string[] {
  const text = schema.flatMap(([, steps]) => steps.flatMap(({ statements }) => statements)).join("\n");
  const tables = [...text.matchAll(/CREATE TABLE IF NOT EXISTS (\w+)/g)].map(([, table]) => `${table}`);
  const sayHowFar = ["indicated", "progress"];
  return [...tables.filter((table) => !sayHowFar.includes(table)), ...sayHowFar];
}

async function lastSeqs(store: Store): Promise<{ readonly stored: number; readonly finished: number }> {
  const [row] = await store.rows<{ stored: string; finished: string }>({
    text: `SELECT greatest((SELECT max(seq) FROM readings), (SELECT max(version) FROM slices), (SELECT max(seq) FROM plantModels),
      (SELECT max(seq) FROM declarations), (SELECT max(seq) FROM lots)) AS stored, (SELECT max(seq) FROM progress WHERE name = 'windows') AS finished`,
  });
  return { stored: Number(row?.stored), finished: Number(row?.finished) };
}
