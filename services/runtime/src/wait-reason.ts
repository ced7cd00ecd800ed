import { storeErrorCode } from "./store.ts";

const diskFull = "The disk of the data folder is full: free some space there. Nothing acknowledged is lost.";
const noMemory = "The database has no memory left for this: give the machine more, or ask for less at a time.";
const busy = "The database cannot do this just now; the log says what it waits for.";
const away = "The database does not answer just now.";

/** By ClickHouse's numbers. 75 cannot write to a file, 243 not enough space; 241 memory; the rest pass by themselves. */
const byStoreCode: Readonly<Record<number, string>> = {
  75: diskFull,
  243: diskFull,
  241: noMemory,
  159: busy, // took too long
  198: busy, // a replica's name is not known for a while
  202: busy, // too many queries at once
  203: busy, // no free connection
  209: busy, // the connection took too long
  210: busy, // network
  225: busy, // no Keeper
  236: busy, // the server is stopping
  242: busy, // read-only for a while
  252: busy, // merging is behind
  279: busy, // no replica could be reached
  285: busy, // too few replicas are up to take a write
  286: busy, // an earlier write has not reached enough of them
  319: busy, // outcome of an insert unknown: the same rows again are harmless
  394: busy, // cancelled, as when the server stops
  439: busy, // no thread is free
  745: busy, // overloaded
  999: busy, // Keeper
};

const noBroker = "The Kafka brokers do not take or tell anything just now; the log says why.";
const noService = "Another process of Celadon does not answer: see that it runs.";
const full = "More is coming in than the Kafka brokers take.";

const bySystemCode: Readonly<Record<string, string>> = {
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  ECONNREFUSED: away,
  ECONNRESET: away, // outcome unknown, as of the next two
  EPIPE: away,
  ETIMEDOUT: away,
  EHOSTUNREACH: away,
  ENETUNREACH: away,
  ENOTFOUND: away,
  EAI_AGAIN: away,
  EUNANSWERED: away, // what answered was not the database, see server-faults.ts
  KAFKA_UNREACHABLE: noBroker,
  KAFKA_QUEUE_FULL: full,
  GRPC_AWAY: noService,
};

/**
 * Why an error passes by itself, or once somebody makes room, as a sentence for whoever waits; undefined for an error that
 * no waiting mends. What failed so may be done again with the same bytes.
 */
export function waitReason(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  const code = storeErrorCode(error);
  return code === undefined ? bySystemCode[String(error.code)] : byStoreCode[code];
}
