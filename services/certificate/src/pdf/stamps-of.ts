import type { Claims } from "@celadon/footprint-to-certificate";

/** What must be seen before the figure is: each a stamp, in both languages. */
export function stampsOf({ issuer, credentialSubject: { quality } }: Claims, isRevoked: boolean): readonly string[] {
  const has = (mark: string): boolean => quality.marks.includes(mark);
  return [
    ...(isRevoked ? ["已撤销 REVOKED"] : []),
    ...(has("simulated") ? ["模拟 SIMULATED"] : []),
    ...(has("illustrative") ? ["示例 ILLUSTRATIVE"] : []),
    ...(issuer.simulated && !has("simulated") ? ["模拟签发方 SIMULATED ISSUER"] : []),
  ];
}
