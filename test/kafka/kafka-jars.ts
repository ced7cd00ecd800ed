import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePorts } from "./free-ports.ts";

const kafkaVersion = "4.1.0";
const jars = join(import.meta.dirname, "..", "..", "node_modules", ".cache", `kafka-${kafkaVersion}`);

/** A Kafka broker for a test. */
export interface Broker extends AsyncDisposable {
  /** host:port. */
  readonly address: string;
  /** Ends it at once, as a power cut does. */
  readonly kill: () => Promise<void>;
  /** Starts it again on what it had stored, and resolves when it answers. */
  readonly restart: () => Promise<void>;
}

/** Fetches Apache Kafka from Maven's repository, once. */
export function fetchKafka(): void {
  if (existsSync(jars)) return;
  const folder = `${jars}.partial-${process.pid}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "pom.xml"), pom);
  execFileSync("mvn", ["-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=."], {
    cwd: folder,
    stdio: "pipe",
  });
  try {
    renameSync(folder, jars);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (!existsSync(jars)) throw error; // else another test run was first
  }
}

/** Starts a broker of one node on this machine's Java. */
export async function openKafka(settings: Readonly<Record<string, string>> = {}): Promise<Broker> {
  fetchKafka();
  const folder = mkdtempSync(join(tmpdir(), "celadon-kafka-"));
  const [port, controller] = await freePorts(2);
  const address = `127.0.0.1:${port}`;
  const properties = join(folder, "server.properties");
  writeFileSync(
    properties,
    Object.entries({ ...propertiesOf(port as number, controller as number, join(folder, "log")), ...settings })
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );
  const java = (main: string, ...args: readonly string[]): string =>
    execFileSync("java", ["-cp", `${jars}/*`, main, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  const id = java("kafka.tools.StorageTool", "random-uuid").trim().split("\n").at(-1) ?? "";
  java("kafka.tools.StorageTool", "format", "-t", id, "-c", properties);
  let running: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    running = spawn("java", ["-Xmx512m", "-cp", `${jars}/*`, "kafka.Kafka", properties], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    await started(running);
  };
  const kill = async (): Promise<void> => {
    const child = running;
    running = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  await start();
  return {
    address,
    kill,
    restart: start,
    [Symbol.asyncDispose]: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function started(child: ChildProcess): Promise<void> {
  let said = "";
  const ready = new Promise<void>((resolve, reject) => {
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said = `${said}${text}`.slice(-20_000);
      if (said.includes("Kafka Server started")) resolve();
    });
    child.once("exit", (code) =>
      reject(new Error(`Kafka ended with ${code} before it was ready:\n${said.slice(-2_000)}`)),
    );
  });
  await Promise.race([
    ready,
    sleep(60_000).then(() => Promise.reject(new Error(`Kafka is not up after a minute:\n${said}`))),
  ]);
}

const propertiesOf = (port: number, controller: number, logs: string) => ({
  "process.roles": "broker,controller",
  "node.id": "1",
  "controller.quorum.voters": `1@127.0.0.1:${controller}`,
  listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
  "advertised.listeners": `PLAINTEXT://127.0.0.1:${port}`,
  "controller.listener.names": "CONTROLLER",
  "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
  "log.dirs": logs,
  "offsets.topic.replication.factor": "1",
  "offsets.topic.num.partitions": "4",
  "transaction.state.log.replication.factor": "1",
  "transaction.state.log.min.isr": "1",
  "group.initial.rebalance.delay.ms": "0",
  "group.min.session.timeout.ms": "1000",
  "auto.create.topics.enable": "false",
});

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>celadon</groupId><artifactId>kafka</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${kafkaVersion}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;
