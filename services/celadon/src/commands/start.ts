import { Command } from "commander";
import type { Demo } from "../demo/begin-demo.ts";
import type { Local } from "../entrance.ts";
import { examples } from "../examples.ts";
import type { StartsUp } from "../serve.ts";
import type { Shell } from "../shell.ts";
import { startScreen } from "../start-screen.ts";

interface Options {
  readonly demo: boolean;
}

/** `celadon start`: everything in one process, until Ctrl-C. */
export const start = (shell: Shell): Command =>
  new Command("start")
    .description(
      "start Celadon: everything in one process, for this machine only where nothing else is set, until Ctrl-C",
    )
    .option("--no-demo", "begin empty; without it an empty data folder is filled with simulated plants")
    .addHelpText(
      "after",
      `${examples("start", "start --no-demo")}\n  CELADON_HTTP_PORT=9000 CELADON_GRPC_PORT=9001 CELADON_DATA=/srv/celadon celadon start`,
    )
    .action(async ({ demo: isWanted }: Options) => {
      const config = shell.config();
      const stopping = new AbortController();
      let waitsFor: ReturnType<StartsUp> = isWanted
        ? { why: "The demonstration is being prepared.", isFilling: true }
        : undefined;
      const running = await shell.serve(config, () => waitsFor);
      const asked = shell.asksToStop().then(() => "asked" as const);
      let live: Promise<void> = new Promise(() => undefined);
      try {
        const place = {
          local: running.local,
          dataFolder: config.dataFolder,
          told: (startUp: NonNullable<ReturnType<StartsUp>>) => (waitsFor = startUp),
        };
        // `failed` only ever rejects: a part that stops by itself stops the whole, and the next start goes on from the disk.
        const begun = isWanted ? await Promise.race([prepared(shell, place), asked, running.failed]) : undefined;
        if (begun !== "asked") {
          waitsFor = undefined;
          await shell.print(startScreen(running, config, shell, begun));
          if (begun !== undefined) live = begun.live(stopping.signal);
          await Promise.race([asked, running.failed, live]);
        }
      } finally {
        shell.note("Stopping: finishing what is in hand ...\n");
        stopping.abort();
        await running.stop();
      }
      shell.note("Stopped. Everything acknowledged is in the data folder.\n");
    });

/** The demonstration is loaded only where it is wanted. */
async function prepared(
  shell: Shell,
  place: {
    readonly local: Local;
    readonly dataFolder: string;
    readonly told: (startUp: NonNullable<ReturnType<StartsUp>>) => void;
  },
): Promise<Demo | undefined> {
  const { beginDemo } = await import("../demo/begin-demo.ts");
  return beginDemo(shell, place);
}
