export { csvDecoder } from "./csv-decoder.ts";
export { type ImportOptions, importDecoder } from "./import-decoder.ts";
export type { ImportRule } from "./import-rule.ts";
export type { DecoderOptions } from "./intake.ts";
export { jsonDecoder } from "./json-decoder.ts";
export { ndjsonDecoder } from "./ndjson-decoder.ts";
export type { ReadingChunk } from "./reading-chunk.ts";
export { type DoorReason, doorReasons, type ModelReason, modelReasons } from "./reasons.ts";
export type { DecoderCounts, ReadingDecoder, ReadingSink, Refusal } from "./sink.ts";
