export { type CollectorPorts, type Ingested, type IngestReport, ingest } from "./ingest.ts";
export { migrations } from "./migrations.ts";
export { collectorRoutes } from "./routes.ts";
