import { migrations as benchmark } from "@celadon/benchmark";
import { migrations as certificate } from "@celadon/certificate";
import { migrations as collector } from "@celadon/collector";
import { migrations as footprinter } from "@celadon/footprinter";
import { migrations as ledger } from "@celadon/ledger";
import type { Migration } from "@celadon/runtime";

/** The schema of every service, in the order in which a store is migrated. */
export const schemas: readonly { readonly service: string; readonly migrations: readonly Migration[] }[] = [
  { service: "ledger", migrations: ledger },
  { service: "collector", migrations: collector },
  { service: "footprinter", migrations: footprinter },
  { service: "certificate", migrations: certificate },
  { service: "benchmark", migrations: benchmark },
];
