/** What a token is for. README.md says what each may ask. */
export const roles = ["meter", "reader", "engineer", "assessor", "issuer", "operator"] as const;

export type Role = (typeof roles)[number];
