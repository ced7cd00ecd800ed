import type { Issuance } from "./issuance.ts";
import { internalScheme } from "./scheme.ts";

/** For tests: one year of validity from 1 June 2026 in Shanghai. */
export const sampleIssuance: Issuance = {
  issuer: { id: "did:web:tannery.example", name: "Tannery Ltd", simulated: false },
  validFromMs: 1_780_243_200_000,
  validUntilMs: 1_811_779_200_000,
  replaces: "",
  scheme: internalScheme,
  factoryName: { en: "South tannery", zh: "南方制革厂" },
};
