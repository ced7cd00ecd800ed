import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { TelemetryServiceDefinition } from "@celadon/proto";
import { openGrpcClients } from "@celadon/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { batchOf } from "../contract/batch.ts";
import { errorOf } from "../contract/error-of.ts";
import { type Signed, signed, written } from "../contract/signed.ts";
import { line, mill } from "./mill.ts";

// A Celadon that listens at every address of this machine, asked as from another one: over TLS, with tokens.
const bin = fileURLToPath(new URL("../../services/celadon/bin/celadon.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "celadon-remote-"));
const file = (name: string): string => join(folder, name);
const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("CELADON_")));
let served: Readonly<Record<string, string>>;
let authority: Signed;
let child: ChildProcess;
let screen = "";
let [url, grpcPort] = ["", ""];

const run = (env: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    ...{ cwd: folder, env: { ...inherited, ...env }, encoding: "utf8" },
  });
  return { status, stdout, stderr };
};
/** As somebody on another machine, with one of the tokens made below. */
const as = (who: string, ...args: readonly string[]) =>
  run({ CELADON_URL: url, CELADON_CA: file("authority.pem"), CELADON_TOKEN_FILE: file(who) }, ...args);

const tokenMade = (name: string, ...more: readonly string[]): string => {
  const { status, stdout, stderr } = run(served, "token", "new", "--name", name, ...more);
  if (status !== 0) throw new Error(stderr);
  writeFileSync(file(name), stdout, { mode: 0o600 });
  return stdout.trim();
};

beforeAll(async () => {
  authority = signed();
  written(folder, "authority", authority);
  const { cert, key } = written(folder, "server", signed({ by: authority, serial: "02" }));
  served = {
    ...{ CELADON_DATA: file("data"), CELADON_HTTP_PORT: "0", CELADON_GRPC_PORT: "0", CELADON_LISTEN: "0.0.0.0" },
    ...{ CELADON_TLS_CERT: cert, CELADON_TLS_KEY: key, CELADON_TOKENS: file("tokens.json") },
  };
  child = spawn(process.execPath, [bin, "start", "--no-demo"], {
    ...{ cwd: folder, env: { ...inherited, ...served }, stdio: ["ignore", "pipe", "inherit"] },
  });
  child.stdout?.on("data", (bytes: Buffer) => (screen += String(bytes)));
  while (!screen.includes("Ctrl-C stops it")) {
    if (child.exitCode !== null) throw new Error(`Celadon ended before it was ready: ${screen}`);
    await sleep(50);
  }
  url = `https://localhost:${/https:\/\/0\.0\.0\.0:(\d+)$/m.exec(screen)?.[1]}`;
  grpcPort = /gRPC +0\.0\.0\.0:(\d+)$/m.exec(screen)?.[1] ?? "";
}, 60_000);
afterAll(async () => {
  const gone = once(child, "exit");
  child.kill("SIGINT");
  await gone;
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

test("beyond this machine Celadon does not listen without TLS and tokens", () => {
  const { CELADON_TOKENS: _none, ...open } = served;
  const { status, stderr } = run(open, "start", "--no-demo");
  expect([status, stderr]).toEqual([2, expect.stringContaining("CELADON_LISTEN is 0.0.0.0, beyond this machine")]);
});

test("it says where it listens and that it asks for a token", () => {
  expect(screen).toContain("It listens at 0.0.0.0, for whoever can reach this machine, over TLS, and asks for a token");
});

test("who owns the data folder goes on as before, on this machine", () => {
  writeFileSync(file("plant.yaml"), mill);
  expect(run(served, "plant", "apply", "plant.yaml", "--why", "start")).toMatchObject({ status: 0 });
  if (process.platform !== "win32") expect(statSync(join(file("data"), "owner.json")).mode & 0o077).toBe(0);
});

test("a token opens what it is for, from the moment on that it is made, and nothing once it is revoked", () => {
  tokenMade("north", "--role", "meter", "--factory", "mill");
  tokenMade("south", "--role", "engineer", "--factory", "tannery");
  writeFileSync(file("day.ndjson"), line("paperT", "2026-03-01T09:00:00+08:00", 1));
  expect(as("north", "ingest", "day.ndjson")).toMatchObject({ status: 0 });
  expect(as("north", "readings").stderr).toContain('The token "north" has the role meter, and this is for reader');
  expect(as("south", "ingest", "day.ndjson").stderr).toContain('is for "tannery" and not for factory "mill"');
  expect(as("south", "readings")).toMatchObject({ status: 0, stdout: "" });
  expect(as("south", "--url", url, "plant", "show", "mill").stderr).toContain('not for factory "mill"');
  expect(run(served, "token", "revoke", "north")).toMatchObject({ status: 0 });
  expect(as("north", "ingest", "day.ndjson").stderr).toContain("This token is not known here, or no more");
}, 60_000);

test("who is not trusted gets no token, and nothing goes out in plain", () => {
  tokenMade("lin", "--role", "reader", "--factory", "mill");
  expect(as("lin", "plant", "list").stdout).toContain("mill");
  const untrusted = run({ CELADON_URL: url, CELADON_TOKEN_FILE: file("lin") }, "plant", "list");
  expect(untrusted.stderr).toContain("name who has in CELADON_CA");
  const plain = run({ CELADON_URL: "http://192.0.2.1:8470", CELADON_TOKEN_FILE: file("lin") }, "plant", "list");
  expect([plain.status, plain.stderr]).toEqual([2, expect.stringContaining("nothing goes out in plain")]);
}, 30_000);

test("a stream ends with the token that began it", async () => {
  const token = tokenMade("gateway", "--role", "meter", "--factory", "mill");
  using clients = openGrpcClients(`localhost:${grpcPort}`, {
    credentials: { isSecure: true, ca: authority.cert, token },
  });
  let next = (): void => undefined;
  const batches = async function* () {
    for (let hour = 1; ; hour++) {
      const atMs = Date.UTC(2026, 2, 2, hour);
      yield { seq: BigInt(hour), batch: batchOf([{ channel: "paperT", atMs }]) };
      await new Promise<void>((resolve) => (next = resolve));
    }
  };
  const answers = clients.create(TelemetryServiceDefinition, 5_000).streamReadings(batches())[Symbol.asyncIterator]();
  expect((await answers.next()).value).toMatchObject({ seq: 1n });
  run(served, "token", "revoke", "gateway");
  next();
  expect(await errorOf(answers.next())).toMatchObject({ code: "UNAUTHENTICATED", reason: "unknown-token" });
}, 30_000);
