import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** The embedded engine behind HTTP, in a process of its own, as many service processes may speak to it as like. */
export interface ClickhouseFront extends AsyncDisposable {
  /** Stays the same through `kill` and `start`. */
  readonly url: string;
  /** Nobody answers any more, and who was speaking is cut off; the engine goes on. */
  unreachable(): Promise<void>;
  reachable(): Promise<void>;
  /** Every statement waits so long before it is run. */
  slow(ms: number): Promise<void>;
  /** Inserts stay unanswered: not run yet, or already stored. */
  hold(when: "before" | "after"): Promise<void>;
  /** Waits until so many inserts are held, or more. */
  held(count: number): Promise<void>;
  release(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  /** Starts it again, on the same folder and port. */
  start(): Promise<void>;
}

const program = fileURLToPath(new URL("front.ts", import.meta.url));

/** Starts one on `folder`, or on a new temporary folder that goes with it. */
export async function startFront(folder?: string): Promise<ClickhouseFront> {
  const own = folder === undefined ? mkdtempSync(join(tmpdir(), "celadon-front-")) : undefined;
  let child: ChildProcess | undefined;
  let ports = { port: 0, controlPort: 0 };

  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, [program, folder ?? `${own}`, `${ports.port}`], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    child = started;
    const gone = once(started, "exit").then(() => Promise.reject(new Error("The front ended before it answered.")));
    const line = Promise.race([once(createInterface({ input: started.stdout }), "line"), gone]);
    ports = JSON.parse(String((await line)[0]));
    gone.catch(() => undefined); // from now on its end is no fault
  };
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  const order = async (path: string): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${ports.controlPort}${path}`);
    if (!answer.ok) throw new Error(`The front does not know ${path}.`);
    return answer.json();
  };

  await start();
  return {
    url: `http://127.0.0.1:${ports.port}`,
    unreachable: async () => void (await order("/unreachable")),
    reachable: async () => void (await order("/reachable")),
    slow: async (ms) => void (await order(`/slow?ms=${ms}`)),
    hold: async (when) => void (await order(`/hold?when=${when}`)),
    held: async (count) => {
      while (Number(await order("/held")) < count) await sleep(10);
    },
    release: async () => void (await order("/release")),
    kill,
    start,
    [Symbol.asyncDispose]: async () => {
      await kill();
      if (own !== undefined) rmSync(own, { recursive: true, force: true });
    },
  };
}
