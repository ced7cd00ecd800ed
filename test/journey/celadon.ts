import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../../services/celadon/bin/celadon.mjs", import.meta.url));

/** A Celadon in a process of its own, on a data folder that outlives the process. */
export interface Celadon extends AsyncDisposable {
  readonly folder: string;
  /** Where it answers; another port after a restart. */
  readonly url: string;
  /** What it has said on standard error since the test began, all its processes together. */
  readonly said: () => string;
  /** Resident memory; undefined where the system does not tell (it does on Linux). */
  readonly residentBytes: () => number | undefined;
  /** kill -9: no chance to finish anything. */
  kill(): Promise<void>;
  /** Starts it again on the same folder and waits until it is ready. */
  start(): Promise<void>;
  /** Ctrl-C, and its exit code. */
  stop(): Promise<number | null>;
  /** Waits until the process ends by itself, and tells its exit code. */
  ended(): Promise<number | null>;
}

/** Starts one on `folder`, or on a new temporary folder that goes with it; `meters` is its file of meters. */
export async function startCeladon(folder?: string, meters?: string): Promise<Celadon> {
  const own = folder === undefined ? mkdtempSync(join(tmpdir(), "celadon-journey-")) : undefined;
  const data = folder ?? (own as string); // one of the two is there
  const said: string[] = [];
  let child: ChildProcess | undefined;
  let url = "";

  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child === undefined) return null;
    const ending = child;
    if (ending.exitCode === null && ending.signalCode === null) {
      const gone = once(ending, "exit");
      ending.kill(signal);
      await gone;
    }
    child = undefined;
    return ending.exitCode;
  };
  const start = async (): Promise<void> => {
    const started = spawnCeladon(data, meters === undefined ? {} : { meters });
    child = started;
    started.stderr?.on("data", (bytes: Buffer) => said.push(String(bytes)));
    url = await readyAt(started, data, said);
  };
  const celadon: Celadon = {
    folder: data,
    get url() {
      return url;
    },
    said: () => said.join(""),
    residentBytes: () => residentOf(child?.pid),
    kill: async () => void (await end("SIGKILL")),
    start,
    stop: () => end("SIGINT"),
    ended: async () => {
      if (child !== undefined && child.exitCode === null && child.signalCode === null) await once(child, "exit");
      return child?.exitCode ?? null;
    },
    [Symbol.asyncDispose]: async () => {
      await end("SIGKILL");
      if (own !== undefined) rmSync(own, { recursive: true, force: true });
    },
  };
  try {
    await start();
    return celadon;
  } catch (error) {
    await celadon[Symbol.asyncDispose]();
    throw error;
  }
}

/** The process alone, at free ports where none is named; its settings are these and no others. */
export function spawnCeladon(
  folder: string,
  { http = 0, grpc = 0, meters }: { readonly http?: number; readonly grpc?: number; readonly meters?: string } = {},
) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("CELADON_"));
  return spawn(process.execPath, [bin, "start", "--no-demo"], {
    env: {
      ...Object.fromEntries(inherited),
      CELADON_DATA: folder,
      CELADON_HTTP_PORT: String(http),
      CELADON_GRPC_PORT: String(grpc),
      ...(meters === undefined ? {} : { CELADON_METERS: meters }),
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
}

const patienceMs = 60_000;

async function readyAt(child: ChildProcess, folder: string, said: readonly string[]): Promise<string> {
  const untilMs = performance.now() + patienceMs;
  while (performance.now() < untilMs) {
    if (child.exitCode !== null) throw new Error(`Celadon ended before it was ready: ${said.join("")}`);
    const port = announced(folder, child.pid);
    if (port !== undefined && (await answers(`http://127.0.0.1:${port}/ready`))) return `http://127.0.0.1:${port}`;
    await sleep(20);
  }
  child.kill("SIGKILL");
  throw new Error(`Celadon was not ready within ${patienceMs} ms: ${said.join("")}`);
}

function announced(folder: string, pid: number | undefined): number | undefined {
  try {
    const owner = JSON.parse(readFileSync(join(folder, "owner.json"), "utf8")) as { pid: number; httpPort: number };
    return owner.pid === pid && owner.httpPort > 0 ? owner.httpPort : undefined;
  } catch {
    return undefined; // not there yet, or just being written
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false; // not listening yet, or busy with what it has to finish first
  }
}

function residentOf(pid: number | undefined): number | undefined {
  if (process.platform !== "linux") return undefined;
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  if (found === null) throw new Error(`Process ${pid} does not say how much memory it has.`);
  return Number(found[1]) * 1024;
}
