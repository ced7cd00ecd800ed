import type { Check, Claims } from "@celadon/footprint-to-certificate";
import { figureText, shareText } from "./figure-text.ts";
import { dayText } from "./footprint-row.ts";

import { marksTextBoth } from "./marks-text.ts";
import { printFields } from "./print-fields.ts";
import { printTable } from "./print-table.ts";
import type { Shell } from "./shell.ts";

/** What became of a certificate, as the interface and the check without a service give it. */
export interface CheckedCertificate {
  readonly result: Check["result"];
  readonly checks: readonly Check[];
  /** Null unless signature and form are good. */
  readonly claims: Claims | null;
}

/** Prints what a certificate says, where it can be believed to be its issuer's word. */
export async function printClaims(shell: Shell, claims: Claims): Promise<void> {
  const { credentialSubject: subject, issuer } = claims;
  const { figures, declaredUnit, period, quality } = subject;
  const both = ({ en, zh }: { readonly en: string; readonly zh: string }): string =>
    [en, zh].filter((name) => name !== "").join(" ");
  await printFields(shell, [
    ["certificate", claims.id],
    ["says", both(subject.claim)],
    ["of", `${both(subject.product.name) || subject.product.id}, ${both(subject.factory.name) || subject.factory.id}`],
    ["figure", `${figureText(figures.totalKgCo2e)} kg CO2e per ${declaredUnit.amount} ${declaredUnit.unit}`],
    ["period", `${dayText(period.from)} to ${dayText(period.to)}, the end not in it`],
    ["boundary", subject.boundary],
    ["time", `${shareText(quality.measuredShare)} measured, ${shareText(quality.estimatedShare)} estimated`],
    ["primary data", shareText(quality.primaryDataShare)],
    ["placeholders", shareText(quality.placeholderShare)],
    ["marks", marksTextBoth(quality.marks)],
    ["issuer", issuer.name],
    ["valid", `${dayText(claims.validFrom)} to ${dayText(claims.validUntil)}, the end not in it`],
    ["footprint", subject.footprint.id],
  ]);
}

/** Prints the checks, a line each, and what they come to. */
export async function printChecks(shell: Shell, { checks, result }: CheckedCertificate): Promise<void> {
  await printTable(
    shell,
    [
      { head: "CHECK", of: ({ name }: Check) => name },
      { head: "RESULT", of: (check) => check.result.replace("-", " ") },
      { head: "", of: ({ evidence }) => evidence },
    ],
    checks,
  );
  await shell.print(`\n${verdicts[result]}\n`);
}

const verdicts: Readonly<Record<Check["result"], string>> = {
  valid: "VALID 有效",
  invalid: "INVALID 无效",
  "cannot-tell": "CANNOT TELL 无法判断: no check failed, and one could not be made.",
  "not-attempted": "CANNOT TELL 无法判断",
};
