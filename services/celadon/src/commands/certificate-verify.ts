import type { Verification } from "@celadon/footprint-to-certificate";
import { Command } from "commander";
import { type CheckedCertificate, printChecks } from "../certificate-checks.ts";
import { checkQuestion, credentialIn } from "../certificate-source.ts";
import { failed, failedAndTold, wrongUsage } from "../ending.ts";
import { examples } from "../examples.ts";
import { readText } from "../read-text.ts";
import { askJson } from "../service.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly issuer?: string;
  readonly listAge?: string;
  readonly json?: true;
}

/** `celadon certificate verify`: every check of a certificate, a line each. Ends with 1 unless all of them are good. */
export const certificateVerify = (shell: Shell): Command =>
  new Command("verify")
    .description("check a certificate; ends with 1 unless every check is valid")
    .argument("<file>", "the certificate, as it was received")
    .option("--issuer <file>", "the issuer document you got from the issuer; no service and no network is needed then")
    .option(
      "--list-age <days>",
      "with --issuer: how old its list of revoked certificates may be, 7 days where nothing is said",
    )
    .option("--json", "print result and checks as JSON")
    .addHelpText(
      "after",
      `${examples("certificate verify leather-2025.vc --issuer issuer.json")}

The issuer document says what was revoked until it was made, and nothing of later: get it again before it is too old.
Without --issuer only this installation's own issuer is trusted, by its own list of now.`,
    )
    .action(async (file: string, { issuer, listAge, json }: Options) => {
      const daysMax = listAge === undefined ? undefined : daysOf(listAge);
      if (daysMax !== undefined && issuer === undefined) {
        throw wrongUsage("--list-age needs --issuer: without it the list is this installation's own, of now.");
      }
      const credential = await credentialIn(shell, file);
      const checked =
        issuer === undefined
          ? await askService(shell, credential)
          : await checkAlone(shell, credential, { file: issuer, daysMax });
      if (json === true) await shell.print(`${JSON.stringify(checked, null, 2)}\n`);
      else await printChecks(shell, checked);
      if (checked.result !== "valid") throw failedAndTold();
    });

async function askService(shell: Shell, credential: string): Promise<CheckedCertificate> {
  await using service = await shell.openService();
  return await askJson<CheckedCertificate>(service, checkQuestion(credential)); // the service ends with this function
}

/** The check by nothing but two files and the clock. */
async function checkAlone(
  shell: Shell,
  credential: string,
  { file, daysMax }: { readonly file: string; readonly daysMax: number | undefined },
): Promise<CheckedCertificate> {
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
    listAgeDaysMax: daysMax,
    ...verifying,
  });
  return { ...found, claims: found.claims ?? null };
}

function daysOf(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw wrongUsage(`--list-age ${text} is no number of days: write a whole one, 1 or more.`);
}

function parsed(file: string, text: string) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw failed(`${file} is no JSON: name the issuer document, made by celadon certificate issuer > issuer.json.`);
  }
}
