import { type FlagBits, flagOf, type Version } from "./flag.ts";
import type { Field, Frame } from "./frame.ts";
import { timeOf } from "./instant-of.ts";

/** Who an exchange is with, and how it is named. */
export interface Exchange {
  readonly version: Version;
  /** 17 digits: `qnOf` of the moment it begins. A request that is sent again repeats it. */
  readonly qn: string;
  readonly st: string;
  readonly pw: string;
  readonly mn: string;
}

/** What a reply must know of the frame it answers. A decoded frame is one. */
export type Answered = Pick<Frame, "version" | "qn" | "pw" | "mn" | "flag">;

/** 9011, QnRtn: whether a request will be carried out. */
export const requestReturns = {
  ready: "1",
  refused: "2",
  password: "3",
  station: "4",
  system: "5",
  flag: "6",
  exchange: "7",
  command: "8",
  crc: "9",
  unknown: "100",
} as const;

/** 9012, ExeRtn: what became of it. */
export const executionReturns = {
  done: "1",
  failed: "2",
  condition: "3",
  timeout: "4",
  busy: "5",
  fault: "6",
  noData: "100",
} as const;

/** 9011: the answer to a request before it is carried out. */
export const requestReply = (asked: Answered, result: keyof typeof requestReturns): readonly Field[] =>
  reply(asked, "9011", [["QnRtn", requestReturns[result]]]);

/** 9012: the answer when it has been carried out. */
export const executionReply = (asked: Answered, result: keyof typeof executionReturns): readonly Field[] =>
  reply(asked, "9012", [["ExeRtn", executionReturns[result]]]);

/** 9013: the answer to a notice (1013, 2012, 2022) and to a heartbeat. */
export const noticeReply = (notice: Answered): readonly Field[] => reply(notice, "9013", []);

/** 9014: the data are durable. Never sent before they are. */
export const dataReply = (data: Answered): readonly Field[] => reply(data, "9014", []);

/**
 * A reply repeats QN, PW and MN, asks for none itself and has ST 91. 2005 has the QN inside CP, and a Flag only where the frame had one.
 */
function reply({ version, qn, pw, mn, flag }: Answered, cn: string, data: readonly Field[]): readonly Field[] {
  const own = version ?? 2005;
  const named: readonly Field[] = qn === null ? [] : [["QN", qn]];
  const is2005 = own === 2005;
  return [
    ...(is2005 ? [] : named),
    ["ST", "91"],
    ["CN", cn],
    ...(pw === null ? [] : [["PW", pw] as const]),
    ...(mn === null ? [] : [["MN", mn] as const]),
    ...(is2005 && flag === null ? [] : [["Flag", flagOf(own, { wantsReply: false })] as const]),
    ["CP", "&&"],
    ...(is2005 ? named : []),
    ...data,
  ];
}

/** Any request or upload: the header of the version, then these data. `packet` numbers the parts of a long one. */
export function message(
  { version, qn, st, pw, mn }: Exchange,
  cn: string,
  data: readonly Field[],
  { wantsReply = true, packet, backfill = false }: MessageOptions = {},
): readonly Field[] {
  const bits: Omit<FlagBits, "version"> = { wantsReply, hasPackets: packet !== undefined };
  const packets: readonly Field[] =
    packet === undefined
      ? []
      : [
          ["PNUM", String(packet.of)],
          ["PNO", String(packet.number)],
        ];
  return [
    ["QN", qn],
    ["ST", st],
    ["CN", cn],
    ["PW", pw],
    ["MN", mn],
    ["Flag", flagOf(version, bits)],
    ...packets,
    ...(backfill ? [["RF", "1"] as const] : []),
    ["CP", "&&"],
    ...data,
  ];
}

export interface MessageOptions {
  readonly wantsReply?: boolean;
  readonly packet?: { readonly number: number; readonly of: number };
  /** RF=1, of 2025 only. */
  readonly backfill?: boolean;
}

/** 1012: sets the station's clock. */
export const setTime = (to: Exchange, instantMs: number): readonly Field[] =>
  message(to, "1012", [["SystemTime", timeText(instantMs)]]);

/** 1011: asks for the station's clock. */
export const askTime = (to: Exchange): readonly Field[] => message(to, "1011", []);

/** 1000: how long the station waits for a reply, and how often it sends again. */
export const setRetries = (
  to: Exchange,
  { seconds, resends }: { seconds: number; resends: number },
): readonly Field[] =>
  message(to, "1000", [
    ["OverTime", String(seconds)],
    ["ReCount", String(resends)],
  ]);

/** 1062: seconds between real-time uploads, 30 to 3600. */
export const setRtdInterval = (to: Exchange, seconds: number): readonly Field[] =>
  message(to, "1062", [["RtdInterval", String(seconds)]]);

/** 1064: minutes of a 2051 period: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30. */
export const setMinInterval = (to: Exchange, minutes: number): readonly Field[] =>
  message(to, "1064", [["MinInterval", String(minutes)]]);

/** 2011, 2031, 2041, 2051, 2061: asks again for the data of a time, first and last instant included. */
export const askPeriod = (
  to: Exchange,
  cn: "2011" | "2031" | "2041" | "2051" | "2061",
  { beginMs, endMs }: { beginMs: number; endMs: number },
): readonly Field[] =>
  message(to, cn, [
    ["BeginTime", timeText(beginMs)],
    ["EndTime", timeText(endMs), ","],
  ]);

/** 9015 of 2025: the station is there. */
export const heartbeat = (from: Exchange): readonly Field[] => message({ ...from, st: "91" }, "9015", []);

/** The fields of a data area: DataTime, then items of a code each, their values in the order given and the flag last. */
export const dataFields = (
  dataTimeMs: number,
  items: readonly { code: string; values: Readonly<Record<string, string>>; flag?: string }[],
): readonly Field[] => [
  ["DataTime", timeText(dataTimeMs)],
  ...items.flatMap(({ code, values, flag }): Field[] => [
    ...Object.entries(values).map(([suffix, value]): Field => [`${code}-${suffix}`, value]),
    ...(flag === undefined ? [] : [[`${code}-Flag`, flag] as const]),
  ]),
];

/** Of an instant outside the years 0 to 9999 there is no text; then `encodeFrame` refuses the value. */
const timeText = (instantMs: number): string => timeOf(instantMs) ?? ";";
