import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Command } from "commander";
import { type CertificateRow, shortId } from "../certificate-row.ts";
import { certificateId } from "../certificate-source.ts";
import { failed, wrongUsage } from "../ending.ts";
import { examples } from "../examples.ts";
import { footprintId } from "../footprint-id.ts";
import { ask, type Service, textOf } from "../service.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly footprint?: string;
  readonly factory?: string;
  readonly product?: string;
  readonly validMonths?: string;
  readonly replaces?: string;
  readonly out?: string;
  readonly pdf?: string;
  readonly json?: true;
}

/** `celadon certificate issue`: a signed certificate for a footprint of twelve months, as a file and as pages to print. */
export const certificateIssue = (shell: Shell): Command =>
  new Command("issue")
    .description("issue a certificate for a complete footprint of twelve months")
    .option("--footprint <id>", "the footprint, or the beginning of its id")
    .option("--factory <name>", "instead of an id: the latest complete footprint of this factory over twelve months")
    .option("--product <name>", "with --factory: of this product")
    .option("--valid-months <count>", "how long it is valid, 12 months where nothing is said, 36 at most")
    .option("--replaces <id>", "the certificate that this one replaces")
    .option("--out <file>", "write the credential, which the customer checks, to this file")
    .option("--pdf <file>", "write pages in Chinese and English, to print, to this file")
    .option("--json", "print the answer of the interface")
    .addHelpText(
      "after",
      examples(
        "certificate issue --footprint 3f2a --out leather-2025.vc --pdf leather-2025.pdf",
        "certificate issue --factory riverside-tannery --product leather --out leather.vc",
      ),
    )
    .action(async ({ footprint, factory, product, validMonths, replaces, out, pdf, json }: Options) => {
      if (footprint === undefined && factory === undefined)
        throw wrongUsage("Say which: --footprint ID, or --factory NAME.");
      const months = validMonths === undefined ? undefined : Number(validMonths);
      if (months !== undefined && !Number.isInteger(months)) {
        throw wrongUsage(`--valid-months ${validMonths} is no whole number: write months, 1 to 36.`);
      }
      await using service = await shell.openService();
      const wanted = {
        footprint: await footprintId(
          service,
          footprint === undefined ? { factory, product, months: 12 } : { id: footprint },
        ),
        validMonths: months,
        replaces: replaces === undefined ? undefined : await certificateId(service, replaces),
      };
      const headers = { "content-type": "application/json" };
      const question = { method: "POST", path: "/v1/certificates", headers, body: JSON.stringify(wanted) } as const;
      const text = await textOf(service, await ask(service, question));
      const issued = JSON.parse(text) as CertificateRow & { readonly credential: string };
      if (out !== undefined) await write(shell, out, issued.credential);
      if (pdf !== undefined) await write(shell, pdf, await pagesOf(service, issued.id));
      if (json === true) return shell.print(`${text.trimEnd()}\n`);
      await shell.print(
        `Certificate ${shortId(issued.id)} of ${issued.product}, ${issued.factory}; valid until ${issued.validUntil}.\n`,
      );
      const file = out ?? "FILE";
      shell.note(
        `Your customer checks it with your issuer document, made not more than a week ago: celadon certificate issuer --of ${shortId(issued.id)} > issuer.json, then celadon certificate verify ${file} --issuer issuer.json\n`,
      );
    });

async function pagesOf(service: Service, id: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of await ask(service, { path: `/v1/certificates/${id}.pdf` }))
    pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
}

async function write({ folder }: Shell, file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(resolve(folder, file), content);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw failed(
      `${file} cannot be written (${error.code}): the certificate is issued; name another file and do it again.`,
    );
  }
}
