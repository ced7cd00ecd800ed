export { type CollectorPorts, type Ingested, type IngestReport, ingest } from "./ingest.ts";
export { type MeterDoor, openMeterDoor } from "./meters/meter-door.ts";
export { type MeterPorts, type MeterWork, meterWork } from "./meters/meter-work.ts";
export { migrations } from "./migrations.ts";
export { collectorRoutes } from "./routes.ts";
export type { TelemetryPorts } from "./take-request.ts";
export { telemetryRpc } from "./telemetry-rpc.ts";
