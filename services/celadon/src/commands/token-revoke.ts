import { revokeToken } from "@celadon/runtime/access";
import { Command } from "commander";
import { examples } from "../examples.ts";
import type { Shell } from "../shell.ts";
import { tokenPath } from "../token-path.ts";

/** `celadon token revoke`: from now on nobody knows it; streams that it began end with their next message. */
export const tokenRevoke = (shell: Shell): Command =>
  new Command("revoke")
    .description("take a token back; it is refused from the next question on, without a restart")
    .argument("<name>", "its name")
    .addHelpText("after", examples("token revoke north-meters"))
    .action(async (name: string) => {
      revokeToken(tokenPath(shell), name);
      await shell.print(`The token "${name}" is revoked. Where its file is copied to other machines, copy it again.\n`);
    });
