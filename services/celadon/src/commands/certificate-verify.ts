import type { Verification } from "@celadon/footprint-to-certificate";
import { Command } from "commander";
import { type CheckedCertificate, printChecks } from "../certificate-checks.ts";
import { checkQuestion } from "../certificate-source.ts";
import { failed, failedAndTold } from "../ending.ts";
import { examples } from "../examples.ts";
import { readText } from "../read-text.ts";
import { askJson } from "../service.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly issuer?: string;
  readonly json?: true;
}

/** `celadon certificate verify`: every check of a certificate, a line each. Ends with 1 unless all of them are good. */
export const certificateVerify = (shell: Shell): Command =>
  new Command("verify")
    .description("check a certificate; ends with 1 unless every check is valid")
    .argument("<file>", "the certificate, as it was received")
    .option("--issuer <file>", "the issuer document you got from the issuer; no service and no network is needed then")
    .option("--json", "print result and checks as JSON")
    .addHelpText(
      "after",
      `${examples("certificate verify leather-2025.vc --issuer issuer.json")}\n\nWithout --issuer only this installation's own issuer is trusted.`,
    )
    .action(async (file: string, { issuer, json }: Options) => {
      const credential = await readText(shell, file);
      const checked =
        issuer === undefined ? await askService(shell, credential) : await checkAlone(shell, credential, issuer);
      if (json === true) await shell.print(`${JSON.stringify(checked, null, 2)}\n`);
      else await printChecks(shell, checked);
      if (checked.result !== "valid") throw failedAndTold();
    });

async function askService(shell: Shell, credential: string): Promise<CheckedCertificate> {
  await using service = await shell.openService();
  return await askJson<CheckedCertificate>(service, checkQuestion(credential)); // the service ends with this function
}

/** The check by nothing but two files and the clock. */
async function checkAlone(shell: Shell, credential: string, file: string): Promise<CheckedCertificate> {
  const [{ readIssuer, verify }, { verifying }] = await Promise.all([
    import("@celadon/footprint-to-certificate"),
    import("@celadon/certificate/verifying"),
  ]);
  const read = readIssuer(parsed(file, await readText(shell, file)));
  if (read.kind !== "accept") throw failed(`${file}: ${read.evidence}`);
  const { issuer, revocations } = read.value;
  const found: Verification = await verify(credential, {
    issuers: [issuer],
    nowMs: Date.now(),
    revocations,
    ...verifying,
  });
  return { ...found, claims: found.claims ?? null };
}

function parsed(file: string, text: string) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw failed(`${file} is no JSON: name the issuer document, made by celadon certificate issuer > issuer.json.`);
  }
}
