import { Command } from "commander";
import type { Shell } from "../shell.ts";
import { stationsAdopt } from "./stations-adopt.ts";
import { stationsIgnore } from "./stations-ignore.ts";
import { stationsList } from "./stations-list.ts";

/** `celadon stations ...` */
export const stations = (shell: Shell): Command =>
  new Command("stations")
    .description("stations that speak HJ 212: who is known, who waits, and whose a new one is")
    .addCommand(stationsList(shell))
    .addCommand(stationsAdopt(shell))
    .addCommand(stationsIgnore(shell));
