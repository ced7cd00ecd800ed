import type { IssuerDocument } from "@celadon/footprint-to-certificate";
import { Command } from "commander";
import { certificateIdOf } from "../certificate-source.ts";
import { wrongUsage } from "../ending.ts";
import { examples } from "../examples.ts";
import { askJson } from "../service.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly of?: string;
  readonly name?: string;
  readonly did?: string;
}

/** `celadon certificate issuer`: the issuer document that a verifier gets by hand; with a name, another issuer from now on. */
export const certificateIssuer = (shell: Shell): Command =>
  new Command("issuer")
    .description("print this installation's issuer document, for whoever is to check its certificates")
    .option(
      "--of <file or id>",
      "of whoever signed this certificate, which may be who you were before; with what is revoked by now",
    )
    .option("--name <name>", "become the issuer of this name, a real one, with a new key")
    .option("--did <did>", "with --name: the did:web of your domain, where you publish the document")
    .addHelpText(
      "after",
      examples(
        "certificate issuer > issuer.json",
        "certificate issuer --of leather-2025.vc > issuer.json",
        'certificate issuer --name "River Mill Ltd 江边造纸有限公司" > issuer.json',
      ),
    )
    .action(async ({ of, name, did }: Options) => {
      if (of !== undefined && name !== undefined) {
        throw wrongUsage("--of and --name do not go together: say who you are first, then ask for a document.");
      }
      if (name === undefined && did !== undefined) throw wrongUsage("--did needs --name: whose domain is it?");
      await using service = await shell.openService();
      const headers = { "content-type": "application/json" };
      const path = "/v1/issuer";
      const query = { of: of === undefined ? undefined : await certificateIdOf(shell, service, of) };
      const question =
        name === undefined
          ? { path, query }
          : { method: "POST" as const, path, headers, body: JSON.stringify({ name, did }) };
      const document = await askJson<IssuerDocument>(service, question);
      await shell.print(`${JSON.stringify(document, null, 2)}\n`);
      if (name !== undefined) {
        shell.note("Certificates of before keep the document of who signed them: celadon certificate issuer --of ID\n");
      }
      if (document.simulated && of === undefined) {
        shell.note('This is a demo issuer. Say in whose name you issue: celadon certificate issuer --name "NAME"\n');
      }
    });
