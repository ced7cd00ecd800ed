import { Command } from "commander";
import { type CertificateRow, shortId } from "../certificate-row.ts";
import { certificateId } from "../certificate-source.ts";
import { examples } from "../examples.ts";
import { askJson } from "../service.ts";
import type { Shell } from "../shell.ts";

/** `celadon certificate revoke`: takes a certificate back, for good. */
export const certificateRevoke = (shell: Shell): Command =>
  new Command("revoke")
    .description("take a certificate back, for good; a newer footprint alone is no reason")
    .argument("<id>", "its id, or the beginning of it")
    .requiredOption("--why <reason>", 'must be given, for example "wrong figure", "wrong product", "key compromised"')
    .requiredOption("--who <name>", "must be given: who revokes it")
    .addHelpText("after", examples('certificate revoke 3f2a --why "wrong figure" --who "Li Wei"'))
    .action(async (word: string, { why, who }: { readonly why: string; readonly who: string }) => {
      await using service = await shell.openService();
      const id = await certificateId(service, word);
      const headers = { "content-type": "application/json" };
      const question = {
        method: "POST",
        path: `/v1/certificates/${id}/revoke`,
        headers,
        body: JSON.stringify({ who, why }),
      };
      const row = await askJson<CertificateRow>(service, { ...question, method: "POST" });
      const { at, who: by, why: reason } = row.revocation ?? { at: "", who: "", why: "" };
      await shell.print(`Certificate ${shortId(row.id)} is revoked since ${at} by ${by}: ${reason}.\n`);
      shell.note(
        `Who has it believes it until your issuer document, which names it now, is with them or theirs is a week old. Hand it out again: celadon certificate issuer --of ${shortId(row.id)} > issuer.json\n`,
      );
    });
