import { qualityCodes, readingMarks } from "@celadon/proto";
import { type InstantMs, isName } from "@celadon/quantity";
import { shown } from "../fault.ts";
import { toleranceMs } from "../intake.ts";
import type { MeterReading } from "../meter-reading.ts";
import { utf8Text } from "../utf8.ts";
import { decimalMicro } from "./decimal-micro.ts";
import { at } from "./json-path.ts";
import { isObject, isScalar, type JsonTree, readJsonTree } from "./json-tree.ts";
import type { MessageReason } from "./message-reasons.ts";
import type { MessageTemplate, ReadingTemplate } from "./message-template.ts";
import { messageTime, type ReadTime } from "./message-time.ts";
import { matchTopic } from "./topic-filter.ts";

/** A message as the broker handed it over. */
export interface DeviceMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Kept by the broker and sent at the subscription: nobody knows since when. */
  readonly isRetained: boolean;
  readonly receivedMs: InstantMs;
}

/** What of a message is no reading, and why. */
export interface RefusedValue {
  readonly reason: MessageReason;
  readonly evidence: string;
}

export interface MessageReadings {
  readonly readings: readonly MeterReading[];
  readonly refused: readonly RefusedValue[];
  /** Members of objects that are no numbers. */
  readonly ignored: number;
}

/** Reads a message; undefined where its topic is not that of the template. */
export type MessageReader = (message: DeviceMessage) => MessageReadings | undefined;

const bytesMax = 262_144;

/**
 * Messages as readings, by a template:
 *
 *   value    exact, from the digits as they were written; null, and what is not there, is no reading
 *   instant  what the template says. With `received` it is that of arrival, and a message that the broker had kept is refused: it may
 *            be from last year
 *   quality  by the words of the template; a word that it does not have is kept and not counted (`unknown-flag`)
 *
 * Never throws.
 */
export function messageReader(template: MessageTemplate): MessageReader {
  const readTime = template.time === "received" ? undefined : messageTime(template.time.form);
  return (message) => {
    const levels = matchTopic(template.topic, message.topic);
    if (levels === undefined) return undefined;
    const root = treeOf(message.payload);
    if ("reason" in root) return { readings: [], refused: [root], ignored: 0 };
    const open: OpenMessage = {
      ...{ template, message, levels, root: root.tree, readTime },
      ...{ readings: [], refused: [], ignored: 0, isAnythingThere: false },
    };
    for (const element of elementsOf(open)) takeElement(open, element);
    if (!open.isAnythingThere && open.refused.length === 0) {
      const evidence = `${shown(message.topic)}: nothing of what the template reads is in the message: correct its paths, or leave the topic out.`;
      open.refused.push({ reason: "nothing-found", evidence });
    }
    return { readings: open.readings, refused: open.refused, ignored: open.ignored };
  };
}

interface OpenMessage {
  readonly template: MessageTemplate;
  readonly message: DeviceMessage;
  readonly levels: ReadonlyMap<string, string>;
  readonly root: JsonTree;
  readonly readTime: ReadTime | undefined;
  readonly readings: MeterReading[];
  readonly refused: RefusedValue[];
  ignored: number;
  isAnythingThere: boolean;
}

function treeOf(payload: Uint8Array): { readonly tree: JsonTree } | RefusedValue {
  if (payload.length > bytesMax) {
    const evidence = `The message has ${payload.length} bytes, and ${bytesMax} are read: send less at once.`;
    return { reason: "too-long", evidence };
  }
  const text = utf8Text(payload, 0, payload.length);
  if (text === undefined) return { reason: "bad-utf8", evidence: "The message is no UTF-8: send JSON." };
  const read = readJsonTree(text);
  return read.kind === "accept" ? { tree: read.value } : { reason: read.reason, evidence: read.evidence };
}

function elementsOf({ template: { each }, root }: OpenMessage): readonly JsonTree[] {
  if (each === undefined) return [root];
  const found = at(each, root, root);
  return found === undefined || isScalar(found) || isObject(found) ? [] : found;
}

function takeElement(open: OpenMessage, element: JsonTree): void {
  const values = open.template.readings.flatMap((reading) => valuesOf(open, reading, element));
  if (values.length === 0) return;
  const atMs = instantOf(open, element);
  if (typeof atMs !== "number") {
    open.refused.push(atMs);
    return;
  }
  for (const { reading, channel, text } of values) takeValue(open, element, atMs, { reading, channel, text });
}

interface FoundValue {
  readonly reading: ReadingTemplate;
  readonly channel: string;
  /** Undefined: no number and no text. */
  readonly text: string | undefined;
}

/** What a reading's template finds in an element: null and what is absent left out. */
function valuesOf(open: OpenMessage, reading: ReadingTemplate, element: JsonTree): readonly FoundValue[] {
  const { value, keysOf, channel, except } = reading;
  if (keysOf === undefined) {
    const found = value === undefined ? element : at(value, open.root, element);
    if (found === undefined) return [];
    open.isAnythingThere = true;
    return isNull(found) ? [] : [{ reading, channel: named(channel, open.levels), text: textOf(found) }];
  }
  const members = at(keysOf, open.root, element);
  if (members === undefined || !isObject(members)) return [];
  open.isAnythingThere = true;
  return [...members].flatMap(([key, found]) => {
    if (except.includes(key) || isNull(found)) return [];
    const text = isScalar(found) && found.kind === "number" ? found.text : undefined;
    if (text === undefined) open.ignored += 1;
    return text === undefined ? [] : [{ reading, channel: named(channel, open.levels, key), text }];
  });
}

const isNull = (tree: JsonTree): boolean => isScalar(tree) && tree.kind === "word" && tree.text === "null";
const textOf = (tree: JsonTree): string | undefined => (isScalar(tree) && tree.kind !== "word" ? tree.text : undefined);

const named = (channel: string, levels: ReadonlyMap<string, string>, key?: string): string =>
  channel.replace(/\{([^{}]*)\}/g, (braces, name: string) => {
    const word = name === "key" && key !== undefined ? key : levels.get(name);
    return word === undefined ? braces : word;
  });

function instantOf(
  { template: { time }, message, root, readTime }: OpenMessage,
  element: JsonTree,
): number | RefusedValue {
  if (time === "received" || readTime === undefined) {
    if (!message.isRetained) return message.receivedMs;
    const evidence = `${shown(message.topic)}: the broker had kept this message, and nobody knows of when it is. Let the device send the time with it, or not retain it.`;
    return { reason: "retained-without-time", evidence };
  }
  const found = at(time.at, root, element);
  const text = found === undefined ? undefined : textOf(found);
  if (text !== undefined) return readTime(text);
  const evidence = `${shown(message.topic)}: where the template says that the time is, there is none. Its arrival is not taken for it.`;
  return { reason: "no-time", evidence };
}

function takeValue(open: OpenMessage, element: JsonTree, atMs: number, { reading, channel, text }: FoundValue): void {
  const { message, template, root } = open;
  if (!isName(channel)) {
    const evidence = `${shown(channel)} cannot be the name of a channel: it has 1 to 128 letters, digits, blanks and ._/()+-, and begins and ends with a letter or digit.`;
    open.refused.push({ reason: "bad-name", evidence });
    return;
  }
  if (text !== undefined && reading.noReading.includes(text)) return;
  const quality = qualityOf(reading, root, element);
  if (quality === "none") return;
  const micro = text === undefined ? undefined : decimalMicro(text, reading.decimals);
  if (typeof micro !== "bigint") {
    const evidence = micro === undefined ? "No number stands where the template says: send digits." : micro.evidence;
    const reason =
      micro?.reason === "value-too-large" || micro?.reason === "value-too-fine" ? micro.reason : "bad-value";
    open.refused.push({ reason, evidence: `${channel}: ${evidence}` });
    return;
  }
  const late = template.backfill === undefined ? undefined : at(template.backfill, root, element);
  const isBackfill = late !== undefined && isScalar(late) && late.text === "true";
  open.readings.push({
    ...{ channel, atMs, valueMicro: micro, revision: 0, coversSeconds: reading.coversSeconds, quality: quality.code },
    marks:
      reading.unitCode |
      (isBackfill ? readingMarks.backfill : 0) |
      (quality.isAbsent ? readingMarks.unflagged : 0) |
      (atMs <= message.receivedMs + toleranceMs ? readingMarks.timely : 0),
  });
}

function qualityOf(
  { quality }: ReadingTemplate,
  root: JsonTree,
  element: JsonTree,
): "none" | { readonly code: number; readonly isAbsent: boolean } {
  if (quality === undefined) return { code: qualityCodes.measured, isAbsent: false };
  const found = at(quality.at, root, element);
  if (found === undefined || isNull(found)) return { code: qualityCodes.measured, isAbsent: true };
  const code = isScalar(found) ? quality.words.get(found.text) : undefined;
  if (code === "none") return "none";
  return { code: code === undefined ? qualityCodes["unknown-flag"] : code, isAbsent: false };
}
