import { resolve } from "node:path";
import { Command } from "commander";
import { contentsOf, copyData, holdsData } from "../data-parts.ts";
import { failed } from "../ending.ts";
import { examples } from "../examples.ts";
import { askJson } from "../service.ts";
import type { Shell } from "../shell.ts";

/** `celadon backup`: a copy of the data folder, taken by the running service, or from the closed folder when none runs. */
export const backup = (shell: Shell): Command =>
  new Command("backup")
    .description("copy all data to a new folder; a running Celadon waits meanwhile and goes on")
    .argument("<folder>", "where to, a new or empty folder")
    .addHelpText("after", examples("backup /backup/celadon-2026-03-01"))
    .action(async (folder: string) => {
      const { dataFolder } = shell.config();
      const to = resolve(shell.folder, folder);
      if ((await contentsOf(to)).length > 0) throw failed(`The folder ${to} is not empty: name a new one.`);
      if (!(await shell.isServed())) await copyClosed(dataFolder, to);
      else {
        await using service = await shell.openService();
        const headers = { "content-type": "application/json" };
        await askJson(service, { method: "POST", path: "/v1/backup", headers, body: JSON.stringify({ to }) });
      }
      await shell.print(`Backup of ${dataFolder} in ${to}.\n`);
      shell.note(`To use it: CELADON_DATA=NEW-FOLDER celadon restore ${folder}\n`);
    });

async function copyClosed(dataFolder: string, to: string): Promise<void> {
  if (!holdsData(dataFolder)) throw failed(`There is nothing to back up: ${dataFolder} holds no data of Celadon.`);
  const { lockFolder } = await import("@celadon/runtime");
  const lock = lockFolder(dataFolder, { pid: process.pid, httpPort: 0, grpcPort: 0 });
  try {
    await copyData(dataFolder, to);
  } finally {
    lock.release();
  }
}
