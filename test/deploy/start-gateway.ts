import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createSecureServer, type Http2SecureServer, type ServerHttp2Stream } from "node:http2";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../repository.ts";

export interface Gateway extends AsyncDisposable {
  readonly url: string;
  /** Who signed its certificate. */
  readonly ca: string;
}

/** Why no gateway can be started here, as a sentence. */
export function unableToStartGateway(): string | undefined {
  const missing = ["nginx", "openssl"].find((name) => spawnSync(name, ["-v"]).error !== undefined);
  return missing && `There is no ${missing} here: apt-get install nginx-light openssl.`;
}

// Addresses of this machine that nobody else takes: the ports are those of the configuration, which is run as it is.
const gatewayAddress = "127.84.70.1";
const addressOf = (process: string, of: readonly string[]): string => `127.84.70.${10 + of.indexOf(process)}`;
const certificateLines = ["authority", "certificate tls", "certificate gateway"];

/**
 * nginx with the configuration of deploy/gateway in front of a stand-in for each process, which answers with its name. The
 * processes are found by a name server of the test, and their certificates and the gateway's are made by deploy/image/setup.sh.
 */
export async function startGateway(processes: readonly string[]): Promise<Gateway> {
  const folder = mkdtempSync(join(tmpdir(), "celadon-gateway-"));
  await using started = new AsyncDisposableStack();
  started.defer(() => rmSync(folder, { recursive: true, force: true }));
  makeCertificates(folder);
  const pem = (name: string): string => readFileSync(join(folder, name), "utf8");
  const own = { cert: pem("tls.crt"), key: pem("tls.key") };

  const names = createSocket("udp4");
  started.defer(() => void names.close());
  const namePort = await answerNames(names, processes);
  for (const process of processes) {
    const host = addressOf(process, processes);
    const http = standInHttp(process, own);
    const grpc = standInGrpc(process, own);
    started.defer(() => void http.close());
    started.defer(() => void grpc.close());
    await once(http.listen(8470, host), "listening");
    await once(grpc.listen(8471, host), "listening");
  }

  writeConfiguration(folder, namePort);
  const options = ["-p", folder, "-c", join(folder, "nginx.conf"), "-g", "daemon off;"];
  execFileSync("nginx", ["-t", ...options], { stdio: "pipe" });
  const nginx = spawn("nginx", options, { stdio: ["ignore", "ignore", "pipe"] });
  started.defer(() => ended(nginx));
  const url = `https://${gatewayAddress}:8443`;
  await listening(nginx, folder);
  const all = started.move();
  return { url, ca: pem("ca.crt"), [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** The certificates alone: tokens need the whole of Celadon. */
function makeCertificates(folder: string): void {
  const script = join(folder, "setup.sh");
  const lines = readFileSync(join(root, "deploy/image/setup.sh"), "utf8").split("\n");
  const others = /^(?:token |password$|echo )/;
  writeFileSync(script, lines.filter((line) => !others.test(line)).join("\n"));
  if (!certificateLines.every((begins) => lines.some((line) => line.startsWith(begins))))
    throw new Error("deploy/image/setup.sh makes its certificates in another way than this test knows.");
  execFileSync("sh", [script, folder, gatewayAddress], { stdio: "pipe" });
}

/** As the image does it: the templates with their variables filled in; and the folders of this test in place of the container's. */
function writeConfiguration(folder: string, namePort: number): void {
  for (const name of ["nginx.conf", "processes.conf"]) {
    const text = readFileSync(join(root, `deploy/gateway/${name}.template`), "utf8")
      .replaceAll(/\$\{NGINX_LOCAL_RESOLVERS\}/g, `127.0.0.1:${namePort}`)
      .replaceAll(/\$\{GATEWAY_SUFFIX\}/g, "")
      .replaceAll(/\/etc\/celadon\/|\/tmp\//g, `${folder}/`)
      .replaceAll("access_log /dev/stdout", "access_log off")
      .replaceAll("listen 8443", `listen ${gatewayAddress}:8443`);
    writeFileSync(join(folder, name), text);
  }
}

/** A name server that knows the processes: one question, one address (RFC 1035). */
async function answerNames(names: Socket, processes: readonly string[]): Promise<number> {
  names.on("message", (question, from) => {
    const name = String(question.subarray(13, 13 + question.readUInt8(12)));
    const end = question.indexOf(0, 12) + 5; // the name, its type and its class
    const isKnown = processes.includes(name);
    const head = Buffer.from(question.subarray(0, 12));
    head.writeUInt16BE(isKnown ? 0x8180 : 0x8183, 2);
    head.writeUInt16BE(isKnown ? 1 : 0, 6);
    const address = addressOf(name, processes).split(".").map(Number);
    const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...address]);
    names.send(
      Buffer.concat([head, question.subarray(12, end), ...(isKnown ? [answer] : [])]),
      from.port,
      from.address,
    );
  });
  names.bind(0, "127.0.0.1");
  await once(names, "listening");
  return names.address().port;
}

interface Own {
  readonly cert: string;
  readonly key: string;
}

/** Says who it is and what it was asked, as soon as the first piece of the body is here. */
function standInHttp(process: string, own: Own): Server {
  return createServer(own, async (request, response) => {
    const { method, url, headers } = request;
    const first = await new Promise((resolve) =>
      request.once("data", (piece) => resolve(String(piece))).once("end", resolve),
    );
    request.resume();
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ process, method, url, token: headers.authorization, first }));
  });
}

/** Says who it is, and gives back each message as it comes. */
function standInGrpc(process: string, own: Own): Http2SecureServer {
  const server = createSecureServer(own);
  server.on("stream", (stream: ServerHttp2Stream, headers) => {
    stream.respond(
      {
        ":status": 200,
        "content-type": "application/grpc",
        process,
        path: headers[":path"],
        token: headers.authorization,
      },
      { waitForTrailers: true },
    );
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.pipe(stream);
  });
  return server;
}

async function listening(nginx: ChildProcess, folder: string): Promise<void> {
  const said: string[] = [];
  nginx.stderr?.on("data", (bytes: Buffer) => said.push(String(bytes)));
  const untilMs = performance.now() + 10_000;
  while (performance.now() < untilMs && nginx.exitCode === null) {
    const { status } = spawnSync("test", ["-s", join(folder, "nginx.pid")]);
    if (status === 0) return;
    await sleep(20);
  }
  throw new Error(`nginx does not start: ${said.join("")}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}
