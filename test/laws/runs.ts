const times = Number(process.env["CELADON_LAWS"] ?? 1);

/** How often a law is tried: a few times in every test run, `CELADON_LAWS=50` times as often on a quiet night. */
export const runs = (usual: number): number => Math.max(1, Math.round(usual * times));
