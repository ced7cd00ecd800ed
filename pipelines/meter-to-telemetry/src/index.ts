export { type ChromiumCheck, chromiumDoubt } from "./chromium-doubt.ts";
export { csvDecoder } from "./csv-decoder.ts";
export { carriesReadings, channelOf } from "./hj212/channel-of-field.ts";
export { type FrameReason, frameReasons } from "./hj212/frame-reasons.ts";
export {
  type FrameReader,
  type FrameReadings,
  frameReader,
  type RefusedValue,
  type ReplacedInstrument,
} from "./hj212/readings-of-frame.ts";
export { statedUnits } from "./hj212/stated-unit.ts";
export type { Station, StationFrame, StationItem, WireWords } from "./hj212/station-frame.ts";
export { type ImportOptions, importDecoder } from "./import-decoder.ts";
export type { ImportRule } from "./import-rule.ts";
export type { DecoderOptions } from "./intake.ts";
export { jsonDecoder } from "./json-decoder.ts";
export { type MassCheck, massDoubt } from "./mass-doubt.ts";
export { chunkOf, type MeterReading } from "./meter-reading.ts";
export { exceptionText, isAboutPlaces, isForNow } from "./modbus/exception-text.ts";
export type {
  ModbusPoint,
  ReadFunction,
  RegisterType,
  WireOrder,
} from "./modbus/modbus-point.ts";
export { type ModbusReason, modbusReasons } from "./modbus/modbus-reasons.ts";
export { halvesOf, planReads, type ReadLimits, type ReadRequest } from "./modbus/plan-reads.ts";
export { type PointValue, pointMicro } from "./modbus/point-micro.ts";
export { type Answer, frameLength, readAnswer } from "./modbus/read-answer.ts";
export { requestFrame } from "./modbus/request-frame.ts";
export { type DeviceMessage, type MessageReader, messageReader } from "./mqtt/message-reader.ts";
export { type MessageReason, messageReasons } from "./mqtt/message-reasons.ts";
export type { MessageTemplate, ReadingTemplate, TemplateTime } from "./mqtt/message-template.ts";
export { ndjsonDecoder } from "./ndjson-decoder.ts";
export type { ReadingChunk } from "./reading-chunk.ts";
export { type DoorReason, doorReasons } from "./reasons.ts";
export { type ImportProposal, recogniseImport } from "./recognise-import.ts";
export { rowsBelowHeader } from "./recognise-table.ts";
export { type RisenChannel, type RisingChannels, risingChannels } from "./rising-channels.ts";
export type { DecoderCounts, ReadingDecoder, ReadingSink, Refusal } from "./sink.ts";
export { askAgain, outOfTouch } from "./sparkplug/ask-again.ts";
export {
  type EdgeNode,
  type NodeMessage,
  type NodeOutcome,
  unbornNode,
} from "./sparkplug/edge-node.ts";
export type { MetricUses } from "./sparkplug/metric-book.ts";
export { type NodeReason, nodeReasons } from "./sparkplug/node-reasons.ts";
export { rebirthCommand } from "./sparkplug/rebirth-command.ts";
export { readSparkplugTopic } from "./sparkplug/sparkplug-topic.ts";
export { takeNodeMessage } from "./sparkplug/take-node-message.ts";
export { type RefusedRow, type TakenBatch, takeBatch } from "./take-batch.ts";
