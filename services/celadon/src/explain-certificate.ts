import type { CheckedCertificate } from "./certificate-checks.ts";
import { shortId } from "./certificate-row.ts";
import { checkQuestion, credentialOf, fittingIds, isFile } from "./certificate-source.ts";
import { endingOf, failed } from "./ending.ts";
import type { ExplainNode } from "./explain-tree.ts";
import { askJson, refusalOf, type Service } from "./service.ts";
import type { Shell } from "./shell.ts";

/** Where an explanation begins: at a certificate, whose footprint is explained below it. */
export interface CertificateRoot {
  readonly footprint: string;
  /** The tree with the certificate and its checks on top of the footprint's. */
  readonly above: (footprint: ExplainNode) => ExplainNode;
}

/** The certificate a word names outright: a file, or "urn:uuid:...". */
export const certificateNamed = async (shell: Shell, service: Service, word: string | undefined) =>
  word !== undefined && (word.startsWith("urn:uuid:") || isFile(shell, word))
    ? rootOf(shell, service, word)
    : undefined;

/**
 * The certificate of this installation that a word means after all, when it led to no footprint; undefined when it means none,
 * or the failure was of another kind.
 */
export async function certificateInstead(
  shell: Shell,
  service: Service,
  word: string | undefined,
  error: unknown,
): Promise<CertificateRoot | undefined> {
  if (word === undefined || endingOf(error)?.exitCode !== 1) return undefined;
  try {
    const [one, ...others] = await fittingIds(service, word);
    return one === undefined || others.length > 0 ? undefined : await rootOf(shell, service, one);
  } catch (second) {
    if (refusalOf(second) === undefined) throw second;
    return undefined; // what went wrong first is what the person asked for
  }
}

async function rootOf(shell: Shell, service: Service, word: string): Promise<CertificateRoot> {
  const credential = await credentialOf(shell, service, word);
  const { claims, checks, result } = await askJson<CheckedCertificate>(service, checkQuestion(credential));
  if (claims === null) {
    const faults = checks.filter((check) => check.result === "invalid").map(({ evidence }) => evidence);
    throw failed(`${word} cannot be explained, because it cannot be believed. ${faults.join(" ")}`);
  }
  const { figures, declaredUnit, quality, claim, footprint } = claims.credentialSubject;
  return {
    footprint: footprint.id,
    above: (tree) => ({
      kind: "certificate",
      label: `${shortId(claims.id)} ${claim.en}`,
      amount: figures.totalKgCo2e,
      unit: `kgCO2e per ${declaredUnit.amount} ${declaredUnit.unit}`,
      rule: "copied",
      marks: quality.marks,
      details: [
        { name: "result", value: result },
        { name: "issuer", value: claims.issuer.name },
        { name: "valid", value: `${claims.validFrom} to ${claims.validUntil}` },
      ],
      children: [...checks.map(checkNode), tree],
      leftOut: 0,
    }),
  };
}

const checkNode = ({ name, result, evidence }: CheckedCertificate["checks"][number]): ExplainNode => ({
  kind: "check",
  label: name,
  unit: "",
  rule: "",
  marks: [],
  details: [
    { name: "result", value: result },
    { name: "evidence", value: evidence },
  ],
  children: [],
  leftOut: 0,
});
