export { type Canonical, canonicalJson } from "./canonical.ts";
export { channelIdOf, isName } from "./channel-id.ts";
export { Decimal, readDecimal } from "./decimal.ts";
export { type RunningHash, sha256Hex, sha256Stream, uuid5 } from "./hash.ts";
export { measureWords, perWords, unitWord } from "./measure-words.ts";
export { didYouMean, nearest } from "./nearest.ts";
export { accept, type Outcome, quarantine, reject } from "./outcome.ts";
export {
  calendarPeriod,
  hourFrom,
  hourMs,
  hourOf,
  type InstantMs,
  instantText,
  isTimeZone,
  localText,
  type Period,
  readInstant,
  twelveMonthsIn,
} from "./period.ts";
export { convert, type Dimension, type Unit, unitByCode, unitOf, units, unitsConvert } from "./unit.ts";
export { otherUnitInHeader, unitInHeader } from "./unit-in-header.ts";
