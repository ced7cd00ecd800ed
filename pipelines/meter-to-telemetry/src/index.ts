export type { DecoderOptions } from "./intake.ts";
export { ndjsonDecoder } from "./ndjson-decoder.ts";
export type { ReadingChunk } from "./reading-chunk.ts";
export { type DoorReason, doorReasons, type ModelReason, modelReasons } from "./reasons.ts";
export type { DecoderCounts, ReadingDecoder, ReadingSink, Refusal } from "./sink.ts";
