import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { anyRole } from "./access/access.ts";
import { unguarded } from "./access/guard.ts";
import { openEmbeddedEventLog } from "./event-log-embedded.ts";
import { openHttp } from "./http.ts";
import { openLog } from "./log.ts";
import { openTracing } from "./open-tracing.ts";
import { otlpCollector } from "./otlp-in-test.ts";
import { postmarkedLog } from "./postmarked-log.ts";
import { spanned } from "./spanned.ts";
import type { Store } from "./store.ts";
import { tracedLog } from "./traced-log.ts";
import { tracedStore } from "./traced-store.ts";
import { noTracing } from "./tracing.ts";

const remote = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
const traceparent = `00-${remote.traceId}-${remote.spanId}-01`;
const lost = () => undefined;

async function traced() {
  const collector = await otlpCollector();
  const tracing = await openTracing({ service: "ledger", endpoint: collector.endpoint, ratio: 1, lost });
  /** All spans by name, once they are delivered. */
  const delivered = async () => {
    await tracing[Symbol.asyncDispose]();
    return new Map(collector.spans().map((span) => [span.name, span]));
  };
  return { tracing, collector, delivered };
}

test("spans go to the collector under the name of the process, those begun inside below the one around them", async () => {
  const { tracing, collector, delivered } = await traced();
  await spanned(tracing, "outer", { parent: traceparent, attributes: { rows: 3 } }, async () => {
    await sleep(1);
    await spanned(tracing, "inner", { kind: "client" }, async () => undefined);
  });
  const spans = await delivered();
  const [outer, inner] = [spans.get("outer"), spans.get("inner")];
  expect(collector.paths).toEqual(["POST /v1/traces"]);
  expect(collector.resources()).toContainEqual({ key: "service.name", value: { stringValue: "ledger" } });
  expect(outer).toMatchObject({ traceId: remote.traceId, parentSpanId: remote.spanId });
  expect(outer?.attributes).toEqual([{ key: "rows", value: { intValue: 3 } }]);
  expect(inner).toMatchObject({ traceId: remote.traceId, parentSpanId: outer?.spanId, kind: 3 });
});

test("work that fails is a span with an error, and fails as it did", async () => {
  const { tracing, delivered } = await traced();
  const broken = new Error("broken");
  await expect(spanned(tracing, "work", {}, async () => Promise.reject(broken))).rejects.toBe(broken);
  expect((await delivered()).get("work")?.status.code).toBe(2);
});

test("text that is no traceparent begins a new trace", async () => {
  const { tracing, delivered } = await traced();
  await spanned(tracing, "work", { parent: "00-not-a-trace" }, async () => undefined);
  const span = (await delivered()).get("work");
  expect(span?.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(span?.parentSpanId ?? "").toBe("");
});

test("a request is a span below its caller's, named by the pattern of its route; a look at the process is none", async () => {
  const { tracing, delivered } = await traced();
  const routes = [
    (app: Parameters<Parameters<typeof openHttp>[0][number]>[0]) => {
      app.get("/things/:id", { config: { access: anyRole } }, async () => ({ current: tracing.current()?.traceId }));
      app.get("/ready", { config: { access: anyRole } }, async () => ({ current: tracing.current()?.traceId ?? null }));
    },
  ];
  await using app = await openHttp(routes, openLog("silent"), { guard: unguarded, tracing });
  const answer = await app.inject({ url: "/things/17?secret=1", headers: { traceparent } });
  expect(answer.json()).toEqual({ current: remote.traceId });
  expect((await app.inject("/ready")).json()).toEqual({ current: null });
  const spans = await delivered();
  expect([...spans.keys()]).toEqual(["GET /things/:id"]);
  expect(spans.get("GET /things/:id")).toMatchObject({ parentSpanId: remote.spanId, kind: 2 });
  expect(JSON.stringify([...spans])).not.toContain("secret");
});

const silentStore: Store = {
  run: async () => undefined,
  insert: async () => undefined,
  rows: async () => [],
  [Symbol.asyncDispose]: async () => undefined,
};

test("a record is handled in the trace it was published in, statements below; one batch of many traces links to them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "celadon-log-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { tracing, delivered } = await traced();
  const postmark = () => ({ traceparent: tracing.current()?.traceparent });
  const log = tracedLog(postmarkedLog(openEmbeddedEventLog(folder, []), postmark), tracing);
  const store = tracedStore(silentStore, tracing);
  const publish = (topic: string) => log.publish(topic, "a", Uint8Array.of(1));
  const handleOne = async (topic: string) => {
    const stop = new AbortController();
    await log.subscribe(
      { topic, group: "readers" },
      async ({ commit }) => {
        stop.abort();
        await store.run({ text: "INSERT INTO t SELECT {a:UInt8}", params: { a: "hush" } });
        await commit();
      },
      stop.signal,
    );
  };
  await store.rows({ text: "SELECT 1" }); // outside of everything: no span
  await spanned(tracing, "request", { parent: traceparent }, () => publish("one"));
  await handleOne("one");
  await spanned(tracing, "first", {}, () => publish("two"));
  await spanned(tracing, "second", {}, () => publish("two"));
  await handleOne("two");

  const spans = await delivered();
  const of = (name: string) => spans.get(name);
  expect(of("publish one")).toMatchObject({ traceId: remote.traceId, kind: 4 });
  expect(of("handle one")).toMatchObject({
    traceId: remote.traceId,
    parentSpanId: of("publish one")?.spanId,
    kind: 5,
  });
  expect(of("handle two")?.links?.map(({ traceId }) => traceId)).toEqual([of("first")?.traceId, of("second")?.traceId]);
  expect(of("store run")).toMatchObject({ parentSpanId: of("handle two")?.spanId });
  expect(of("store rows")).toBeUndefined();
  expect(JSON.stringify([...spans])).not.toContain("hush");
});

test("what a collector does not take is counted", async () => {
  const collector = await otlpCollector(400);
  let count = 0;
  const { endpoint } = collector;
  const counted = (spans: number) => {
    count += spans;
  };
  const tracing = await openTracing({ service: "ledger", endpoint, ratio: 1, lost: counted });
  for (const name of ["one", "two"]) await spanned(tracing, name, {}, async () => undefined);
  await tracing[Symbol.asyncDispose]();
  expect(count).toBe(2);
});

test("a collector that is away holds up nobody", async () => {
  const tracing = await openTracing({ service: "ledger", endpoint: "http://127.0.0.1:9", ratio: 1, lost });
  await spanned(tracing, "work", {}, async () => undefined);
  const startedMs = performance.now();
  await tracing[Symbol.asyncDispose]();
  expect(performance.now() - startedMs).toBeLessThan(4_000);
});

test("of traces that begin here only the wanted share is kept, of others all that their beginner keeps", async () => {
  const collector = await otlpCollector();
  const tracing = await openTracing({ service: "ledger", endpoint: collector.endpoint, ratio: 0, lost });
  await spanned(tracing, "own", {}, async () => undefined);
  await spanned(tracing, "kept", { parent: traceparent }, async () => undefined);
  await spanned(tracing, "not kept", { parent: traceparent.replace(/01$/, "00") }, async () => undefined);
  await tracing[Symbol.asyncDispose]();
  expect(collector.spans().map(({ name }) => name)).toEqual(["kept"]);
});

test("without a collector nothing is loaded", async () => {
  expect(await openTracing({ service: "ledger", endpoint: undefined, ratio: 1, lost })).toBe(noTracing);
});
