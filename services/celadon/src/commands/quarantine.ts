import { Command } from "commander";
import type { Shell } from "../shell.ts";
import { quarantineList } from "./quarantine-list.ts";
import { quarantineSettle } from "./quarantine-settle.ts";
import { quarantineShow } from "./quarantine-show.ts";

/** `celadon quarantine ...` */
export const quarantine = (shell: Shell): Command =>
  new Command("quarantine")
    .description("readings that are kept and do not count: look at them, and settle them")
    .addCommand(quarantineList(shell))
    .addCommand(quarantineShow(shell))
    .addCommand(quarantineSettle(shell, "accept"))
    .addCommand(quarantineSettle(shell, "reject"));
