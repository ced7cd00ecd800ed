const firstMs = 1_000;
const mostMs = 60_000;

/** How long to wait after so many failures in a row: 1 s, doubled up to 60 s, of which a random half, so that many do not come together. */
export const backOffMs = (failures: number, random: () => number): number =>
  Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 16)) * (0.5 + random() / 2);
