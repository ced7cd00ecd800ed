import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { resolve } from "node:path";
import { checkMetersFile, type MetersFile } from "@celadon/collector/meters-file";
import type { TraceSettings } from "@celadon/runtime";
import { type AccessConfig, accessConfig } from "./access-config.ts";
import { type Credentials, credentialsConfig, type RemoteConfig, remoteConfig } from "./remote-config.ts";
import { type Environment, type ReadFile, type RefuseOpen, type Said, saidIn } from "./said.ts";
import { type Setting, type SettingName, settings } from "./settings.ts";

/** Everything Celadon is told from outside, read once. Settings are named and explained in `settings.ts`. */
export interface Config {
  readonly dataFolder: string;
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly logLevel: string;
  readonly instance: string;
  /** The server; absent: the store is embedded. */
  readonly clickhouse: ClickHouseConfig | undefined;
  /** The brokers; absent: the log is embedded. */
  readonly kafka: KafkaConfig | undefined;
  /** host:port of the life-cycle service. */
  readonly lifecycle: string | undefined;
  readonly access: AccessConfig;
  /** The Celadon that commands ask; absent: the one of the data folder. */
  readonly remote: RemoteConfig | undefined;
  readonly credentials: Credentials;
  /** The devices that the collector listens to or asks; absent: none. */
  readonly meters: MetersFile | undefined;
  /** Where traces go. */
  readonly traces: TraceSettings | undefined;
}

export interface ClickHouseConfig {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly caFile?: string;
  readonly cluster: string | undefined;
}

export interface KafkaConfig {
  readonly brokers: readonly string[];
  readonly prefix: string;
  readonly epoch: number;
  /** PEM each; undefined: no TLS. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string } | undefined;
  readonly sasl: { readonly mechanism: SaslMechanism; readonly user: string; readonly password: string } | undefined;
  readonly replicas: number;
  readonly minInSync: number;
  readonly sessionTimeoutMs: number;
}

const saslMechanisms = ["plain", "scram-sha-256", "scram-sha-512"] as const;
type SaslMechanism = (typeof saslMechanisms)[number];
const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
/** Window versions are `epoch * 2^40 + ...` and stay below 2^53. */
const epochMost = 4_095;

/** Reads environment and file, or tells every fault of them at once, a sentence each. */
export function readConfig(
  env: Environment,
  readFile: ReadFile = (path) => readFileSync(path, "utf8"),
  refuseOpen?: RefuseOpen,
): { readonly config: Config } | { readonly faults: readonly string[] } {
  const { said, faults: found } = saidIn(env, readFile, refuseOpen);
  const faults = [...found];
  const read = reader(said, readFile, faults);
  const config: Config = {
    dataFolder: resolve(read.text("CELADON_DATA")),
    httpPort: read.whole("CELADON_HTTP_PORT", { least: 0, most: 65_535, otherwise: 8470 }),
    grpcPort: read.whole("CELADON_GRPC_PORT", { least: 0, most: 65_535, otherwise: 8471 }),
    logLevel: read.oneOf("CELADON_LOG", logLevels) ?? "warn",
    instance: said.CELADON_INSTANCE ?? `${hostname()}:${read.text("CELADON_HTTP_PORT")}`,
    clickhouse: clickhouseOf(read, said),
    kafka: kafkaOf(read, said, faults),
    lifecycle: said.CELADON_LIFECYCLE,
    access: accessConfig(said, faults),
    remote: remoteConfig(said.CELADON_URL, faults),
    credentials: credentialsConfig(said, read.file, faults),
    meters: metersOf(read, said, faults),
    traces: tracesOf(read, said, faults),
  };
  return faults.length === 0 ? { config } : { faults };
}

interface Reader {
  /** What is said, or what is usual; empty where neither is. */
  readonly text: (name: SettingName) => string;
  readonly whole: (
    name: SettingName,
    limits: { readonly least: number; readonly most: number; readonly otherwise: number },
  ) => number;
  readonly oneOf: <Word extends string>(name: SettingName, words: readonly Word[]) => Word | undefined;
  /** The content of the file that a setting names. */
  readonly file: (name: SettingName) => string | undefined;
}

const usualOf = (name: SettingName): string =>
  (settings as readonly Setting[]).find((one) => one.name === name)?.usual ?? "";

function reader(said: Said, readFile: ReadFile, faults: string[]): Reader {
  const text = (name: SettingName): string => said[name] ?? usualOf(name);
  return {
    text,
    whole: (name, { least, most, otherwise }) => {
      const number = Number(text(name));
      if (/^\d+$/.test(text(name)) && number >= least && number <= most) return number;
      faults.push(`${name} is "${text(name)}": write a whole number from ${least} to ${most}.`);
      return otherwise;
    },
    oneOf: (name, words) => {
      const word = words.find((one) => one === text(name));
      if (word === undefined && text(name) !== "")
        faults.push(`${name} is "${text(name)}": write one of ${words.join(", ")}.`);
      return word;
    },
    file: (name) => {
      const path = said[name];
      if (path === undefined) return undefined;
      try {
        return readFile(path);
      } catch (error) {
        faults.push(
          `${name} names ${path}, which cannot be read (${error instanceof Error ? error.message : String(error)}).`,
        );
        return undefined;
      }
    },
  };
}

function clickhouseOf(read: Reader, said: Said): ClickHouseConfig | undefined {
  const url = said.CELADON_CLICKHOUSE_URL;
  if (url === undefined) return undefined;
  return {
    url,
    user: read.text("CELADON_CLICKHOUSE_USER"),
    password: read.text("CELADON_CLICKHOUSE_PASSWORD"),
    database: read.text("CELADON_CLICKHOUSE_DATABASE"),
    ...(said.CELADON_CLICKHOUSE_CA === undefined ? {} : { caFile: said.CELADON_CLICKHOUSE_CA }),
    cluster: said.CELADON_CLICKHOUSE_CLUSTER,
  };
}

function metersOf(read: Reader, said: Said, faults: string[]): MetersFile | undefined {
  const text = read.file("CELADON_METERS");
  if (text === undefined) return undefined;
  const { meters, faults: found } = checkMetersFile(text);
  for (const { line, problem, fix } of found) faults.push(`${said.CELADON_METERS}:${line}: ${problem} ${fix}`);
  return meters;
}

/** The names are OpenTelemetry's own; its exporter reads `OTEL_EXPORTER_OTLP_HEADERS` by itself. */
function tracesOf(read: Reader, said: Said, faults: string[]): TraceSettings | undefined {
  const endpoint = said.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return undefined;
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? "")) {
    faults.push(`OTEL_EXPORTER_OTLP_ENDPOINT is "${endpoint}": write an address such as http://127.0.0.1:4318.`);
  }
  const share = read.text("OTEL_TRACES_SAMPLER_ARG");
  const ratio = Number(share);
  if (!(ratio >= 0 && ratio <= 1)) {
    faults.push(`OTEL_TRACES_SAMPLER_ARG is "${share}": write the share of traces to keep, from 0 to 1.`);
  }
  return { endpoint, ratio };
}

function kafkaOf(read: Reader, said: Said, faults: string[]): KafkaConfig | undefined {
  const brokers = said.CELADON_KAFKA_BROKERS?.split(",").map((one) => one.trim());
  if (brokers === undefined) return undefined;
  const stranger = brokers.find((one) => !/^[^\s:]+:\d+$/.test(one));
  if (stranger !== undefined) {
    faults.push(`CELADON_KAFKA_BROKERS has "${stranger}": write host:port, several separated by commas.`);
  }
  const [ca, cert, key] = [
    read.file("CELADON_KAFKA_CA"),
    read.file("CELADON_KAFKA_CERT"),
    read.file("CELADON_KAFKA_KEY"),
  ];
  if ((cert === undefined) !== (key === undefined)) {
    faults.push("CELADON_KAFKA_CERT and CELADON_KAFKA_KEY belong together: set both, or neither.");
  }
  const isTls = read.oneOf("CELADON_KAFKA_TLS", ["on", "off"] as const) === "on";
  const mechanism = read.oneOf("CELADON_KAFKA_SASL", saslMechanisms);
  const [user, password] = [read.text("CELADON_KAFKA_USER"), read.text("CELADON_KAFKA_PASSWORD")];
  if (mechanism !== undefined && (user === "" || password === "")) {
    faults.push("CELADON_KAFKA_SASL needs CELADON_KAFKA_USER and CELADON_KAFKA_PASSWORD: set both.");
  }
  const given = { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
  return {
    brokers,
    prefix: read.text("CELADON_KAFKA_PREFIX"),
    epoch: read.whole("CELADON_KAFKA_EPOCH", { least: 1, most: epochMost, otherwise: 1 }),
    tls: isTls || Object.keys(given).length > 0 ? given : undefined,
    sasl: mechanism && { mechanism, user, password },
    replicas: read.whole("CELADON_KAFKA_REPLICAS", { least: 1, most: 9, otherwise: 3 }),
    minInSync: read.whole("CELADON_KAFKA_MIN_IN_SYNC", { least: 1, most: 9, otherwise: 2 }),
    sessionTimeoutMs: 1_000 * read.whole("CELADON_KAFKA_SESSION", { least: 6, most: 300, otherwise: 30 }),
  };
}
