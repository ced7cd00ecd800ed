import { Command } from "commander";
import type { Shell } from "../shell.ts";
import { certificateIssue } from "./certificate-issue.ts";
import { certificateIssuer } from "./certificate-issuer.ts";
import { certificateList } from "./certificate-list.ts";
import { certificateRevoke } from "./certificate-revoke.ts";
import { certificateShow } from "./certificate-show.ts";
import { certificateVerify } from "./certificate-verify.ts";

/** `celadon certificate ...` */
export const certificate = (shell: Shell): Command =>
  new Command("certificate")
    .description("footprint certificates: issue, check, show, revoke")
    .addCommand(certificateIssue(shell))
    .addCommand(certificateList(shell))
    .addCommand(certificateShow(shell))
    .addCommand(certificateVerify(shell))
    .addCommand(certificateRevoke(shell))
    .addCommand(certificateIssuer(shell));
