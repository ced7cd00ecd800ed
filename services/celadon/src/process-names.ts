/** The processes that a Celadon of several consists of. */
export const processNames = ["collector", "ledger", "footprinter", "lifecycle", "benchmark", "certificate"] as const;
export type ProcessName = (typeof processNames)[number];
