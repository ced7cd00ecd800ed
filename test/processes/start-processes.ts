import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePorts } from "../kafka/free-ports.ts";
import { celadonBin, runCeladon } from "./run-celadon.ts";

export type ProcessKind = "collector" | "ledger" | "footprinter" | "lifecycle" | "benchmark" | "certificate";

/** One process of Celadon. */
export interface Process {
  readonly kind: ProcessKind;
  /** Its kind, and a number where there are several. */
  readonly name: string;
  readonly url: string;
  readonly grpc: string;
  /** Undefined while it does not run. */
  readonly pid: () => number | undefined;
  /** Whether it was started and ended by itself. */
  readonly isDead: () => boolean;
  /** What it has said on standard error, through all its lives. */
  readonly said: () => string;
  /** Ends it, and waits until it is gone; its exit code, or null where a signal ended it. */
  readonly end: (signal?: NodeJS.Signals) => Promise<number | null>;
  /** Starts it again under its name and ports; resolves at once, see `ready`. */
  readonly start: () => void;
  readonly ready: () => Promise<void>;
}

export interface Processes extends AsyncDisposable {
  readonly all: readonly Process[];
  /** The first of a kind. */
  readonly of: (kind: ProcessKind) => Process;
  /** Runs one command line with the settings of the processes, and gives what it printed. */
  readonly run: (...args: readonly string[]) => Promise<string>;
  readonly env: Readonly<Record<string, string>>;
}

export interface ProcessesWanted {
  readonly brokers: string;
  readonly clickhouse: string;
  readonly kinds?: readonly ProcessKind[];
  readonly env?: Readonly<Record<string, string>>;
  /** Names of those that are not started yet. */
  readonly idle?: readonly string[];
  /** What is special to a process, by its name: for example how its clock is bent. */
  readonly envOf?: (name: string) => Readonly<Record<string, string>>;
}

export const everyKind: readonly ProcessKind[] = [
  ...(["lifecycle", "ledger", "footprinter", "benchmark", "certificate", "collector"] as const),
];
const patienceMs = 60_000;

export async function startProcesses({
  brokers,
  clickhouse,
  kinds = everyKind,
  env: more = {},
  idle = [],
  envOf = () => ({}),
}: ProcessesWanted): Promise<Processes> {
  const folder = mkdtempSync(join(tmpdir(), "celadon-processes-"));
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("CELADON_"));
  const ports = await freePorts(2 * kinds.length);
  const env = {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    CELADON_CLICKHOUSE_URL: clickhouse,
    CELADON_KAFKA_BROKERS: brokers,
    CELADON_KAFKA_REPLICAS: "1",
    CELADON_KAFKA_MIN_IN_SYNC: "1",
    CELADON_DATA: join(folder, "data"),
    ...more,
  };
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await runCeladon(env, ...args);
    if (code !== 0) throw new Error(`celadon ${args.join(" ")} ended with ${code}: ${stderr}`);
    return stdout;
  };
  await run("migrate");
  await run("topics", "apply");
  const enginePort = ports[2 * kinds.indexOf("lifecycle") + 1];
  const all = kinds.map((kind, i): Process => {
    const http = ports[2 * i] as number; // two for each
    const grpc = ports[2 * i + 1] as number;
    const before = kinds.slice(0, i).filter((other) => other === kind).length;
    const name = before === 0 ? kind : `${kind}-${before + 1}`;
    const own = envOf(name);
    return openProcess(
      { kind, name, http, grpc },
      {
        ...env,
        ...(kinds.includes("lifecycle") ? { CELADON_LIFECYCLE: `127.0.0.1:${enginePort}` } : {}),
        CELADON_INSTANCE: name,
        CELADON_HTTP_PORT: String(http),
        CELADON_GRPC_PORT: String(grpc),
        ...own,
      },
    );
  });
  const started: Processes = {
    all,
    of: (kind) => {
      const found = all.find((one) => one.kind === kind);
      if (found === undefined) throw new Error(`No ${kind} was asked for.`);
      return found;
    },
    run,
    env,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(all.map((one) => one.end("SIGKILL")));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    const wanted = all.filter(({ name }) => !idle.includes(name));
    for (const one of wanted) one.start();
    await Promise.all(wanted.map((one) => one.ready()));
    return started;
  } catch (error) {
    await started[Symbol.asyncDispose]();
    throw error;
  }
}

function openProcess(
  {
    kind,
    name,
    http,
    grpc,
  }: { readonly kind: ProcessKind; readonly name: string; readonly http: number; readonly grpc: number },
  env: Readonly<Record<string, string>>,
): Process {
  const said: string[] = [];
  let child: ChildProcess | undefined;
  const url = `http://127.0.0.1:${http}`;
  const isGone = (one: ChildProcess): boolean => one.exitCode !== null || one.signalCode !== null;
  return {
    kind,
    name,
    url,
    grpc: `127.0.0.1:${grpc}`,
    pid: () => child?.pid,
    isDead: () => child !== undefined && isGone(child),
    said: () => said.join(""),
    end: async (signal = "SIGTERM") => {
      const ending = child;
      if (ending === undefined) return null;
      if (!isGone(ending)) {
        const gone = once(ending, "exit");
        ending.kill(signal);
        await gone;
      }
      child = undefined;
      return ending.exitCode;
    },
    start: () => {
      child = spawn(process.execPath, [celadonBin, "serve", kind], { env, stdio: ["ignore", "ignore", "pipe"] });
      child.stderr?.on("data", (bytes: Buffer) => said.push(String(bytes)));
    },
    ready: async () => {
      const untilMs = performance.now() + patienceMs;
      while (performance.now() < untilMs) {
        if (child !== undefined && isGone(child)) break;
        if (await answers(`${url}/ready`)) return;
        await sleep(50);
      }
      throw new Error(`The ${name} is not ready:\n${said.join("").slice(-4_000)}`);
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false; // not listening yet, or busy with what it has to finish first
  }
}
