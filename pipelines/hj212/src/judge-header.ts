import { type Draft, deviate, refuse } from "./draft.ts";
import { headerNames } from "./field-name.ts";
import { flagBitsOf, type Version } from "./flag.ts";
import { instantOf } from "./instant-of.ts";

const [qn, st, cn, pw, mn, flag, pnum, pno, rf] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
const digits = (length: number) => new RegExp(`^\\d{${length}}$`);
const twoDigits = digits(2);
const fourDigits = digits(4);
const packetDigits = /^\d{1,4}$/;
const epc = /^[0-9A-F]{24}$/;
const number2005 = /^[0-9A-Za-z]{14}$/;

/** Holds the header against the text of its version, and answers that version. */
export function judgeHeader(draft: Draft, asked: Version | undefined): Version | null {
  const { header, headerAt } = draft;
  const at = (place: number): number => headerAt[place] as number;
  const bits = flagBitsOf(header[flag] as string | null);
  const version = asked ?? bits.version;
  if (header[cn] === null || header[mn] === null)
    refuse(draft, "field-missing", at(cn), header[cn] === null ? "CN" : "MN");
  if (version === undefined) {
    refuse(draft, "version-unknown", at(flag), `Flag=${header[flag]}`);
    return null;
  }
  if (version !== bits.version && header[flag] !== null)
    deviate(draft, "version-flag", at(flag), `Flag=${header[flag]}`);
  for (const place of version === 2005 ? [st, pw] : [qn, st, pw, flag]) {
    if (header[place] === null) deviate(draft, "header-missing", at(place), headerNames[place]);
  }
  const isOff = (place: number, isRight: (value: string) => boolean): boolean =>
    header[place] !== null && !isRight(header[place] as string);
  const shape = (place: number, isRight: (value: string) => boolean): void => {
    if (!isOff(place, isRight)) return;
    const said = place === pw ? "PW" : `${headerNames[place]}=${header[place]}`; // a password stands in no message
    deviate(draft, "header-shape", at(place), said);
  };
  shape(qn, (value) => value.length === 17 && instantOf(value) !== undefined);
  shape(st, (value) => twoDigits.test(value));
  shape(cn, (value) => fourDigits.test(value));
  shape(pw, (value) => (version === 2005 ? value.length === 6 : value.length <= 6));
  shape(mn, (value) => (version === 2005 ? number2005 : epc).test(value));
  if (header[rf] !== null && (version !== 2025 || header[rf] !== "1"))
    deviate(draft, "rf-value", at(rf), `RF=${header[rf]}`);
  judgePackets(draft, version, bits.hasPackets);
  return version;
}

function judgePackets(draft: Draft, version: Version, isPromised: boolean): void {
  const [count, number] = [draft.header[pnum] as string | null, draft.header[pno] as string | null];
  const at = draft.headerAt[count === null ? flag : pnum] as number;
  if (count === null && number === null) {
    // The requests in the text of 2005 itself have Flag=3 without them.
    if (isPromised && version !== 2005) deviate(draft, "packet-number", at, "Flag promises PNUM and PNO");
    return;
  }
  const isWhole = count !== null && number !== null && packetDigits.test(count) && packetDigits.test(number);
  const isNumbered = isWhole && Number(number) >= 1 && Number(number) <= Number(count);
  if (!isNumbered || !isPromised || (draft.packetsInData && version !== 2005))
    deviate(draft, "packet-number", at, `PNUM=${count}, PNO=${number}`);
}
