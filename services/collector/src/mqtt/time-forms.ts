/** Forms of a time that say the instant by themselves. */
export const plainForms = ["epoch-ms", "epoch-s", "iso"] as const;
