import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { residentOf } from "./process-cost.ts";

/** A Celadon in a process of its own, on a folder of its own. */
export interface Server extends AsyncDisposable {
  readonly url: string;
  readonly grpcAddress: string;
  readonly pid: number;
  /** Seconds from the command to the first answer of `/ready`. */
  readonly startedS: number;
  /** Resident memory in bytes (Linux); undefined elsewhere. */
  readonly residentBytes: () => number | undefined;
}

const bin = fileURLToPath(new URL("../../services/celadon/bin/celadon.mjs", import.meta.url));

/** Starts one and waits until it is ready: empty, or with the demonstration filled in. */
export async function startServer(
  port: number,
  { demo = false, env = {} }: { readonly demo?: boolean; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "celadon-bench-"));
  const startedAt = performance.now();
  const child = spawn(process.execPath, [bin, "start", ...(demo ? [] : ["--no-demo"])], {
    env: {
      ...process.env,
      ...env,
      CELADON_DATA: folder,
      CELADON_HTTP_PORT: String(port),
      CELADON_GRPC_PORT: String(port + 1),
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = `http://127.0.0.1:${port}`;
  await ready(url, child);
  return {
    url,
    grpcAddress: `127.0.0.1:${port + 1}`,
    pid: child.pid as number,
    startedS: (performance.now() - startedAt) / 1000,
    residentBytes: () => residentOf(child.pid as number),
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await new Promise((done) => child.once("exit", done));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error("Celadon ended before it was ready; its own words stand above.");
    const answer = await fetch(`${url}/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((done) => setTimeout(done, 10));
  }
}

/** Sends a body and returns the report, or throws the refusal. */
export async function post(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  type = "application/x-ndjson",
): Promise<Record<string, unknown>> {
  const answer = await fetch(url, {
    method: "POST",
    body,
    headers: { "content-type": type },
    duplex: "half",
  } as RequestInit);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}
