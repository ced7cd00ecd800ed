import { Command } from "commander";
import type { Shell } from "../shell.ts";
import { factorsSearch } from "./factors-search.ts";
import { factorsShow } from "./factors-show.ts";

/** `celadon factors ...` */
export const factors = (shell: Shell): Command =>
  new Command("factors")
    .description("numbers that nobody in the plant measured: emission factors and coefficients, with their sources")
    .addCommand(factorsSearch(shell))
    .addCommand(factorsShow(shell));
