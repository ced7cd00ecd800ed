import { once } from "node:events";
import { get } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { anyRole } from "./access/access.ts";
import { unguarded } from "./access/guard.ts";
import { openHttp, type Routes } from "./http.ts";
import { openLog } from "./log.ts";
import { openMetrics } from "./metrics.ts";
import { metricsRoutes } from "./metrics-routes.ts";
import { refuse } from "./refuse.ts";

const open = { config: { access: anyRole } };
const routes: Routes = (app) => {
  app.get("/factories/:name", open, async () => "here");
  app.post("/refused", open, async () => {
    throw refuse({ status: 422, code: "no", message: "No." });
  });
  app.get("/slow", open, async () => {
    await sleep(60_000, undefined, { ref: false });
  });
};

async function served() {
  const metrics = openMetrics();
  const app = await openHttp([routes, metricsRoutes(metrics)], openLog("silent"), { guard: unguarded, meter: metrics });
  /** `route method code` of all series, with how many requests each has. */
  const counts = async () => {
    const text = await metrics.text();
    const series = /^celadon_http_request_seconds_count\{route="(.*)",method="(.*)",code="(.*)"\} (\d+)$/gm;
    return [...text.matchAll(series)].map(([, route, method, code, count]) => `${method} ${route} ${code}: ${count}`);
  };
  return { app, counts };
}

test("requests are told by the pattern of their route, their method and their status, never by address", async () => {
  const { app, counts } = await served();
  await using _ = app;
  for (let i = 0; i < 100; i++) {
    await app.inject(`/factories/mill-${i}?at=${i}`);
    await app.inject(`/nothing/${i}`);
  }
  await app.inject({ method: "POST", url: "/refused" });
  expect(await counts()).toEqual(["GET /factories/:name 200: 100", "GET unmatched 404: 100", "POST /refused 422: 1"]);
});

test("a caller who goes away before the answer is told as that", async () => {
  const { app, counts } = await served();
  await using _ = app;
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo; // a TCP server that listens has one
  const going = get({ host: "127.0.0.1", port, path: "/slow" });
  going.on("error", () => undefined);
  await once(app.server, "request");
  going.destroy();
  await expect.poll(counts).toEqual(["GET /slow aborted: 1"]);
});

test("GET /metrics is what Prometheus reads", async () => {
  const { app } = await served();
  await using _ = app;
  const { statusCode, headers, body } = await app.inject("/metrics");
  expect([statusCode, headers["content-type"]]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
  expect(body).toMatch(/^# HELP celadon_readings_total \S.*\n# TYPE celadon_readings_total counter\n/);
});
