/** One thing Celadon is told from outside: by the environment, or by the file that CELADON_CONFIG names. */
export interface Setting {
  readonly name: string;
  /** Absent: there is none, and what it is for is off. */
  readonly usual?: string;
  /** What it says, in one line. */
  readonly about: string;
  /** Never shown nor logged. `NAME_FILE` then names a file that holds it, as orchestrators hand secrets over. */
  readonly isSecret?: true;
}

/**
 * Every setting there is: `readConfig` refuses other names, `celadon settings` prints them, and the files in deploy/ are tested
 * against them.
 */
export const settings = [
  { name: "CELADON_CONFIG", about: "a file of NAME=value lines; what the environment says goes before it" },
  { name: "CELADON_HTTP_PORT", usual: "8470", about: "HTTP port, 0 for any free one" },
  { name: "CELADON_GRPC_PORT", usual: "8471", about: "gRPC port, 0 for any free one" },
  {
    name: "CELADON_LISTEN",
    usual: "127.0.0.1",
    about: "IP address to listen at, 0.0.0.0 for all; beyond this machine only with TLS and tokens",
  },
  { name: "CELADON_TLS_CERT", about: "file with the certificate to listen with, and those that signed it" },
  { name: "CELADON_TLS_KEY", about: "file with the key of that certificate, its owner's alone" },
  { name: "CELADON_TLS_CLIENT_CA", about: "file with the certificate that signed those of clients, who then need one" },
  { name: "CELADON_TOKENS", about: "file of tokens, which celadon token writes; absent: none is asked for" },
  { name: "CELADON_URL", about: "a Celadon elsewhere that commands ask, https://host:8470" },
  { name: "CELADON_TOKEN", isSecret: true, about: "token for the Celadon that is asked" },
  { name: "CELADON_CA", about: "file with the certificate that signed that Celadon's" },
  { name: "CELADON_CLIENT_CERT", about: "file with our certificate, where that Celadon asks for one" },
  { name: "CELADON_CLIENT_KEY", about: "file with the key of our certificate" },
  { name: "CELADON_LOG", usual: "warn", about: "debug, info, warn, error or silent" },
  { name: "CELADON_DATA", usual: ".celadon", about: "folder of the embedded store and log, and of the issuer's keys" },
  { name: "CELADON_METERS", about: "YAML file of the meters that this collector listens to or asks" },
  {
    name: "CELADON_INSTANCE",
    about: "name of this process in its group, kept over restarts; usually the host name and port",
  },
  {
    name: "CELADON_CLICKHOUSE_URL",
    about: "ClickHouse server, https://host:8443; with it and Kafka the services run apart",
  },
  { name: "CELADON_CLICKHOUSE_USER", usual: "default", about: "user of the ClickHouse server" },
  { name: "CELADON_CLICKHOUSE_PASSWORD", isSecret: true, about: "password of that user" },
  {
    name: "CELADON_CLICKHOUSE_DATABASE",
    usual: "celadon",
    about: "database that celadon migrate makes and all others use",
  },
  { name: "CELADON_CLICKHOUSE_CA", about: "file with the certificate that signed the server's" },
  { name: "CELADON_CLICKHOUSE_CLUSTER", about: "cluster that celadon migrate makes the tables on; absent: one server" },
  { name: "CELADON_KAFKA_BROKERS", about: "brokers, host:port, separated by commas" },
  { name: "CELADON_KAFKA_PREFIX", usual: "", about: "begins the name of every topic and group" },
  { name: "CELADON_KAFKA_EPOCH", usual: "1", about: "1 to 4095; raise it with a new set of topics, never lower it" },
  { name: "CELADON_KAFKA_TLS", usual: "off", about: "on or off" },
  { name: "CELADON_KAFKA_CA", about: "file with the certificate that signed the brokers'" },
  { name: "CELADON_KAFKA_CERT", about: "file with our certificate, where brokers ask for one" },
  { name: "CELADON_KAFKA_KEY", about: "file with the key of that certificate" },
  { name: "CELADON_KAFKA_SASL", about: "plain, scram-sha-256 or scram-sha-512" },
  { name: "CELADON_KAFKA_USER", about: "user at the brokers" },
  { name: "CELADON_KAFKA_PASSWORD", isSecret: true, about: "password of that user" },
  { name: "CELADON_KAFKA_REPLICAS", usual: "3", about: "copies of each partition that celadon topics apply asks for" },
  { name: "CELADON_KAFKA_MIN_IN_SYNC", usual: "2", about: "copies that must have a record before it is acknowledged" },
  {
    name: "CELADON_KAFKA_SESSION",
    usual: "30",
    about: "seconds without a sign of life after which others take the partitions",
  },
  {
    name: "CELADON_LIFECYCLE",
    about: "host:port of the life-cycle service; absent: the footprinter calculates by itself",
  },
  {
    name: "OTEL_EXPORTER_OTLP_ENDPOINT",
    about: "where traces go, such as http://127.0.0.1:4318; absent: nothing is traced",
  },
  { name: "OTEL_TRACES_SAMPLER_ARG", usual: "1", about: "share of the traces that begin here to keep, from 0 to 1" },
] as const satisfies readonly Setting[];

export type SettingName = (typeof settings)[number]["name"];
