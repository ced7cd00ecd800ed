import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { anyRole } from "./access/access.ts";
import { unguarded } from "./access/guard.ts";
import { EchoDefinition, type Word } from "./echo-in-test.ts";
import { openGrpc } from "./grpc.ts";
import { openGrpcClients } from "./grpc-clients.ts";
import { openLog } from "./log.ts";
import { openMetrics } from "./metrics.ts";
import { openTracing } from "./open-tracing.ts";
import { otlpCollector } from "./otlp-in-test.ts";
import { refuse } from "./refuse.ts";
import { rpc } from "./rpc.ts";
import { spanned } from "./spanned.ts";
import { noTracing, type Tracing } from "./tracing.ts";

async function echo({ server: inServer = noTracing, client: inClient = noTracing } = {}) {
  const metrics = openMetrics();
  const seen: (string | undefined)[] = [];
  const server = openGrpc(
    [
      rpc(
        EchoDefinition,
        { say: anyRole, repeat: anyRole },
        {
          say: async ({ word }) => {
            seen.push(inServer.current()?.traceId);
            if (word === "refused") throw refuse({ status: 404, code: "unknown-word", message: "No such word." });
            if (word === "bug") throw new TypeError("bug");
            return { word };
          },
          repeat: async function* (words) {
            for await (const word of words) {
              seen.push(inServer.current()?.traceId);
              yield word;
            }
          },
        },
      ),
    ],
    { descriptors: new Uint8Array(), notes: openLog("silent"), guard: unguarded, meter: metrics, tracing: inServer },
  );
  const clients = openGrpcClients(`127.0.0.1:${await server.listen(0)}`, { tracing: inClient });
  /** `method code` of all calls, with how many there were. */
  const counts = async () => {
    const series = /^celadon_grpc_request_seconds_count\{method="(.*)",code="(.*)"\} (\d+)$/gm;
    return [...(await metrics.text()).matchAll(series)].map(([, method, code, count]) => `${method} ${code}: ${count}`);
  };
  return {
    client: clients.create(EchoDefinition, 2_000),
    counts,
    seen,
    [Symbol.asyncDispose]: async () => {
      clients[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

const wordsOf = async function* (...words: string[]): AsyncGenerator<Word> {
  for (const word of words) yield { word };
};

const wordsWithoutEnd = async function* (): AsyncGenerator<Word> {
  for (;;) {
    yield { word: "again" };
    await sleep(1);
  }
};

test("calls are told by method and code, whether answered, refused, broken, streamed or given up", async () => {
  await using service = await echo();
  await service.client.say({ word: "a" });
  await expect(service.client.say({ word: "refused" })).rejects.toThrow();
  await expect(service.client.say({ word: "bug" })).rejects.toThrow();
  const all: Word[] = [];
  for await (const word of service.client.repeat(wordsOf("a", "b"))) all.push(word);
  expect(all).toHaveLength(2);
  const gone = new AbortController();
  const given = service.client.repeat(wordsWithoutEnd(), { signal: gone.signal })[Symbol.asyncIterator]();
  await given.next();
  gone.abort();
  await expect(given.next()).rejects.toMatchObject({ name: "AbortError" });
  await expect
    .poll(async () => (await service.counts()).toSorted())
    .toEqual([
      "/test.v1.Echo/Repeat CANCELLED: 1",
      "/test.v1.Echo/Repeat OK: 1",
      "/test.v1.Echo/Say INTERNAL: 1",
      "/test.v1.Echo/Say NOT_FOUND: 1",
      "/test.v1.Echo/Say OK: 1",
    ]);
});

test("a call goes on in the trace of its caller, in every step of a stream too", async () => {
  const collector = await otlpCollector();
  const open = (service: string): Promise<Tracing> =>
    openTracing({ service, endpoint: collector.endpoint, ratio: 1, lost: () => undefined });
  const tracings = { client: await open("footprinter"), server: await open("lifecycle") };
  {
    await using service = await echo(tracings);
    await spanned(tracings.client, "request", {}, async () => {
      await service.client.say({ word: "a" });
      for await (const _ of service.client.repeat(wordsOf("a", "b"))) void _;
    });
    for (const tracing of Object.values(tracings)) await tracing[Symbol.asyncDispose]();
    const spans = collector.spans();
    const request = spans.find(({ name }) => name === "request");
    expect(service.seen).toEqual([request?.traceId, request?.traceId, request?.traceId]);
    for (const name of ["/test.v1.Echo/Say", "/test.v1.Echo/Repeat"]) {
      const asked = spans.find((span) => span.name === name && span.kind === 3);
      const answered = spans.find((span) => span.name === name && span.kind === 2);
      expect(asked?.parentSpanId).toBe(request?.spanId);
      expect(answered?.parentSpanId).toBe(asked?.spanId);
    }
  }
});
