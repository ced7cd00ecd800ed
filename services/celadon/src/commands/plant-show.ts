import { Command } from "commander";
import { examples } from "../examples.ts";
import { refuseUnknownPlant } from "../refuse-unknown-plant.ts";
import { ask, refusalOf, textOf } from "../service.ts";
import type { Shell } from "../shell.ts";
import { instantsOf } from "../time-argument.ts";

/** `celadon plant show`: the text of a plant model as it was applied. */
export const plantShow = (shell: Shell): Command =>
  new Command("show")
    .description("print the plant file in force, now or at another time")
    .argument("<factory>", "the factory")
    .option("--at <time>", "the version in force at this day or time")
    .addHelpText("after", examples("plant show gwangyang-steel", "plant show green-mill --at 2026-03-01 > plant.yaml"))
    .action(async (factory: string, { at }: { readonly at?: string }) => {
      await using service = await shell.openService();
      const times = await instantsOf(service, { factory, times: { "--at": at } });
      const path = `/v1/plants/${encodeURIComponent(factory)}`;
      try {
        await shell.print(await textOf(service, await ask(service, { path, query: { at: times["--at"] } })));
      } catch (error) {
        if (refusalOf(error)?.code === "unknown-plant") await refuseUnknownPlant(service, factory);
        throw error;
      }
    });
