import { Command } from "commander";
import { examples } from "../examples.ts";
import type { Shell } from "../shell.ts";
import { startScreen } from "../start-screen.ts";

/** `celadon start`: everything in one process, until Ctrl-C. */
export const start = (shell: Shell): Command =>
  new Command("start")
    .description("start Celadon: everything in one process, on this machine only, until Ctrl-C")
    .addHelpText(
      "after",
      `${examples("start")}\n  CELADON_HTTP_PORT=9000 CELADON_GRPC_PORT=9001 CELADON_DATA=/srv/celadon celadon start`,
    )
    .action(async () => {
      const config = shell.config();
      const running = await shell.serve(config);
      await shell.print(startScreen(running, config, shell));
      try {
        // `failed` only ever rejects: a part that stops by itself stops the whole, and the next start goes on from the disk.
        await Promise.race([shell.asksToStop(), running.failed]);
      } finally {
        shell.note("Stopping: finishing what is in hand ...\n");
        await running.stop();
      }
      shell.note("Stopped. Everything acknowledged is in the data folder.\n");
    });
