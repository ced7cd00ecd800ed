import { Command } from "commander";
import { type CheckedCertificate, printChecks, printClaims } from "../certificate-checks.ts";
import { checkQuestion, credentialOf } from "../certificate-source.ts";
import { examples } from "../examples.ts";
import { ask, textOf } from "../service.ts";
import type { Shell } from "../shell.ts";

/** `celadon certificate show`: what a certificate says, and whether that may be believed. */
export const certificateShow = (shell: Shell): Command =>
  new Command("show")
    .description("show what a certificate says, and its checks; says nothing where the signature is not good")
    .argument("<file or id>", "a file, or a certificate of this installation by its id or the beginning of it")
    .option("--json", "print the answer of the interface")
    .addHelpText("after", examples("certificate show leather-2025.vc", "certificate show 3f2a --json"))
    .action(async (word: string, { json }: { readonly json?: true }) => {
      await using service = await shell.openService();
      const credential = await credentialOf(shell, service, word);
      const text = await textOf(service, await ask(service, checkQuestion(credential)));
      if (json === true) return shell.print(`${text.trimEnd()}\n`);
      const checked = JSON.parse(text) as CheckedCertificate;
      if (checked.claims !== null) {
        await printClaims(shell, checked.claims);
        await shell.print("\n");
      }
      await printChecks(shell, checked);
    });
