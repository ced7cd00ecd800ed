import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { signed, written } from "../contract/signed.ts";
import { freePorts } from "../kafka/free-ports.ts";

/** Eclipse Mosquitto on loopback, with TLS and users alone, as a plant has it. */
export interface Mosquitto extends AsyncDisposable {
  readonly url: string;
  /** A file with whom to trust, in PEM. */
  readonly caFile: string;
  /** The users that it knows, each with its password. */
  readonly users: Readonly<Record<"celadon" | "device", string>>;
  /** Ends as at a reboot: its sessions and what waits in them are on the disk. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
}

/** Why no broker can be started here, as a sentence. */
export function unableToStartMosquitto(): string | undefined {
  const missing = ["mosquitto", "mosquitto_passwd"].find((name) => spawnSync(name, ["-h"]).error !== undefined);
  return missing && `There is no ${missing} here: apt-get install mosquitto, and have /usr/sbin in the PATH.`;
}

export async function startMosquitto(): Promise<Mosquitto> {
  const folder = mkdtempSync(join(tmpdir(), "celadon-mosquitto-"));
  await using started = new AsyncDisposableStack();
  started.defer(() => rmSync(folder, { recursive: true, force: true }));
  const [port = 0] = await freePorts(1);
  const authority = signed();
  const ca = written(folder, "authority", authority);
  const own = written(folder, "broker", signed({ by: authority, serial: "02" }));
  const users = { celadon: "quite secret", device: "let-me-in" };
  const passwords = join(folder, "passwords");
  writeFileSync(passwords, "", { mode: 0o600 });
  for (const [user, password] of Object.entries(users))
    execFileSync("mosquitto_passwd", ["-b", passwords, user, password], { stdio: "pipe" });
  const file = join(folder, "mosquitto.conf");
  const lines = [
    ...["user root", `listener ${port} 127.0.0.1`], // where root starts it, it reads the files of root
    ...[`cafile ${ca.cert}`, `certfile ${own.cert}`, `keyfile ${own.key}`],
    ...["allow_anonymous false", `password_file ${passwords}`],
    ...["persistence true", `persistence_location ${folder}/`, "max_inflight_messages 100"],
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  let child: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill();
    await gone;
  };
  const start = async (): Promise<void> => {
    const began = spawn("mosquitto", ["-c", file], { stdio: "ignore" });
    child = began;
    while (!(await isListening(port))) {
      if (began.exitCode !== null) throw new Error(`mosquitto ended with ${began.exitCode}.`);
      await sleep(20);
    }
  };
  started.defer(stop);
  await start();
  const held = started.move();
  return {
    ...{ url: `mqtts://127.0.0.1:${port}`, caFile: ca.cert, users, stop, start },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false; // refused: not yet
  } finally {
    socket.destroy();
  }
}
