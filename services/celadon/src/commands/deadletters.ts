import { Command } from "commander";
import type { Shell } from "../shell.ts";
import { deadlettersDrop } from "./deadletters-drop.ts";
import { deadlettersList } from "./deadletters-list.ts";
import { deadlettersReplay } from "./deadletters-replay.ts";
import { deadlettersShow } from "./deadletters-show.ts";

/** `celadon deadletters ...` */
export const deadletters = (shell: Shell): Command =>
  new Command("deadletters")
    .description("records that could not be taken, kept with their bytes: look into them, replay them, drop them")
    .addCommand(deadlettersList(shell))
    .addCommand(deadlettersShow(shell))
    .addCommand(deadlettersReplay(shell))
    .addCommand(deadlettersDrop(shell));
