import { CertificateServiceDefinition } from "@celadon/proto";
import { anyRole, ownFactories, type Rpc, rpc } from "@celadon/runtime";
import { certificateMessage, resultMessage } from "./certificate-message.ts";
import { certificateOf, revoke } from "./certificate-of.ts";
import { checkCertificate } from "./check-certificate.ts";
import { issue } from "./issue.ts";
import type { CertificatePorts } from "./ports.ts";

/** The contract's word for an instant that is not said. */
const given = (atMs: bigint): number | undefined => (atMs === 0n ? undefined : Number(atMs));

const access = {
  requestCertificate: ownFactories("issuer"),
  getCertificate: ownFactories("reader", "engineer", "assessor", "issuer"),
  verifyCertificate: anyRole,
  revokeCertificate: ownFactories("issuer"),
};

/** Certificates over gRPC, from request to revocation. */
export const certificateRpc = (ports: CertificatePorts): Rpc =>
  rpc(CertificateServiceDefinition, access, {
    requestCertificate: async ({ footprint, replaces, validFromMs, validUntilMs }, { caller }) => {
      const dates = { validFromMs: given(validFromMs), validUntilMs: given(validUntilMs) };
      return { certificate: certificateMessage(await issue({ footprint, replaces, ...dates }, ports, caller)) };
    },
    getCertificate: async ({ id }, { caller }) => ({
      certificate: certificateMessage(await certificateOf(ports.registry, id, caller)),
    }),
    verifyCertificate: async ({ credential, trustedIssuers }) => {
      const { result, checks } = await checkCertificate(credential, ports, trustedIssuers);
      return {
        result: resultMessage[result],
        checks: checks.map((check) => ({ ...check, result: resultMessage[check.result] })),
      };
    },
    revokeCertificate: async ({ id, who, why }, { caller }) => ({
      certificate: certificateMessage(await revoke(ports.registry, { id, who, why, atMs: ports.now() }, caller)),
    }),
  });
