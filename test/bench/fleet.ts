/** A factory of like meters, as every benchmark uses it: real-valued counters that rise by a few units a period. */
export interface Fleet {
  readonly factory: string;
  readonly channels: readonly string[];
  readonly periodMs: number;
}

export const fleetOf = (size: number, periodMs: number): Fleet => ({
  factory: "bench",
  channels: Array.from({ length: size }, (_, i) => `meter-${String(i).padStart(5, "0")}`),
  periodMs,
});

/** 2026-01-01T00:00Z: the first instant of every fleet. */
export const startMs = 1_767_225_600_000;

/** Register of meter `c` at period `k`, in millionths: different digits in every reading. */
export const registerMicro = (c: number, k: number): number => 1_000_000_000 + c * 7_142_857 + k * 1_234_567;

/** The plant model of a fleet. */
export const plantOf = ({ factory, channels, periodMs }: Fleet): string =>
  [
    `factory: ${factory}`,
    "timeZone: UTC",
    "place: CN",
    "effectiveFrom: 2025-12-01",
    "channels:",
    ...channels.map(
      (channel) => `  ${channel}: { kind: counter, unit: kWh, period: ${periodMs / 1000}s, ratedPerHour: 100000 }`,
    ),
    "processes:",
    "  hall:",
    "    makes:",
    "      operation year: 1 year per year",
    "products:",
    "  operation year: { name: { en: One year of operation }, declaredUnit: 1 year, boundary: gate-to-gate, period: year }",
    "",
  ].join("\n");

/** NDJSON of whole periods [from, to) of a fleet, all meters of one instant together, as gateways send them. */
export function ndjsonOf({ factory, channels, periodMs }: Fleet, from: number, to: number): Buffer<ArrayBuffer> {
  const lines: string[] = [];
  for (let k = from; k < to; k++) {
    const at = new Date(startMs + k * periodMs).toISOString();
    channels.forEach((channel, c) => {
      const value = (registerMicro(c, k) / 1e6).toFixed(6);
      lines.push(`{"factory":"${factory}","channel":"${channel}","at":"${at}","value":${value}}\n`);
    });
  }
  return Buffer.from(lines.join(""));
}
