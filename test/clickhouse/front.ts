import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { openEngine } from "./engine.ts";
import { statementOf } from "./statement.ts";

// A process: node front.ts FOLDER PORT, 0 for any free one. Says its two ports as one line of JSON once it answers; ends at SIGTERM and with its input.
// The second port takes orders, one a request: /unreachable /reachable /slow?ms=N /hold?when=before|after /release /held.

const [folder, wantedPort] = process.argv.slice(2);
if (folder === undefined || wantedPort === undefined) throw new Error("Name the folder of the data, and a port or 0.");
const engine = openEngine(folder);

let slowMs = 0;
let hold: "before" | "after" | undefined;
const held: (() => void)[] = [];

const holdBack = (): Promise<void> =>
  new Promise((release) => {
    held.push(release);
  });

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === "/ping") return void response.end("Ok.\n");
  try {
    const statement = await statementOf(request);
    if (slowMs > 0) await sleep(slowMs);
    if (statement.isInsert && hold === "before") await holdBack();
    const said = await engine.answer(statement);
    if (statement.isInsert && hold === "after") await holdBack();
    if (statement.packAnswer) response.setHeader("content-encoding", "gzip");
    response.end(statement.packAnswer ? gzipSync(said) : said);
  } catch (error) {
    const text = error instanceof Error ? error.message : `${error}`;
    const code = /Code: (\d+)/.exec(text)?.[1];
    if (code !== undefined) response.setHeader("x-clickhouse-exception-code", code);
    response.writeHead(code === undefined ? 400 : 500).end(text);
  }
}

const orders: Readonly<Record<string, (asked: URLSearchParams) => unknown>> = {
  "/unreachable": () => {
    front.close();
    front.closeAllConnections();
  },
  "/reachable": () => listening(front, port),
  "/slow": (asked) => {
    slowMs = Number(asked.get("ms"));
  },
  "/hold": (asked) => {
    const when = asked.get("when");
    if (when !== "before" && when !== "after") throw new Error(`Hold before or after, not "${when}".`);
    hold = when;
  },
  "/release": () => {
    hold = undefined;
    for (const release of held.splice(0)) release();
  },
  "/held": () => held.length,
};

const listening = (server: Server, at: number): Promise<number> =>
  new Promise((ready, failed) => {
    server.once("error", failed);
    server.listen(at, "127.0.0.1", () => {
      server.off("error", failed);
      ready((server.address() as AddressInfo).port);
    });
  });

// As a server: an address of up to a mebibyte (`http_max_uri_size`).
const front = createServer({ maxHeaderSize: 1 << 20 }, (request, response) => void answer(request, response));
const control = createServer(async ({ url }, response) => {
  const { pathname, searchParams } = new URL(url ?? "/", "http://control");
  const order = orders[pathname];
  response.writeHead(order === undefined ? 404 : 200);
  response.end(JSON.stringify((await order?.(searchParams)) ?? null));
});
const port = await listening(front, Number(wantedPort));
const controlPort = await listening(control, 0);
const end = async (): Promise<never> => {
  front.closeAllConnections();
  await engine.close();
  process.exit(0);
};
process.once("SIGTERM", end);
process.stdin.once("end", end).resume(); // who started it is gone, however that came
process.stdout.write(`${JSON.stringify({ port, controlPort })}\n`);
