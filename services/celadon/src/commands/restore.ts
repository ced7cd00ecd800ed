import { resolve } from "node:path";
import { Command } from "commander";
import { contentsOf, copyData, holdsData } from "../data-parts.ts";
import { failed } from "../ending.ts";
import { examples } from "../examples.ts";
import type { Shell } from "../shell.ts";

/** `celadon restore`: a backup becomes the data folder. Never over data that are there, never under a running service. */
export const restore = (shell: Shell): Command =>
  new Command("restore")
    .description("make a backup the data folder; the data folder must be new or empty")
    .argument("<folder>", "the backup")
    .addHelpText(
      "after",
      `${examples("restore /backup/celadon-2026-03-01")}\n  CELADON_DATA=/srv/celadon celadon restore /backup/celadon-2026-03-01`,
    )
    .action(async (folder: string) => {
      const { dataFolder } = shell.config();
      const from = resolve(shell.folder, folder);
      const { lockFolder, ownerOf } = await import("@celadon/runtime");
      const owner = ownerOf(dataFolder);
      if (owner !== undefined)
        throw failed(
          `The data folder ${dataFolder} belongs to the running Celadon with process id ${owner.pid}: stop it first.`,
        );
      if (!holdsData(from)) throw failed(`${from} is no backup of Celadon: it needs the folders "store" and "log".`);
      const there = await contentsOf(dataFolder);
      if (there.length > 0)
        throw failed(
          `The data folder ${dataFolder} is not empty (${there.slice(0, 3).join(", ")}): move it away, or set CELADON_DATA to a new folder.`,
        );
      const lock = lockFolder(dataFolder, { pid: process.pid, httpPort: 0, grpcPort: 0 });
      try {
        await copyData(from, dataFolder);
      } finally {
        lock.release();
      }
      await shell.print(`Restored ${from} to ${dataFolder}. Go on: celadon start\n`);
    });
