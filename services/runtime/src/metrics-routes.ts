import { noFactory } from "./access/access.ts";
import type { Routes } from "./http.ts";
import type { Metrics } from "./metrics.ts";

/** `GET /metrics`, for Prometheus, which shows a monitor's token. */
export const metricsRoutes =
  (metrics: Pick<Metrics, "text">): Routes =>
  (app) => {
    app.get("/metrics", { config: { access: noFactory("monitor") } }, async (_request, reply) => {
      reply.type("text/plain; version=0.0.4; charset=utf-8");
      return metrics.text();
    });
  };
