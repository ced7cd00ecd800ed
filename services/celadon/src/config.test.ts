import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { refuseOpen } from "@celadon/runtime/access";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const noFile = (path: string): string => {
  throw new Error(`ENOENT: ${path}`);
};
const files = (content: Readonly<Record<string, string>>) => (path: string) => content[path] ?? noFile(path);
const faultsOf = (read: ReturnType<typeof readConfig>) => ("faults" in read ? read.faults : []);
const configOf = (read: ReturnType<typeof readConfig>) => {
  if ("config" in read) return read.config;
  throw new Error(read.faults.join(" "));
};

test("nothing set is the embedded mode on the usual ports", () => {
  const config = configOf(readConfig({}, noFile));
  expect(config).toMatchObject({ httpPort: 8470, grpcPort: 8471, logLevel: "warn" });
  expect([config.clickhouse, config.kafka]).toEqual([undefined, undefined]);
});

test("the environment goes before the file, and a secret may stand in a file of its own", () => {
  const env = {
    CELADON_CONFIG: "/etc/celadon.env",
    CELADON_HTTP_PORT: "9000",
    CELADON_CLICKHOUSE_PASSWORD_FILE: "/run/secrets/clickhouse",
  };
  const config = configOf(
    readConfig(
      env,
      files({
        "/etc/celadon.env":
          'CELADON_HTTP_PORT=1\nCELADON_CLICKHOUSE_URL="https://store:8443"\nCELADON_KAFKA_BROKERS=a:1,b:2\n',
        "/run/secrets/clickhouse": "hidden\n",
      }),
    ),
  );
  expect(config.httpPort).toBe(9000);
  expect(config.clickhouse).toMatchObject({ url: "https://store:8443", user: "default", password: "hidden" });
  expect(config.kafka).toMatchObject({
    brokers: ["a:1", "b:2"],
    epoch: 1,
    tls: undefined,
    sasl: undefined,
    replicas: 3,
  });
});

test("traces go where OpenTelemetry's own variables say, and nowhere without them", () => {
  expect(configOf(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: "" }, noFile)).traces).toBeUndefined();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://otel:4318", OTEL_TRACES_SAMPLER_ARG: "0.05" };
  expect(configOf(readConfig(env, noFile)).traces).toEqual({ endpoint: "http://otel:4318", ratio: 0.05 });
});

test.each([
  [{ CELADON_HTP_PORT: "1" }, "CELADON_HTP_PORT is set, and Celadon does not know it"],
  [{ CELADON_HTTP_PORT: "70000" }, "write a whole number from 0 to 65535"],
  [{ CELADON_LOG: "loud" }, "write one of debug, info, warn, error, silent"],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "otel:4318" }, "write an address such as"],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://otel", OTEL_TRACES_SAMPLER_ARG: "5%" }, "from 0 to 1"],
  [{ CELADON_CONFIG: "/nowhere" }, "/nowhere, which cannot be read"],
  [{ CELADON_KAFKA_BROKERS: "kafka" }, "write host:port"],
  [{ CELADON_KAFKA_BROKERS: "kafka:9092", CELADON_KAFKA_EPOCH: "0" }, "from 1 to 4095"],
  [{ CELADON_KAFKA_BROKERS: "kafka:9092", CELADON_KAFKA_SASL: "plain" }, "needs CELADON_KAFKA_USER"],
  [{ CELADON_KAFKA_BROKERS: "kafka:9092", CELADON_KAFKA_CA: "/no.pem" }, "/no.pem, which cannot be read"],
  [
    { CELADON_LISTEN: "0.0.0.0" },
    "beyond this machine: that needs CELADON_TLS_CERT, CELADON_TLS_KEY and CELADON_TOKENS",
  ],
  [{ CELADON_LISTEN: "::", CELADON_TOKENS: "t" }, "CELADON_LISTEN is ::, beyond this machine"],
  [{ CELADON_LISTEN: "10.0.0.1", CELADON_TLS_CERT: "c", CELADON_TLS_KEY: "k" }, "CELADON_LISTEN is 10.0.0.1, beyond"],
  [{ CELADON_LISTEN: "everywhere" }, "write an IP address"],
  [{ CELADON_TLS_CERT: "c" }, "CELADON_TLS_CERT and CELADON_TLS_KEY belong together"],
  [{ CELADON_TLS_CLIENT_CA: "c" }, "which needs CELADON_TLS_CERT"],
  [{ CELADON_URL: "http://celadon.example.com:8470" }, "beyond this machine nothing goes out in plain"],
  [{ CELADON_URL: "celadon" }, "write https://host:port"],
  [{ CELADON_URL: "https://lin:secret@celadon.example.com" }, "holds a name or a password"],
  [{ CELADON_CA: "/no.pem" }, "/no.pem, which cannot be read"],
  [{ CELADON_TOKEN: "a", CELADON_TOKEN_FILE: "/b" }, "are both set: keep one"],
  [{ CELADON_CLICKHOUSE_PASSWORD: "a", CELADON_CLICKHOUSE_PASSWORD_FILE: "/b" }, "are both set: keep one"],
])("a fault is a sentence: %j", (env, sentence) => {
  expect(faultsOf(readConfig(env, noFile)).join("\n")).toContain(sentence);
});

test("a name the file has and nobody knows is a fault, and no fault shows a secret", () => {
  const env = { CELADON_CONFIG: "f", CELADON_KAFKA_BROKERS: "x", CELADON_KAFKA_PASSWORD: "topsecret" };
  const faults = faultsOf(readConfig(env, files({ f: "CELADON_NONE=1\n" })));
  expect(faults).toEqual([
    "CELADON_NONE stands in f, and Celadon does not know it: celadon settings lists what it reads.",
    'CELADON_KAFKA_BROKERS has "x": write host:port, several separated by commas.',
  ]);
});

test("loopback goes without TLS and tokens, and what is beyond it with both", () => {
  expect(configOf(readConfig({}, noFile)).access).toEqual({ host: "127.0.0.1", tls: undefined, tokens: undefined });
  expect(configOf(readConfig({ CELADON_LISTEN: "::1" }, noFile)).access.host).toBe("::1");
  const env = { CELADON_LISTEN: "0.0.0.0", CELADON_TLS_CERT: "c", CELADON_TLS_KEY: "k", CELADON_TOKENS: "/t.json" };
  expect(configOf(readConfig(env, noFile)).access).toEqual({
    host: "0.0.0.0",
    tls: { cert: "c", key: "k", clientCa: undefined },
    tokens: resolve("/t.json"),
  });
});

test.skipIf(process.platform === "win32")(
  "a token is not taken from a file that others may read, and no fault shows it",
  () => {
    const path = join(mkdtempSync(join(tmpdir(), "celadon-config-")), "token");
    writeFileSync(path, "topsecret\n", { mode: 0o644 });
    const env = { CELADON_URL: "https://celadon.example.com", CELADON_TOKEN_FILE: path };
    const faults = faultsOf(readConfig(env, undefined, refuseOpen));
    expect(faults).toEqual([
      `The token must be its owner's alone, and ${path} is open to others (mode 644): chmod 600 ${path}.`,
    ]);
    chmodSync(path, 0o600);
    expect(configOf(readConfig(env, undefined, refuseOpen)).credentials.token).toBe("topsecret");
  },
);
