import { untilText } from "./blanks.ts";
import type { DecodeOptions, Settings } from "./decode-options.ts";
import { type Draft, deviate, refuse } from "./draft.ts";
import { itemErrors } from "./fault-codes.ts";
import type { Frame } from "./frame.ts";
import { judgeHeader } from "./judge-header.ts";
import { defaultLimits } from "./limits.ts";
import { bodyEnd, type Opened, opened, type Shut } from "./opened.ts";
import { readData } from "./read-data.ts";
import { readHeader } from "./read-header.ts";
import { segmentStart } from "./segment-start.ts";

/** Fills the options up. */
export const settingsOf = ({ limits, ...options }: DecodeOptions): Settings => ({
  ...options,
  limits: { ...defaultLimits, ...limits },
});

/**
 * Decodes one frame, from its ## to its line end. Any bytes give a frame, never a throw: what cannot be read is an error with its offset.
 * Strict as it stands: every departure from the text of the version is an error. `lenient` forgives those of `deviationCodes`.
 */
export function decodeFrame(bytes: Uint8Array, options: DecodeOptions = {}): Frame {
  const { offset = 0 } = options;
  const settings = settingsOf(options);
  const end = bodyEnd(bytes, 0, bytes.length);
  return frameAt(bytes, { at: 0, end, to: bytes.length, offset }, opened(bytes, 0, end, settings), settings);
}

/** Whether what the frame says may be used, but for the items that are `refused`. */
export const isUsable = ({ errors }: Frame): boolean => errors.every(({ code }) => itemErrors.has(code));

/** Where a frame lies: its ##, the end of its CRC, the end of its line, and place 0 of the array in the stream. */
export interface FramePlace {
  readonly at: number;
  readonly end: number;
  readonly to: number;
  readonly offset: number;
}

/** The frame of what `opened` gave for its place. */
export function frameAt(bytes: Uint8Array, place: FramePlace, found: Opened | Shut, settings: Settings): Frame {
  const draft: Draft = {
    isLenient: settings.lenient === true,
    deviations: [],
    errors: [],
    fields: [],
    items: [],
    header: [null, null, null, null, null, null, null, null, null, null],
    headerAt: [place.at, place.at, place.at, place.at, place.at, place.at, place.at, place.at, place.at, place.at],
    dataTime: null,
    qnInData: null,
    packetsInData: false,
    origin: place.offset,
    lastPlace: Number.MAX_SAFE_INTEGER,
  };
  if (found.kind === "shut") {
    refuse(draft, found.code, found.at, found.evidence);
    return finished(draft, null, false);
  }
  const segment = judgeEnvelope(draft, bytes, place);
  const { from, to, cipher } = found;
  if (cipher !== undefined) {
    draft.origin = place.offset + segment;
    draft.headerAt.fill(0);
  }
  const data = readHeader(draft, found.bytes, found, settings.limits);
  if (data === -1) refuse(draft, "data-area", to);
  else {
    draft.fields.push(["CP", "&&"]);
    if (cipher !== undefined) draft.lastPlace = draft.origin + untilText(found.bytes, data, to) + 2;
    readData(draft, found.bytes, data, to, settings);
  }
  const version = judgeHeader(draft, settings.version);
  const longestData = version === 2005 ? 960 : 950;
  if (to - from > 1024 || (data !== -1 && to - data - 4 > longestData)) deviate(draft, "long-segment", from);
  if (cipher !== undefined && version !== 2025) deviate(draft, "cipher-version", to);
  if (cipher?.isRestInside === true || cipher?.isLowerCase === true) deviate(draft, "cipher-form", to);
  const cn = draft.header[2];
  if (draft.dataTime === null && draft.items.length > 0 && cn?.startsWith("2") === true)
    deviate(draft, "time-missing", data);
  return finished(draft, version, cipher !== undefined);
}

/** What stands around the segment; answers where the segment begins. */
function judgeEnvelope(draft: Draft, bytes: Uint8Array, { at, end, to }: FramePlace): number {
  const from = segmentStart(bytes, at, end);
  if (from - at !== 6) deviate(draft, "length-digits", at + 2);
  for (let p = end - 4; p < end; p++) if ((bytes[p] as number) > 96) deviate(draft, "crc-case", p);
  if (to - end !== 2) deviate(draft, "line-end", end);
  return from;
}

function finished(draft: Draft, version: Frame["version"], isEncrypted: boolean): Frame {
  const { deviations, errors, header, dataTime, qnInData, items, fields } = draft;
  const [qn = null, st = null, cn = null, pw = null, mn = null, flag = null, pnum = null, pno = null, rf = null] =
    header;
  if (errors.length > 1) errors.sort((a, b) => a.offset - b.offset);
  if (deviations.length > 1) deviations.sort((a, b) => a.offset - b.offset);
  const frame: Frame = {
    ok: errors.length === 0,
    version,
    deviations,
    errors,
    qn: qn ?? qnInData,
    st,
    cn,
    pw,
    mn,
    flag,
    pnum,
    pno,
    backfill: rf === "1",
    dataTime,
    items,
    fields,
  };
  return isEncrypted ? { ...frame, encrypted: true } : frame;
}
