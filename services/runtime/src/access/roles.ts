/** What a token is for. README.md says what each may ask. */
export const roles = ["meter", "reader", "engineer", "assessor", "issuer", "monitor", "operator"] as const;

export type Role = (typeof roles)[number];
