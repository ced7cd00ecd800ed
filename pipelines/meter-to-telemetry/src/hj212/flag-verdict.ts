import { qualityCodes, readingMarks } from "@celadon/proto";

/** What the data flag of an item makes of its values. */
export interface FlagVerdict {
  readonly quality: number;
  readonly marks: number;
}

/**
 * What the instrument says of itself (HJ 212-2017, table of data flags; P and the digits of air stations from 2005). Undefined for B: the
 * instrument did not answer, so the number is filler and no reading at all.
 *
 * A value set by hand (S) counts as estimated; without a flag, as 2005 often has it, it counts and is marked; a letter nobody knows is
 * kept and not counted.
 */
export function flagVerdict(
  flag: string | null,
  { version, st }: { readonly version: number | null; readonly st: string | null },
): FlagVerdict | undefined {
  if (flag === "B") return undefined;
  if (flag === null || flag === "") return { quality: qualityCodes.measured, marks: readingMarks.unflagged };
  const isAirOf2005 = version === 2005 || st === airQuality;
  return letters.get(flag) ?? (isAirOf2005 ? digits.get(flag) : undefined) ?? unknown;
}

/** System type of air stations, whose flags of 2005 are digits. */
const airQuality = "22";

const only = (quality: number): FlagVerdict => ({ quality, marks: 0 });
const unknown = only(qualityCodes["unknown-flag"]);

const letters: ReadonlyMap<string, FlagVerdict> = new Map([
  ["N", only(qualityCodes.measured)],
  ["S", { quality: qualityCodes.estimated, marks: readingMarks.manual }],
  ["F", only(qualityCodes.stopped)],
  ["M", only(qualityCodes.maintained)],
  ["C", only(qualityCodes.calibrating)],
  ["D", only(qualityCodes.faulty)],
  ["T", only(qualityCodes["above-range"])],
  ["P", only(qualityCodes["power-failed"])],
]);

/** 0 calibration, 1 weather, 2 abnormal, 3 normal. */
const digits: ReadonlyMap<string, FlagVerdict> = new Map([
  ["0", only(qualityCodes.calibrating)],
  ["1", only(qualityCodes.measured)],
  ["2", only(qualityCodes.faulty)],
  ["3", only(qualityCodes.measured)],
]);
