import {
  type GetQuarantinedResponse,
  type QuarantinedReading,
  qualityWord,
  type StandingReading,
  Verdict,
} from "@celadon/proto";
import { instantText } from "@celadon/quantity";
import { declarationRow } from "./declaration-row.ts";

/** A reading as it stands, as JSON gives it; reason and evidence only where it does not count. */
export const readingJson = (reading: StandingReading) => {
  const quality = qualityWord(reading.quality);
  const isQuarantined = reading.verdict === Verdict.VERDICT_QUARANTINED;
  return {
    factory: reading.factory,
    channel: reading.channel,
    at: instantText(Number(reading.atMs)),
    localAt: reading.localAt,
    value: reading.value,
    unit: reading.unit,
    quality,
    revision: reading.revision,
    coversSeconds: reading.coversSeconds,
    marks: reading.marks,
    verdict: quality === "retracted" ? "retracted" : isQuarantined ? "quarantined" : "accepted",
    ...(isQuarantined ? { reason: reading.reason, evidence: reading.evidence } : {}),
  };
};

/** A reading that does not count, with the readings that count on either side of it. */
export const quarantinedJson = ({ reading, before, next }: QuarantinedReading) => ({
  ...(reading === undefined ? {} : readingJson(reading)),
  ...(before === undefined ? {} : { before: neighbour(before) }),
  ...(next === undefined ? {} : { next: neighbour(next) }),
});

/** One reading with those around it; how it came is null where nobody has written it down. */
export const readingAroundJson = ({ reading, earlier, later, declarations }: GetQuarantinedResponse) => ({
  ...(reading === undefined ? {} : quarantinedJson(reading)),
  received: reading === undefined || reading.origin === "" ? null : instantText(Number(reading.receivedMs)),
  origin: reading === undefined || reading.origin === "" ? null : reading.origin,
  earlier: earlier.map(readingJson),
  later: later.map(readingJson),
  declarations: declarations.map(declarationRow),
});

const neighbour = ({ atMs, value }: StandingReading) => ({ at: instantText(Number(atMs)), value });
