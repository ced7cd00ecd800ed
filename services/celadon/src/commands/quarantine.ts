import { Command } from "commander";
import type { Shell } from "../shell.ts";
import { quarantineList } from "./quarantine-list.ts";

/** `celadon quarantine ...` */
export const quarantine = (shell: Shell): Command =>
  new Command("quarantine").description("readings that are kept and do not count").addCommand(quarantineList(shell));
