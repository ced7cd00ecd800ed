import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeadLetter } from "@celadon/proto";
import { lockFolder, openEmbeddedEventLog } from "@celadon/runtime";
import { expect, onTestFinished, test } from "vitest";
import { ask } from "./ask.ts";
import { spawnCeladon, startCeladon } from "./celadon.ts";
import { line, mill, sent } from "./mill.ts";
import { applyPlant } from "./plant-data.ts";

/** Starts one that is expected to end by itself; its exit code and its words. */
async function failedStart(folder: string, settings: Parameters<typeof spawnCeladon>[1] = {}) {
  const child = spawnCeladon(folder, settings);
  onTestFinished(() => void child.kill("SIGKILL"));
  const said: string[] = [];
  child.stderr.on("data", (bytes: Buffer) => said.push(String(bytes)));
  await once(child, "close");
  return { code: child.exitCode, said: said.join("") };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "celadon-start-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port; // it listens on TCP
}

test("a second process on the same data folder is told who has it, and the first one goes on", async () => {
  await using celadon = await startCeladon();
  const { code, said } = await failedStart(celadon.folder);
  expect(code).toBe(1);
  expect(said).toContain(`The data folder ${celadon.folder} belongs to the running Celadon with process id `);
  expect(said).toContain(`(${celadon.url}). Stop that one, or set CELADON_DATA to another folder.`);
  expect((await ask(`${celadon.url}/ready`)).status).toBe(200);
});

test.each(["http", "grpc"] as const)(
  "a taken %s port is a sentence, and the data folder is free again",
  async (which) => {
    const [folder, port] = [newFolder(), await takenPort()];
    const { code, said } = await failedStart(folder, { [which]: port });
    expect(code).toBe(1);
    expect(said).toContain(
      `Port ${port} of 127.0.0.1 is taken: stop what listens there, or set CELADON_${which.toUpperCase()}_PORT to another port.`,
    );
    lockFolder(folder, { pid: process.pid, httpPort: 1, grpcPort: 2 }).release();
  },
);

test("a taken port of stations is a sentence, and the process ends", async () => {
  const [folder, port] = [newFolder(), await takenPort()];
  const meters = join(folder, "meters.yaml");
  writeFileSync(meters, `hj212: { listen: "127.0.0.1:${port}" }\n`);
  const { code, said } = await failedStart(join(folder, "data"), { meters });
  expect(code).toBe(1);
  expect(said).toMatch(new RegExp(`celadon: Stations cannot be listened to at 127\\.0\\.0\\.1:${port} .*free it`));
});

test("Ctrl-C ends it cleanly, and the next start goes on", async () => {
  await using celadon = await startCeladon();
  await applyPlant(celadon.url, mill);
  await sent(celadon.url, line("paperT", "2026-03-01T01:00:00Z", 1));
  expect(await celadon.stop()).toBe(0);
  expect(celadon.said()).toContain("Everything acknowledged is in the data folder");
  await celadon.start();
  expect((await ask<unknown[]>(`${celadon.url}/v1/readings?factory=mill`)).body).toHaveLength(1);
});

test("a fault that no waiting mends stops the process with its reason, and nothing acknowledged is lost", async () => {
  await using celadon = await startCeladon();
  await applyPlant(celadon.url, mill);
  expect(await sent(celadon.url, line("paperT", "2026-03-01T01:00:00Z", 1))).toMatchObject({ accepted: 1 });
  // Where the footprinter writes down how far it is stands a folder: no file can be written there.
  const obstacle = join(celadon.folder, "log", "activity.footprinter.offset.next");
  mkdirSync(obstacle);
  await sent(celadon.url, line("paperT", "2026-03-01T02:00:00Z", 1)).catch(() => undefined); // it may end before it answers
  expect(await celadon.ended()).toBe(1);
  expect(celadon.said()).toMatch(/"level":60.*EISDIR.*a part of Celadon stopped by itself/);
  rmdirSync(obstacle);
  await celadon.start();
  const { body } = await ask<readonly { readonly at: string }[]>(`${celadon.url}/v1/readings?factory=mill`);
  expect(body[0]?.at).toBe("2026-03-01T01:00:00Z");
});

test("an event that nobody can read goes to the dead letters, alone, and what comes after it is worked in", async () => {
  await using celadon = await startCeladon();
  await applyPlant(celadon.url, mill);
  await celadon.stop();
  const folder = join(celadon.folder, "log");
  {
    await using log = openEmbeddedEventLog(folder, []);
    await log.publish("activity", "mill", Uint8Array.of(0xff, 0xff, 0xff));
  }
  await celadon.start();
  const quarters = ["00:00", "00:15", "00:30", "00:45", "01:00"].map((time, i) =>
    line("mainKwh", `2026-03-01T${time}:00Z`, i),
  );
  await sent(celadon.url, quarters.join("") + line("paperT", "2026-03-01T01:00:00Z", 1));
  const footprints = async () => (await ask<unknown[]>(`${celadon.url}/v1/footprints?factory=mill`)).body.length;
  await expect.poll(footprints, { timeout: 20_000 }).toBe(1);
  await celadon.stop();
  await using log = openEmbeddedEventLog(folder, []);
  const stop = new AbortController();
  const letters: DeadLetter[] = [];
  await log.subscribe(
    { topic: "dead-letter", group: "test" },
    async ({ records }) => {
      letters.push(...records.map(({ value }) => DeadLetter.decode(value)));
      stop.abort();
    },
    stop.signal,
  );
  expect(letters).toMatchObject([{ factory: "mill", reason: "undecodable", contentLength: 3n }]);
});
