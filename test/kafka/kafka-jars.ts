import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Broker } from "./broker.ts";
import { fetchKafka, jars } from "./jars.ts";
import { type Secured, securedListener } from "./secured.ts";
import { clusterId, serverProperties } from "./server-properties.ts";

/** One that lets in by user and TLS too, at an address of its own. */
export interface SecuredBroker extends Broker {
  readonly secured: Secured;
}

/** Starts a broker of one node on this machine's Java. */
export const openKafka = (settings: Readonly<Record<string, string>> = {}): Promise<Broker> => startKafka(settings);

/** The same with a second listener, which asks for a user over TLS. */
export const openSecuredKafka = async (): Promise<SecuredBroker> => {
  const folder = mkdtempSync(join(tmpdir(), "celadon-kafka-key-"));
  try {
    const secured = await securedListener(folder);
    const broker = await startKafka({}, secured);
    return {
      ...broker,
      secured,
      [Symbol.asyncDispose]: async () => {
        await broker[Symbol.asyncDispose]();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
};

async function startKafka(settings: Readonly<Record<string, string>>, secured?: Secured): Promise<Broker> {
  fetchKafka();
  const folder = mkdtempSync(join(tmpdir(), "celadon-kafka-"));
  const properties = join(folder, "server.properties");
  const { address, text } = await serverProperties(join(folder, "log"), settings, secured);
  writeFileSync(properties, text);
  execFileSync(
    "java",
    [
      "-cp",
      `${jars}/*`,
      "kafka.tools.StorageTool",
      "format",
      "-t",
      clusterId,
      "-c",
      properties,
      ...(secured?.format ?? []),
    ],
    {
      stdio: "ignore",
    },
  );
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
  const end = async (): Promise<void> => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await end();
    throw error;
  }
  return { address, kill, restart: start, [Symbol.asyncDispose]: end };
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
  const isReady = new AbortController();
  const late = sleep(60_000, undefined, { signal: isReady.signal }).then(() => {
    throw new Error(`Kafka is not up after a minute:\n${said}`);
  });
  try {
    await Promise.race([ready, late]);
  } finally {
    isReady.abort();
    late.catch(() => undefined); // cut short above
  }
}
