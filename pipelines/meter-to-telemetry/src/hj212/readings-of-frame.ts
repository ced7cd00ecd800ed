import { qualityCodes, readingMarks } from "@celadon/proto";
import type { InstantMs } from "@celadon/quantity";
import { shown } from "../fault.ts";
import { putValue } from "../field-text.ts";
import { toleranceMs } from "../intake.ts";
import type { MeterReading } from "../meter-reading.ts";
import { emptySlot, type ReadingSlot } from "../reading-slot.ts";
import { carriesReadings, channelOf, deviceIdCommand, useOf } from "./channel-of-field.ts";
import { contradictedItems } from "./contradicted-items.ts";
import { flagVerdict } from "./flag-verdict.ts";
import type { FrameReason } from "./frame-reasons.ts";
import type { StatedUnit } from "./stated-unit.ts";
import type { Station, StationFrame, StationItem, WireWords } from "./station-frame.ts";

/** A value that is no reading, and why. */
export interface RefusedValue {
  /** Its channel; of a whole frame the station and command alone. */
  readonly channel: string;
  readonly reason: FrameReason;
  readonly evidence: string;
}

/** An instrument with this serial number measures from then on: its channels want an epoch, which a person declares. */
export interface ReplacedInstrument {
  readonly code: string;
  readonly serial: string;
  readonly atMs: number;
}

/** All that comes of one frame. */
export interface FrameReadings {
  readonly readings: readonly MeterReading[];
  readonly refused: readonly RefusedValue[];
  readonly replaced: readonly ReplacedInstrument[];
  /** Sentences about items that contradict each other; their readings are kept as doubted. */
  readonly doubts: readonly string[];
}

/** Turns frames of stations into readings; what it remembers only spares work. */
export type FrameReader = (frame: StationFrame, station: Station, receivedMs: InstantMs) => FrameReadings;

/**
 * A decoded frame as readings, one for each number:
 *
 *   channel  `station/CN/code-suffix`
 *   instant  DataTime as it stands, at +08:00. Of a period (2031, 2041, 2051, 2061) that is its beginning: the plant model says so of
 *            the channel (`stamp: start`), and windows are judged by it, so that a change of configuration changes no key
 *   covers   not said (0): the channel's own period
 *   quality  what the flag of the item says of the instrument; `doubted` where the frame contradicts itself
 *   age      of `-SampleTime`: DataTime - SampleTime in seconds, how old the result of a batch analyser is
 *
 * Never throws. A frame whose command carries no readings gives none; one with values and without DataTime is refused, as it is never
 * lent the time of another packet.
 */
export function frameReader(words: WireWords, statedUnit: StatedUnit): FrameReader {
  const slot = emptySlot(); // written and read at once
  return (frame, station, receivedMs) => {
    const { cn } = frame;
    if (cn === null || frame.items.length === 0) return nothing;
    if (!carriesReadings(cn) && cn !== deviceIdCommand) return strayValues(frame, `${station.name}/${cn}`);
    const atMs = instantIn(frame, `${station.name}/${cn}`, words);
    if (typeof atMs !== "number") return { ...nothing, refused: [atMs] };
    if (cn === deviceIdCommand) return { ...nothing, replaced: serialsIn(frame, atMs) };
    const open: OpenFrame = {
      ...{ frame, cn, station, words, statedUnit, atMs, slot },
      marks:
        (atMs <= receivedMs + toleranceMs ? readingMarks.timely : 0) | (frame.backfill ? readingMarks.backfill : 0),
      contradicted: contradictedItems(frame, station, words),
      readings: [],
      refused: [],
    };
    for (const item of frame.items) takeItem(open, item);
    const { readings, refused, contradicted } = open;
    return { readings, refused, replaced: [], doubts: contradicted.size === 0 ? [] : [...contradicted.values()] };
  };
}

const nothing: FrameReadings = { readings: [], refused: [], replaced: [], doubts: [] };

/** Of a command that carries none, values are no readings; settings and logs are nothing to us. */
function strayValues({ items }: StationFrame, channel: string): FrameReadings {
  const isValue = ({ code, values }: StationItem): boolean =>
    Object.keys(values).some((suffix) => !["none", "serial"].includes(useOf(code, suffix)));
  if (!items.some(isValue)) return nothing;
  const evidence = `${channel}: the command is none that carries values, so nobody knows of what they are. Correct CN at the device.`;
  return { ...nothing, refused: [{ channel, reason: "other-command", evidence }] };
}

interface OpenFrame {
  readonly frame: StationFrame;
  readonly cn: string;
  readonly station: Station;
  readonly words: WireWords;
  readonly statedUnit: StatedUnit;
  readonly atMs: number;
  readonly slot: ReadingSlot;
  readonly marks: number;
  readonly contradicted: ReadonlyMap<string, string>;
  readonly readings: MeterReading[];
  readonly refused: RefusedValue[];
}

const [leastMs, endMs] = [Date.UTC(2000, 0, 1), Date.UTC(2100, 0, 1)];

function instantIn({ dataTime }: StationFrame, channel: string, { instantOf }: WireWords): number | RefusedValue {
  if (dataTime === null) {
    const evidence = `${channel}: the packet has values and no DataTime, and is not lent another's. Let the device send DataTime in each packet.`;
    return { channel, reason: "no-data-time", evidence };
  }
  const atMs = instantOf(dataTime);
  if (atMs === undefined) {
    const evidence = `${channel}: DataTime ${shown(dataTime)} is no date and time of day: send YYYYMMDDhhmmss.`;
    return { channel, reason: "bad-time", evidence };
  }
  if (atMs < leastMs || atMs >= endMs) {
    const evidence = `${channel}: DataTime ${shown(dataTime)} lies outside 2000 to 2100: set the clock of the device.`;
    return { channel, reason: "time-out-of-bounds", evidence };
  }
  return atMs;
}

const serialsIn = ({ items }: StationFrame, atMs: number): readonly ReplacedInstrument[] =>
  items.flatMap(({ code, values }) =>
    Object.entries(values).flatMap(([suffix, serial]) =>
      useOf(code, suffix) === "serial" ? [{ code, serial, atMs }] : [],
    ),
  );

function takeItem(open: OpenFrame, item: StationItem): void {
  const { frame, cn, station } = open;
  const { code, flag } = item;
  if (item.refused !== undefined && item.refused !== nameTwice) {
    const evidence = `${channelOf(station.name, cn, code, "*")}: the item cannot be read whole (${item.refused}), so none of its values counts. Correct it at the device.`;
    open.refused.push({ channel: `${station.name}/${cn}/${code}`, reason: "bad-value", evidence });
    return;
  }
  const verdict = flagVerdict(flag, frame);
  if (verdict === undefined) {
    const evidence = `${channelOf(station.name, cn, code, "*")}: flag B, the logger did not hear the instrument: its number is filler.`;
    open.refused.push({ channel: `${station.name}/${cn}/${code}`, reason: "no-communication", evidence });
    return;
  }
  // Two values under one name: nobody knows which was meant, so both are kept and neither counts.
  const isDoubted = item.refused === nameTwice || open.contradicted.has(code);
  const said = isDoubted ? { ...verdict, quality: doubted(verdict.quality) } : verdict;
  if (item.refused === nameTwice) {
    for (const [name, text] of frame.fields)
      if (name.startsWith(`${code}-`)) takeField(open, code, name.slice(code.length + 1), text, said);
    return;
  }
  for (const suffix of Object.keys(item.values)) takeField(open, code, suffix, item.values[suffix], said);
}

const nameTwice = "name-twice";

/** What would count is doubted; what counts for nothing already keeps what is said of its instrument. */
const doubted = (quality: number): number =>
  quality === qualityCodes.measured || quality === qualityCodes.estimated ? qualityCodes.doubted : quality;

function takeField(
  open: OpenFrame,
  code: string,
  suffix: string,
  text: string | undefined,
  { quality, marks }: { readonly quality: number; readonly marks: number },
): void {
  if (text === undefined) return;
  const use = useOf(code, suffix);
  if (use === "none" || use === "serial") return;
  const channel = channelOf(open.station.name, open.cn, code, suffix);
  const value = use === "age" ? ageOf(open, channel, text) : microOf(open, channel, text);
  if (typeof value !== "bigint") {
    open.refused.push(value);
    return;
  }
  const unit = use === "age" ? secondsCode : open.statedUnit(open.station, code, suffix);
  const isFallen = use === "amount" && value < 0n; // nothing flows back: an amount below zero contradicts itself
  open.readings.push({
    ...{ channel, atMs: open.atMs, valueMicro: value, revision: 0, coversSeconds: 0 },
    quality: isFallen ? doubted(quality) : quality,
    marks: open.marks | marks | unit,
  });
}

/** The stored code of the unit s. */
const secondsCode = 47;

function ageOf({ atMs, words }: OpenFrame, channel: string, text: string): bigint | RefusedValue {
  const sampledMs = words.instantOf(text);
  if (sampledMs !== undefined && sampledMs <= atMs && sampledMs >= leastMs) return BigInt(atMs - sampledMs) * 1_000n;
  const evidence = `${channel}: ${shown(text)} is no time before DataTime: set the clock of the analyser.`;
  return { channel, reason: "bad-sample-time", evidence };
}

const half = 4_294_967_296n;

const usualSentinels: readonly bigint[] = [-99n, -999n, -9_999n].map((number) => number * 1_000_000n);

function microOf({ slot, station }: OpenFrame, channel: string, text: string): bigint | RefusedValue {
  const { sentinels = [] } = station;
  const found = putValue(slot, text);
  if (found !== undefined) {
    const reason = found.reason === "value-too-large" || found.reason === "value-too-fine" ? found.reason : "bad-value";
    return { channel, reason, evidence: `${channel}: ${found.evidence}` };
  }
  const micro = BigInt(slot.valueHigh) * half + BigInt(slot.valueLow >>> 0);
  if (micro >= 0n && sentinels.length === 0) return micro;
  if (!usualSentinels.includes(micro) && !sentinels.includes(micro)) return micro;
  const evidence = `${channel}: ${shown(text)} stands for "no value". Where the device means it, it measured nothing.`;
  return { channel, reason: "sentinel", evidence };
}
