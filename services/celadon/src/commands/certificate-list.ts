import { Command } from "commander";
import { type CertificateRow, certificateColumns } from "../certificate-row.ts";
import { examples } from "../examples.ts";
import { printList } from "../print-list.ts";
import type { Shell } from "../shell.ts";

/** `celadon certificate list`: what this installation has issued, revoked ones too. */
export const certificateList = (shell: Shell): Command =>
  new Command("list")
    .description("list the certificates this installation has issued, revoked ones too")
    .option("--json", "print the JSON array of the interface")
    .addHelpText("after", examples("certificate list"))
    .action(async ({ json }: { readonly json?: true }) => {
      await using service = await shell.openService();
      const none = "No certificate yet: celadon certificate issue --footprint ID";
      const question = { path: "/v1/certificates" };
      await printList<CertificateRow>(shell, service, { question, columns: certificateColumns, json, none });
    });
