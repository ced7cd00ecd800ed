import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { root } from "../repository.ts";
import type { Processes, ProcessKind } from "./start-processes.ts";

export interface OneAddress extends AsyncDisposable {
  readonly url: string;
}

/** A line of the gateway's table: `"~^POST /v1/readings(\?|$)" collector;` */
const line = /^ {2}"~(\^(?:POST|\(GET\|HEAD\)) .+)" ([a-z]+);$/;

/** One address for a group of processes, by the same table as the gateway's (deploy/gateway), without TLS. */
export async function oneAddress(processes: Processes): Promise<OneAddress> {
  const table = readFileSync(join(root, "deploy/gateway/processes.conf.template"), "utf8")
    .split("\n")
    .flatMap((text) => {
      const [, pattern, kind] = line.exec(text) ?? [];
      return pattern === undefined ? [] : [{ pattern: new RegExp(pattern), kind: kind as ProcessKind }];
    });
  const server = createServer((asked, answer) => {
    if (asked.url === "/live") return void answer.end('{"live":true}'); // the gateway's own, as there
    const found = table.find(({ pattern }) => pattern.test(`${asked.method} ${asked.url}`));
    if (found === undefined) return void answer.writeHead(404).end(`Nobody answers ${asked.method} ${asked.url}.`);
    const to = new URL(asked.url ?? "/", processes.of(found.kind).url);
    const handed = request(to, { method: asked.method, headers: asked.headers }, (theirs) => {
      answer.writeHead(theirs.statusCode ?? 502, theirs.headers);
      theirs.pipe(answer);
    });
    handed.once("error", (error) => answer.writeHead(502).end(String(error)));
    asked.pipe(handed);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
