import type { Meter } from "@celadon/runtime";

/** Counts the readings of a request that were taken; those it held twice are among them, and told beside. */
export function countAccepted(
  meter: Meter,
  { accepted, duplicates }: { readonly accepted: number; readonly duplicates: number },
): void {
  meter.count("celadon_readings_total", { verdict: "accepted", reason: "" }, accepted);
  meter.count("celadon_duplicate_readings_total", {}, duplicates);
}
