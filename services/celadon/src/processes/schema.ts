import { migrations as benchmark } from "@celadon/benchmark";
import { migrations as certificate } from "@celadon/certificate";
import { migrations as collector } from "@celadon/collector";
import { migrations as footprinter } from "@celadon/footprinter";
import { migrations as ledger } from "@celadon/ledger";
import type { Migration } from "@celadon/runtime";

/** The whole schema: each service's part of it, in the order they are brought up to date. */
export const schema: readonly (readonly [service: string, steps: readonly Migration[]])[] = [
  ["ledger", ledger],
  ["collector", collector],
  ["footprinter", footprinter],
  ["certificate", certificate],
  ["benchmark", benchmark],
];
