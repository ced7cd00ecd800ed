export { type CollectorPorts, type Ingested, type IngestReport, ingest } from "./ingest.ts";
export { migrations } from "./migrations.ts";
export { collectorRoutes } from "./routes.ts";
export type { TelemetryPorts } from "./take-request.ts";
export { telemetryRpc } from "./telemetry-rpc.ts";
