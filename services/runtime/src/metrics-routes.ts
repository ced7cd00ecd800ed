import type { Routes } from "./http.ts";
import type { Metrics } from "./metrics.ts";

/** `GET /metrics`, for Prometheus. */
export const metricsRoutes =
  (metrics: Pick<Metrics, "text">): Routes =>
  (app) => {
    app.get("/metrics", async (_request, reply) => {
      reply.type("text/plain; version=0.0.4; charset=utf-8");
      return metrics.text();
    });
  };
