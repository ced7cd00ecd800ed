const units = [
  { name: "d", seconds: 86_400 },
  { name: "h", seconds: 3_600 },
  { name: "min", seconds: 60 },
] as const;

/** A length of time for people, in the largest unit of which there are two or more, rounded down: `3 h`. A dash for what is not known. */
export function lengthText(seconds: number | null): string {
  if (seconds === null) return "-";
  const length = Math.abs(seconds);
  const sign = seconds < 0 ? "-" : "";
  const unit = units.find((one) => length >= 2 * one.seconds);
  return unit === undefined
    ? `${sign}${Math.floor(length)} s`
    : `${sign}${Math.floor(length / unit.seconds)} ${unit.name}`;
}
