import { footprinterGroup } from "@celadon/footprinter";
import { ledgerGroup } from "@celadon/ledger";
import { topics } from "@celadon/proto";
import type { MeteredWay } from "@celadon/runtime";

/** The two ways that somebody waits for: a reading's into its window, and a window's into its footprints. */
export const meteredWays: readonly MeteredWay[] = [
  { topic: topics.telemetry.name, group: ledgerGroup, metric: "celadon_window_seconds" },
  { topic: topics.activity.name, group: footprinterGroup, metric: "celadon_footprint_seconds" },
];
