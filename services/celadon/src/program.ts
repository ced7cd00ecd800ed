import type { Command } from "commander";
import { activity } from "./commands/activity.ts";
import { assess } from "./commands/assess.ts";
import { backup } from "./commands/backup.ts";
import { balance } from "./commands/balance.ts";
import { bench } from "./commands/bench.ts";
import { certificate } from "./commands/certificate.ts";
import { completion } from "./commands/completion.ts";
import { deadletters } from "./commands/deadletters.ts";
import { declare } from "./commands/declare.ts";
import { explain } from "./commands/explain.ts";
import { factors } from "./commands/factors.ts";
import { footprint } from "./commands/footprint.ts";
import { hj212 } from "./commands/hj212.ts";
import { indicators } from "./commands/indicators.ts";
import { ingest } from "./commands/ingest.ts";
import { lca } from "./commands/lca.ts";
import { lot } from "./commands/lot.ts";
import { meters } from "./commands/meters.ts";
import { migrateCommand } from "./commands/migrate.ts";
import { move } from "./commands/move.ts";
import { plant } from "./commands/plant.ts";
import { quarantine } from "./commands/quarantine.ts";
import { rank } from "./commands/rank.ts";
import { readings } from "./commands/readings.ts";
import { rebuild } from "./commands/rebuild.ts";
import { restore } from "./commands/restore.ts";
import { serveCommand } from "./commands/serve.ts";
import { settingsCommand } from "./commands/settings.ts";
import { simulate } from "./commands/simulate.ts";
import { start } from "./commands/start.ts";
import { stations } from "./commands/stations.ts";
import { status } from "./commands/status.ts";
import { token } from "./commands/token.ts";
import { topicsCommand } from "./commands/topics.ts";
import { programOf } from "./program-of.ts";
import type { Shell } from "./shell.ts";

const commands = [
  status,
  start,
  plant,
  ingest,
  readings,
  activity,
  meters,
  quarantine,
  deadletters,
  stations,
  declare,
  rebuild,
  footprint,
  lot,
  explain,
  certificate,
  indicators,
  balance,
  rank,
  assess,
  lca,
  factors,
  backup,
  restore,
  move,
  bench,
  simulate,
  hj212,
  token,
  settingsCommand,
  serveCommand,
  migrateCommand,
  topicsCommand,
  completion,
];

/** The whole command line. */
export const program = (shell: Shell): Command => programOf(commands, shell);
