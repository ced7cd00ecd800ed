export type { AllocationMethod } from "./allocation.ts";
export { type Imported, type ImportOptions, importOpenLca } from "./import-open-lca.ts";
export type { ExchangeCase, ExchangeClass, Finding, ImportReport, MethodCoverage } from "./report.ts";
