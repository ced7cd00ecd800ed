export type { CalculationPorts } from "./footprint-period.ts";
export { footprinter } from "./footprinter.ts";
export type { Lifecycle } from "./lifecycle.ts";
export { lifecycleDirect } from "./lifecycle-direct.ts";
export { lifecycleGrpc } from "./lifecycle-grpc.ts";
export { loadRelease } from "./load-release.ts";
export { migrations } from "./migrations.ts";
export { footprinterRoutes } from "./routes.ts";
export { openShelf, type Shelf, type Stored } from "./shelf.ts";
