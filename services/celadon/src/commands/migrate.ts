import { Command } from "commander";
import { failed } from "../ending.ts";
import { examples } from "../examples.ts";
import type { Shell } from "../shell.ts";

/** `celadon migrate`: the only one who changes the tables of a ClickHouse server. */
export const migrateCommand = (shell: Shell): Command =>
  new Command("migrate")
    .description("bring the tables of the ClickHouse server up to this version; nothing else changes them")
    .addHelpText("after", examples("migrate"))
    .action(async () => {
      const { clickhouse } = shell.config();
      if (clickhouse === undefined) {
        throw failed(
          "There is no server to migrate: set CELADON_CLICKHOUSE_URL. An embedded store migrates by itself.",
        );
      }
      const { migrateServer } = await import("../processes/migrate-server.ts");
      const ran = await migrateServer(clickhouse);
      for (const { service, id, name } of ran) await shell.print(`${service} ${id}: ${name}\n`);
      await shell.print(
        ran.length === 0 ? "The tables are of this version already.\n" : "The tables are of this version now.\n",
      );
    });
