import { Command } from "commander";
import type { Shell } from "../shell.ts";
import { lotDeclare } from "./lot-declare.ts";
import { lotImport } from "./lot-import.ts";
import { lotList } from "./lot-list.ts";
import { lotShow } from "./lot-show.ts";
import { lotSum } from "./lot-sum.ts";
import { lotWithdraw } from "./lot-withdraw.ts";

/** `celadon lot ...` */
export const lot = (shell: Shell): Command =>
  new Command("lot")
    .description("lots: what was made of a product from one moment to another, and the footprint of each")
    .addCommand(lotDeclare(shell))
    .addCommand(lotImport(shell))
    .addCommand(lotList(shell))
    .addCommand(lotShow(shell))
    .addCommand(lotSum(shell))
    .addCommand(lotWithdraw(shell));
