import { Command } from "commander";
import type { Shell } from "../shell.ts";
import { footprintCompute } from "./footprint-compute.ts";
import { footprintList } from "./footprint-list.ts";
import { footprintSensitivities } from "./footprint-sensitivities.ts";
import { footprintShow } from "./footprint-show.ts";
import { footprintUncertainty } from "./footprint-uncertainty.ts";

/** `celadon footprint ...` */
export const footprint = (shell: Shell): Command =>
  new Command("footprint")
    .description("footprints of products: greenhouse gas per declared unit")
    .addCommand(footprintList(shell))
    .addCommand(footprintShow(shell))
    .addCommand(footprintSensitivities(shell))
    .addCommand(footprintUncertainty(shell))
    .addCommand(footprintCompute(shell));
