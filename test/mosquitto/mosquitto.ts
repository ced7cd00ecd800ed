import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { signed, written } from "../contract/signed.ts";
import { until } from "./until.ts";

/** Eclipse Mosquitto on loopback, with TLS and users alone, as a plant has it. */
export interface Mosquitto extends AsyncDisposable {
  readonly url: string;
  /** A file with whom to trust, in PEM. */
  readonly caFile: string;
  /** The users that it knows, each with its password. */
  readonly users: Readonly<Record<"celadon" | "device", string>>;
  /** What it logged, all its types, from its first start on. */
  readonly log: readonly string[];
  /** Ends as at a reboot: its sessions and what waits in them are on the disk. Resolves when it is gone. */
  readonly stop: () => Promise<void>;
  /** Resolves when it listens. */
  readonly start: () => Promise<void>;
}

/** Ends a process when its parent is gone, so that a test that is killed leaves no broker behind. */
const leash = ["setpriv", "--pdeathsig", "KILL", "--"] as const;

/** Why no broker can be started here, as a sentence. */
export function unableToStartMosquitto(): string | undefined {
  const wanted = ["mosquitto", "mosquitto_passwd", leash[0]];
  const missing = wanted.find((name) => spawnSync(name, ["-h"]).error !== undefined);
  return (
    missing && `There is no ${missing} here: apt-get install mosquitto util-linux, and have /usr/sbin in the PATH.`
  );
}

/** Below the ports that a system hands out by itself: nobody gets the broker's while it restarts. */
const ports = { from: 20_000, count: 12_000, triesMax: 20 } as const;

export async function startMosquitto(): Promise<Mosquitto> {
  const folder = mkdtempSync(join(tmpdir(), "celadon-mosquitto-"));
  await using started = new AsyncDisposableStack();
  started.defer(() => rmSync(folder, { recursive: true, force: true }));
  const authority = signed();
  const ca = written(folder, "authority", authority);
  const own = written(folder, "broker", signed({ by: authority, serial: "02" }));
  const users = { celadon: "quite secret", device: "let-me-in" };
  const passwords = join(folder, "passwords");
  writeFileSync(passwords, "", { mode: 0o600 });
  for (const [user, password] of Object.entries(users))
    execFileSync("mosquitto_passwd", ["-b", passwords, user, password], { stdio: "pipe" });
  const file = join(folder, "mosquitto.conf");
  const configure = (port: number): void => {
    const lines = [
      ...["user root", `listener ${port} 127.0.0.1`], // where root starts it, it reads the files of root
      ...[`cafile ${ca.cert}`, `certfile ${own.cert}`, `keyfile ${own.key}`],
      ...["allow_anonymous false", `password_file ${passwords}`],
      ...["persistence true", `persistence_location ${folder}/`, "max_inflight_messages 100"],
      ...["log_dest stderr", "log_type all"],
    ];
    writeFileSync(file, `${lines.join("\n")}\n`);
  };
  const log: string[] = [];
  let child: ChildProcess | undefined;
  /** Whether it listens; otherwise it has ended by itself. */
  const listens = async (): Promise<boolean> => {
    const [command, ...options] = leash;
    const began = spawn(command, [...options, "mosquitto", "-c", file], { stdio: ["ignore", "ignore", "pipe"] });
    child = began;
    const from = log.length;
    createInterface(began.stderr).on("line", (line) => void log.push(line));
    const closed = once(began, "close"); // gone, and its last line read
    closed.then(() => {
      if (child === began) child = undefined;
    });
    const isRunning = (): boolean => log.slice(from).some((line) => /mosquitto version \S+ running/.test(line));
    await until("mosquitto listens", () => isRunning() || child === undefined, log);
    return isRunning();
  };
  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<void> => {
    child?.kill(signal);
    await until(`mosquitto is gone after ${signal}`, () => child === undefined, log);
  };
  started.defer(() => end("SIGKILL"));
  // Runs side by side have processes of different numbers, and so ports of different numbers.
  let port = ports.from + (process.pid % ports.count);
  configure(port);
  for (let tries = 1; !(await listens()); tries += 1) {
    if (tries === ports.triesMax || !log.at(-1)?.includes("Address already in use")) throw new Error(whyNot(log));
    port += 1;
    configure(port);
  }
  const held = started.move();
  return {
    ...{ url: `mqtts://127.0.0.1:${port}`, caFile: ca.cert, users, log },
    stop: () => end("SIGTERM"),
    start: async () => {
      if (!(await listens())) throw new Error(whyNot(log));
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

const whyNot = (log: readonly string[]): string => `mosquitto does not start:\n${log.slice(-5).join("\n")}`;
