import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { factorRpc, loadRelease } from "@celadon/footprinter";
import { FactorServiceDefinition } from "@celadon/proto";
import {
  anyRole,
  type Credentials,
  keptTokens,
  listenHttps,
  openGrpc,
  openGrpcClients,
  openHttp,
  openLog,
  readTls,
  type TlsFiles,
  tokenGuard,
} from "@celadon/runtime";
import { addToken } from "@celadon/runtime/access";
import { afterAll, beforeAll, expect, test } from "vitest";
import { errorOf } from "./error-of.ts";
import { type Signed, signed, written } from "./signed.ts";

const folder = mkdtempSync(join(tmpdir(), "celadon-tls-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const now = () => Date.now();
const notes = openLog("silent");
const host = "127.0.0.1";
let authority: Signed;
let server: Signed;
let token = "";
beforeAll(() => {
  authority = signed();
  server = signed({ by: authority, serial: "02" });
  const dates = { created: new Date().toISOString(), expires: new Date(now() + 86_400_000).toISOString() };
  token = addToken(join(folder, "tokens.json"), { name: "lin", roles: ["reader"], factories: ["mill"], ...dates });
});

const guarded = () => tokenGuard({ tokens: keptTokens(join(folder, "tokens.json"), notes), now, notes });

async function https(files: TlsFiles, lookMs?: number) {
  const app = await openHttp(
    [(scope) => void scope.get("/who", { config: { access: anyRole } }, async ({ caller }) => caller.name)],
    notes,
    { guard: guarded() },
  );
  const listening = await listenHttps(app, { host, port: 0, files, now, notes, lookMs });
  return {
    port: listening.port,
    [Symbol.asyncDispose]: async () => {
      await listening[Symbol.asyncDispose]();
      await app.close();
    },
  };
}

interface Told {
  readonly status: number | undefined;
  readonly text: string;
  readonly serial: string;
}

const ask = (port: number, more: { readonly token?: string } & Partial<Signed> = {}): Promise<Told> =>
  new Promise((resolve, reject) => {
    const { token: shown, ...own } = more;
    const headers = shown === undefined ? {} : { authorization: `Bearer ${shown}` };
    const outgoing = request({ host, port, path: "/who", headers, ca: authority.cert, agent: false, ...own });
    outgoing.once("error", reject).once("response", async (response) => {
      const socket = response.socket as import("node:tls").TLSSocket; // it came over TLS
      const serial = socket.getPeerCertificate().serialNumber;
      const text = Buffer.concat(await response.toArray()).toString();
      resolve({ status: response.statusCode, text, serial });
    });
    outgoing.end();
  });

test("HTTP over TLS asks for a token, and plain HTTP finds nothing there", async () => {
  await using served = await https(written(folder, "server", server));
  expect(await ask(served.port)).toMatchObject({ status: 401, text: expect.stringContaining("no-token") });
  expect(await ask(served.port, { token })).toMatchObject({ status: 200, text: "lin" });
  await expect(fetch(`http://${host}:${served.port}/who`)).rejects.toThrow();
});

test("with an authority for clients, one without its certificate is not heard", async () => {
  const clientCa = join(folder, "authority.pem");
  writeFileSync(clientCa, authority.cert);
  await using served = await https({ ...written(folder, "server", server), clientCa });
  await expect(ask(served.port, { token })).rejects.toThrow();
  expect(await ask(served.port, { token, ...signed({ by: authority, serial: "07" }) })).toMatchObject({ status: 200 });
  await expect(ask(served.port, { token, ...signed() })).rejects.toThrow(); // signed by somebody else
});

test("a renewed certificate is used for new connections, and one at fault is not", async () => {
  await using served = await https(written(folder, "renewed", server), 20);
  expect((await ask(served.port, { token })).serial).toBe("02");
  written(folder, "renewed", { ...server, cert: "nothing" });
  await wait(60);
  expect((await ask(served.port, { token })).serial).toBe("02");
  written(folder, "renewed", signed({ by: authority, serial: "03" }));
  await expect.poll(async () => (await ask(served.port, { token })).serial).toBe("03");
});

test("gRPC over TLS asks for a token", async () => {
  const release = loadRelease();
  await using grpc = openGrpc([factorRpc(release)], { descriptors: new Uint8Array(), notes, guard: guarded() });
  const tls = readTls(written(folder, "grpc", server), now());
  const address = `localhost:${await grpc.listen(0, { host, tls })}`; // gRPC asks over TLS by name only
  const search = async (credentials: Credentials) => {
    using clients = openGrpcClients(address, { credentials });
    return await clients.create(FactorServiceDefinition, 3_000).searchFactors({ query: "electricity" });
  };
  const ca = authority.cert;
  expect((await search({ isSecure: true, ca, token })).factors.length).toBeGreaterThan(0);
  expect(await errorOf(search({ isSecure: true, ca }))).toMatchObject({ code: "UNAUTHENTICATED", reason: "no-token" });
  expect(await errorOf(search({ isSecure: true, token }))).toMatchObject({ code: "UNAVAILABLE" }); // whom we do not trust gets no token
  expect(await errorOf(search({ isSecure: false, token }))).toMatchObject({ code: "UNAVAILABLE" });
});

test.for<readonly [string, () => TlsFiles]>([
  ["cannot be read", () => ({ ...written(folder, "a", server), cert: join(folder, "none.pem") })],
  ["holds no certificate", () => written(folder, "b", { ...server, cert: server.key })],
  ["holds no private key", () => written(folder, "c", { ...server, key: "-----BEGIN PRIVATE KEY-----\n" })],
  ["is not the key of the certificate", () => written(folder, "d", { ...server, key: authority.key })],
  ["was valid until", () => written(folder, "e", signed({ fromMs: now() - 2e9, untilMs: now() - 1e9 }))],
  ["is valid from", () => written(folder, "f", signed({ fromMs: now() + 1e9, untilMs: now() + 2e9 }))],
  ["holds no certificate", () => ({ ...written(folder, "g", server), clientCa: written(folder, "g", server).key })],
])("files at fault are a sentence: %s", ([sentence, files]) => {
  expect(() => readTls(files(), now())).toThrow(sentence);
});

test.skipIf(process.platform === "win32")("a key that others may read is refused", () => {
  const files = written(folder, "open", server);
  chmodSync(files.key, 0o644);
  expect(() => readTls(files, now())).toThrow(`is open to others (mode 644): chmod 600 ${files.key}.`);
});
