import { Command } from "commander";
import type { Shell } from "../shell.ts";
import { plantApply } from "./plant-apply.ts";
import { plantCheck } from "./plant-check.ts";
import { plantGraph } from "./plant-graph.ts";
import { plantList } from "./plant-list.ts";
import { plantNew } from "./plant-new.ts";
import { plantShow } from "./plant-show.ts";

/** `celadon plant ...` */
export const plant = (shell: Shell): Command =>
  new Command("plant")
    .description("plant models: what a plant's meters count, what it makes, and how")
    .addCommand(plantNew(shell))
    .addCommand(plantCheck(shell))
    .addCommand(plantGraph(shell))
    .addCommand(plantApply(shell))
    .addCommand(plantList(shell))
    .addCommand(plantShow(shell));
