import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Config } from "./config.ts";
import { configInTest } from "./config-in-test.ts";
import { fakeService } from "./fake-service.ts";
import { openService, remoteService } from "./open-service.ts";
import { askJson } from "./service.ts";

const configOf = (dataFolder: string): Config => configInTest({ dataFolder, httpPort: 8470, grpcPort: 8471 });
const noCredentials = { token: undefined, ca: undefined, cert: undefined, key: undefined };
const newFolder = () => mkdtempSync(join(tmpdir(), "celadon-open-"));
/** The note of an owner that lives: the process that started this test. */
const note = (folder: string, httpPort: number): void =>
  writeFileSync(join(folder, "owner.json"), JSON.stringify({ pid: process.ppid, httpPort, grpcPort: 1 }));
const noServe = async () => {
  throw new TypeError("Nothing is to be started here.");
};

test("the running owner of the folder is asked, and left alone afterwards", async () => {
  await using fake = await fakeService({ "GET /live": { live: true } });
  const folder = newFolder();
  note(folder, fake.port);
  await using service = await openService(configOf(folder), noServe);
  expect(service.url).toBe(fake.url);
});

test("without an owner one is started at a free port, and stopped afterwards", async () => {
  const asked: Config[] = [];
  let stops = 0;
  const local = { url: "http://127.0.0.1:5", port: 5, token: undefined };
  const failed = new Promise<never>(() => undefined);
  const stop = async () => void stops++;
  const serve = async (config: Config) => {
    asked.push(config);
    return { url: "http://127.0.0.1:5", httpPort: 5, grpcPort: 6, local, failed, stop };
  };
  const folder = newFolder();
  {
    await using service = await openService(configOf(folder), serve);
    expect(service.url).toBe("http://127.0.0.1:5");
  }
  expect(asked).toEqual([{ ...configOf(folder), httpPort: 0, grpcPort: 0 }]);
  expect(stops).toBe(1);
});

test("an owner that is just starting is waited for", async () => {
  await using fake = await fakeService({ "GET /live": { live: true } });
  const folder = newFolder();
  note(folder, 0);
  setTimeout(() => note(folder, fake.port), 300);
  await using service = await openService(configOf(folder), noServe);
  expect(service.url).toBe(fake.url);
});

test("a folder that another process took in the meantime is asked through that one", async () => {
  await using fake = await fakeService({ "GET /live": { live: true } });
  const folder = newFolder();
  const serve = async () => {
    note(folder, fake.port);
    throw new Error("The data folder belongs to another.");
  };
  await using service = await openService(configOf(folder), serve);
  expect(service.url).toBe(fake.url);
  rmSync(folder, { recursive: true });
});

test("a Celadon elsewhere is asked with the token, and left alone afterwards", async () => {
  await using fake = await fakeService({ "GET /live": { live: true } });
  await using service = await remoteService(
    fake.url,
    configInTest({ credentials: { ...noCredentials, token: "secret" } }),
  );
  expect(service.url).toBe(fake.url);
  expect(fake.seen[0]?.headers["authorization"]).toBe("Bearer secret");
});

test("the token of the running owner is in its note, and shown to it", async () => {
  await using fake = await fakeService({ "GET /live": { live: true }, "GET /v1/plants": [] });
  const folder = newFolder();
  const owner = { pid: process.ppid, httpPort: fake.port, grpcPort: 1, token: "of the process" };
  writeFileSync(join(folder, "owner.json"), JSON.stringify(owner));
  await using service = await openService(configOf(folder), noServe);
  await askJson(service, { path: "/v1/plants" });
  expect(fake.seen.at(-1)?.headers["authorization"]).toBe("Bearer of the process");
});

test.each([
  ["http://celadon.example.com:8470", "nothing goes out in plain"],
  ["ftp://127.0.0.1", "write https://host:port"],
])("%s is not asked, so that no token goes out: %s", async (url, sentence) => {
  const config = configInTest({ credentials: { ...noCredentials, token: "secret" } });
  await expect(remoteService(url, config)).rejects.toThrow(sentence);
  const service = { url, credentials: { token: "secret" }, [Symbol.asyncDispose]: async () => undefined };
  await expect(askJson(service, { path: "/live" })).rejects.toThrow(sentence);
});
