export type { AllocationMethod } from "./open-lca/allocation.ts";
export { type Imported, type ImportOptions, importOpenLca } from "./open-lca/import-open-lca.ts";
export type { ExchangeCase, ExchangeClass, Finding, ImportReport, MethodCoverage } from "./open-lca/report.ts";
