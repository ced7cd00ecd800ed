/** 10^-12 as decimal text with twelve places. */
export function amountText(pico: bigint): string {
  const digits = (pico < 0n ? -pico : pico).toString().padStart(13, "0");
  return `${pico < 0n ? "-" : ""}${digits.slice(0, -12)}.${digits.slice(-12)}`;
}
