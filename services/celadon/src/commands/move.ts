import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { counted, countText } from "../counted.ts";
import { holdsData } from "../data-parts.ts";
import { failed } from "../ending.ts";
import { examples } from "../examples.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly to: string;
  readonly from?: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly database: string;
  readonly ca?: string;
}

/** `celadon move`: the tables of a data folder go to a ClickHouse server; the folder stays as it is. */
export const move = (shell: Shell): Command =>
  new Command("move")
    .description("copy the tables of a stopped Celadon to a ClickHouse server and compare them; may be run again")
    .requiredOption("--to <url>", "the server, https://host:8443, where celadon migrate has made the tables")
    .option("--from <folder>", "the data folder; without it the one of CELADON_DATA")
    .option("--user <name>", "user of the server, with the role celadon_migrate")
    .option("--password-file <file>", "file with that user's password")
    .option("--database <name>", "database on the server", "celadon")
    .option("--ca <file>", "certificate of the authority that signed the server's")
    .addHelpText("after", examples("move --to https://clickhouse:8443 --user migrate --password-file password"))
    .action(async ({ to, from, user, passwordFile, database, ca }: Options) => {
      const at = (file: string): string => resolve(shell.folder, file);
      const folder = from === undefined ? shell.config().dataFolder : at(from);
      if (!holdsData(folder)) throw failed(`There is nothing to move: ${folder} holds no data of Celadon.`);
      const server = {
        url: to,
        database,
        ...(user === undefined ? {} : { user }),
        ...(passwordFile === undefined ? {} : { password: readFileSync(at(passwordFile), "utf8").trim() }),
        ...(ca === undefined ? {} : { caFile: at(ca) }),
      };
      const { moveData } = await import("../processes/move-data.ts");
      const { tables, epochLeast } = await moveData(folder, server, ({ table, step, rows }) => {
        if (shell.isTerminal) shell.note(`\r\u001B[K${step} ${table}: ${counted(rows, "row")}`);
      });
      if (shell.isTerminal) shell.note("\r\u001B[K");
      for (const { table, rows, checksum } of tables) {
        await shell.print(`${table}: ${countText(Number(rows))} rows, the same on both sides (checksum ${checksum})\n`);
      }
      const key = join(folder, "issuer");
      await shell.print(
        `Moved. With Kafka, CELADON_KAFKA_EPOCH must be ${epochLeast} or more: windows are newer than what was moved from there on.\n` +
          (existsSync(key)
            ? `The key that certificates are signed with stays in ${key}: take the folder along.\n`
            : ""),
      );
    });
