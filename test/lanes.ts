import { resolveLibchdb } from "chdb/libchdb";
import { unableToBuildImage } from "./deploy/build-image.ts";
import { unableToStartGateway } from "./deploy/start-gateway.ts";
import { imports } from "./imports.ts";
import { unableToStartContainer } from "./kafka/image.ts";
import { unableToFetchKafka, unableToRunKafka } from "./kafka/jars.ts";
import { unableToStartMosquitto } from "./mosquitto/mosquitto.ts";
import { unableToRunPython } from "./peers/python.ts";
import { workspaces } from "./workspaces.ts";

/** What some tests need of the machine. A lane that cannot run is said, counted as skipped, and under `CI=true` a failure. */
export interface Lane {
  readonly name: string;
  /** How the last lines call it: what it stands for, and how that is had. */
  readonly engine: "kafka" | "clickhouse" | "gateway" | "image" | "mqtt" | "python";
  readonly by: string;
  /** What stays unproven without it. */
  readonly proves: string;
  readonly needs: (file: string) => boolean;
  /** Why it cannot run here, as a sentence; undefined when it can. */
  readonly unable: () => string | undefined;
}

const arrivals = new Map<string, readonly string[]>();
for (const { file, target } of imports) arrivals.set(file, [...(arrivals.get(file) ?? []), target]);
const indexOf = new Map(workspaces.map(({ name, folder }) => [name, `${folder}/src/index.ts`]));

/** Whether loading `file` loads what `wanted` names, through any number of imports. */
function loads(file: string, wanted: RegExp, seen = new Set<string>()): boolean {
  seen.add(file);
  return (arrivals.get(file) ?? []).some((target) => {
    const next = indexOf.get(target) ?? target;
    return wanted.test(target) || (!seen.has(next) && loads(next, wanted, seen));
  });
}

const unableToOpenEngine = (): string | undefined => {
  try {
    resolveLibchdb(); // finds the library's file; loads nothing
    return undefined;
  } catch (fault) {
    return fault instanceof Error ? fault.message : `${fault}`;
  }
};

/** All lanes. Each is required where `CI=true`. */
export const lanes: readonly Lane[] = [
  {
    name: "ClickHouse embedded",
    engine: "clickhouse",
    by: "embedded",
    proves: "that the SQL says what its twin says, and that what is acknowledged is stored",
    // Journeys start the whole program, which an import does not show.
    needs: (file) => file.startsWith("test/journey/") || loads(file, /^chdb(?:\/|$)/),
    unable: unableToOpenEngine,
  },
  {
    name: "ClickHouse over HTTP",
    engine: "clickhouse",
    by: "http",
    proves: "that the store keeps its promises over the wire, and waits for a server that is away",
    needs: (file) => loads(file, /^test\/clickhouse\//),
    unable: unableToOpenEngine,
  },
  {
    name: "Kafka by its jars",
    engine: "kafka",
    by: "maven-jars",
    proves: "that the log keeps its promises on a real broker, through rebalances, kills and outages",
    needs: (file) => loads(file, /^test\/kafka\/kafka-jars\.ts$/),
    unable: unableToRunKafka,
  },
  {
    name: "Kafka by testcontainers",
    engine: "kafka",
    by: "testcontainers",
    proves: "that it keeps them on a broker in a container",
    needs: (file) => loads(file, /^test\/kafka\/kafka-container\.ts$/),
    unable: () => unableToStartContainer() ?? unableToFetchKafka(),
  },
  {
    name: "gateway",
    engine: "gateway",
    by: "nginx",
    proves: "that the one address hands every route and call to the process that answers it",
    needs: (file) => loads(file, /^test\/deploy\/start-gateway\.ts$/),
    unable: unableToStartGateway,
  },
  {
    name: "image",
    engine: "image",
    by: "docker",
    proves: "that the image can be built, serves from what can only be read, and ends in time",
    needs: (file) => loads(file, /^test\/deploy\/build-image\.ts$/),
    unable: unableToBuildImage,
  },
  {
    name: "MQTT broker",
    engine: "mqtt",
    by: "mosquitto",
    proves:
      "that a broker of others sends again what is not acknowledged, over TLS, restarts and both versions of MQTT",
    needs: (file) => loads(file, /^test\/mosquitto\/mosquitto\.ts$/),
    unable: unableToStartMosquitto,
  },
  {
    name: "lca-peer",
    engine: "python",
    by: "bw2calc",
    proves: "that life-cycle results are those of scipy and of Brightway's bw2calc",
    needs: (file) => loads(file, /^test\/peers\/python\.ts$/),
    unable: unableToRunPython,
  },
];

/** Which lanes ran, by engine: `lanes: kafka=maven-jars+testcontainers clickhouse=embedded+http skipped=0`. */
export function sayLanes(all: readonly (Pick<Lane, "engine" | "by"> & { readonly ran: boolean })[]): string {
  const ran = (engine: Lane["engine"]): string =>
    all.flatMap((one) => (one.engine === engine && one.ran ? [one.by] : [])).join("+") || "none";
  return `lanes: kafka=${ran("kafka")} clickhouse=${ran("clickhouse")} skipped=${all.filter((one) => !one.ran).length}`;
}
