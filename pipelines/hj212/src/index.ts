export type { Sm4 } from "./cipher-text.ts";
export { type FieldKind, kindOf, type PollutantCode, pollutantCodes, pollutantOf, unitOf } from "./code-table.ts";
export { crcOf } from "./crc.ts";
export { decodeFrame, isUsable } from "./decode-frame.ts";
export type { DecodeOptions } from "./decode-options.ts";
export {
  type Encoded,
  type EncodeErrorCode,
  type EncodeOptions,
  encodeErrorCodes,
  encodeFrame,
  type FrameToEncode,
} from "./encode-frame.ts";
export { type DeviationCode, deviationCodes, type ErrorCode, errorCodes, itemErrors } from "./fault-codes.ts";
export { type FlagBits, flagBitsOf, flagOf, type Version } from "./flag.ts";
export type { Fault, Field, Frame, Item } from "./frame.ts";
export { type Counts, type Found, type Framer, framer } from "./framer.ts";
export { instantOf, qnOf, timeOf } from "./instant-of.ts";
export { defaultLimits, type Limits } from "./limits.ts";
export {
  type Answered,
  askPeriod,
  askTime,
  dataFields,
  dataReply,
  type Exchange,
  executionReply,
  executionReturns,
  heartbeat,
  type MessageOptions,
  message,
  noticeReply,
  requestReply,
  requestReturns,
  setMinInterval,
  setRetries,
  setRtdInterval,
  setTime,
} from "./messages.ts";
export { unprovenMn } from "./opened.ts";
