import { Command } from "commander";
import type { Shell } from "../shell.ts";
import { tokenList } from "./token-list.ts";
import { tokenNew } from "./token-new.ts";
import { tokenRevoke } from "./token-revoke.ts";

/** `celadon token ...`: who may ask a Celadon that asks who they are. */
export const token = (shell: Shell): Command =>
  new Command("token")
    .description("tokens for whoever asks over the network: make, list, revoke")
    .addCommand(tokenNew(shell))
    .addCommand(tokenList(shell))
    .addCommand(tokenRevoke(shell));
