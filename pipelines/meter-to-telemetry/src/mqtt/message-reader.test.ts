import fc from "fast-check";
import { expect, test } from "vitest";
import { type JsonPath, readJsonPath } from "./json-path.ts";
import { type DeviceMessage, messageReader } from "./message-reader.ts";
import type { MessageTemplate, ReadingTemplate } from "./message-template.ts";
import { readTopicFilter, type TopicFilter } from "./topic-filter.ts";

const path = (text: string): JsonPath => readJsonPath(text) as JsonPath;
const topic = (text: string): TopicFilter => readTopicFilter(text) as TopicFilter;
const receivedMs = Date.parse("2027-01-01T00:00:00Z");

const reading = (parts: Partial<ReadingTemplate>): ReadingTemplate => ({
  ...{ channel: "energy", except: [], noReading: [], unitCode: 0, coversSeconds: 0 },
  ...parts,
});

const template = (parts: Partial<MessageTemplate>): MessageTemplate => ({
  topic: topic("hall/+line/state"),
  time: { at: path("ts"), form: "epoch-ms" },
  readings: [reading({ value: path("kwh") })],
  ...parts,
});

const message = (payload: string | Uint8Array, parts: Partial<DeviceMessage> = {}): DeviceMessage => ({
  topic: "hall/press/state",
  payload: typeof payload === "string" ? new TextEncoder().encode(payload) : payload,
  isRetained: false,
  receivedMs,
  ...parts,
});

const read = (parts: Partial<MessageTemplate>, payload: string, more: Partial<DeviceMessage> = {}) =>
  messageReader(template(parts))(message(payload, more));

const told = (found: ReturnType<typeof read>) => [
  ...(found?.readings ?? []).map((one) => `${one.channel} ${one.atMs} ${one.valueMicro} ${one.quality} ${one.marks}`),
  ...(found?.refused ?? []).map(({ reason }) => reason),
];

test("a number is read from its digits, and no double rounds it", () => {
  expect(told(read({}, '{"ts":1798761600000,"kwh":123456789012.123456}'))).toEqual([
    "energy 1798761600000 123456789012123456 2 1024",
  ]);
  expect(told(read({}, '{"ts":"1798761600000","kwh":"1.5e2"}'))).toEqual(["energy 1798761600000 150000000 2 1024"]);
  expect(told(read({}, '{"ts":1798761600000,"kwh":0.12345678}'))).toEqual(["value-too-fine"]);
  expect(told(read({}, '{"ts":1798761600000,"kwh":1234567890123}'))).toEqual(["value-too-large"]);
});

test("a template may round, and says to how many decimals", () => {
  const rounding = { readings: [reading({ value: path("kwh"), decimals: 3 })] };
  expect(told(read(rounding, '{"ts":1798761600000,"kwh":23.399999618530273}'))).toEqual([
    "energy 1798761600000 23400000 2 1024",
  ]);
  expect(told(read(rounding, '{"ts":1798761600000,"kwh":-1.0005}'))).toEqual(["energy 1798761600000 -1001000 2 1024"]);
});

test("null, a text that the template names, and what is absent are no readings; a message with nothing to read is told", () => {
  const two = {
    readings: [reading({ value: path("kwh"), noReading: ["-99"] }), reading({ channel: "m3", value: path("m3") })],
  };
  expect(told(read(two, '{"ts":1798761600000,"kwh":null}'))).toEqual([]);
  expect(told(read(two, '{"ts":1798761600000,"kwh":-99,"m3":2}'))).toEqual(["m3 1798761600000 2000000 2 1024"]);
  expect(told(read(two, '{"ts":1798761600000,"kWh":1}'))).toEqual(["nothing-found"]);
});

test("true and nested values are no numbers", () => {
  expect(told(read({}, '{"ts":1798761600000,"kwh":true}'))).toEqual(["bad-value"]);
  expect(told(read({}, '{"ts":1798761600000,"kwh":"NaN"}'))).toEqual(["bad-value"]);
  expect(told(read({}, '{"ts":1798761600000,"kwh":{}}'))).toEqual(["bad-value"]);
});

test("each member of an object is a reading, and what is no number there is counted", () => {
  const keys = { readings: [reading({ channel: "{line}/{key}", keysOf: path("values"), except: ["run"] })] };
  const found = read(keys, '{"ts":1798761600000,"values":{"kwh":1,"m3":2.5,"run":1,"state":"on","gas":null}}');
  expect(told(found)).toEqual(["press/kwh 1798761600000 1000000 2 1024", "press/m3 1798761600000 2500000 2 1024"]);
  expect(found?.ignored).toBe(1);
});

test("each element of a list is read, with its own time or that of the whole", () => {
  const own = {
    each: path("data"),
    time: { at: path("0"), form: "epoch-s" },
    readings: [reading({ value: path("1") })],
  } as const;
  expect(told(read(own, '{"data":[[1798761600,1],[1798761660.5,2],[1798761720,null]]}'))).toEqual([
    "energy 1798761600000 1000000 2 1024",
    "energy 1798761660500 2000000 2 1024",
  ]);
  const whole = {
    each: path("data"),
    time: { at: path("$.at"), form: "iso" },
    readings: [reading({ channel: "{line}/kwh", value: path("v") })],
  } as const;
  expect(told(read(whole, '{"at":"2027-01-01T08:00:00+08:00","data":[{"v":7}]}'))).toEqual([
    "press/kwh 1798761600000 7000000 2 1024",
  ]);
});

test("a message that is only a number is one", () => {
  expect(told(read({ time: "received", readings: [reading({})] }, "12.5"))).toEqual([
    `energy ${receivedMs} 12500000 2 1024`,
  ]);
});

test("local times are of the zone that the template names", () => {
  const local = { time: { at: path("t"), form: { pattern: "YYYY-MM-DD HH:mm:ss", zone: "Europe/Berlin" } } };
  expect(told(read(local, '{"t":"2027-01-01 01:00:00","kwh":1}'))).toEqual(["energy 1798761600000 1000000 2 1024"]);
  expect(told(read(local, '{"t":"2026-10-25 02:30:00","kwh":1}'))).toEqual(["local-time-twice"]);
  expect(told(read(local, '{"t":"2026-03-29 02:30:00","kwh":1}'))).toEqual(["local-time-never"]);
  expect(told(read(local, '{"t":"2027-02-30 01:00:00","kwh":1}'))).toEqual(["bad-time"]);
});

test("arrival is never taken for a time that is missing or wrong", () => {
  expect(told(read({}, '{"kwh":1}'))).toEqual(["no-time"]);
  expect(told(read({}, '{"ts":1798761600,"kwh":1}'))).toEqual(["time-out-of-bounds"]);
  expect(told(read({}, '{"ts":4102444800000,"kwh":1}'))).toEqual(["time-out-of-bounds"]);
});

test("a message that the broker had kept has its own time, or is refused", () => {
  const kept = { isRetained: true };
  expect(told(read({}, '{"ts":1767225600000,"kwh":1}', kept))).toEqual(["energy 1767225600000 1000000 2 1024"]);
  expect(told(read({ time: "received" }, '{"kwh":1}', kept))).toEqual(["retained-without-time"]);
});

test("what is ahead of its arrival by more than the tolerance is marked so", () => {
  expect(told(read({}, `{"ts":${receivedMs + 600_000},"kwh":1}`))).toEqual([
    `energy ${receivedMs + 600_000} 1000000 2 0`,
  ]);
});

test("quality is what the template makes of the device's words; a word it does not have does not count", () => {
  const words = new Map<string, number | "none">([
    ["good", 2],
    ["cal", 5],
    ["offline", "none"],
  ]);
  const judged = { readings: [reading({ value: path("kwh"), quality: { at: path("q"), words } })] };
  const line = (q: string) => told(read(judged, `{"ts":1798761600000,"kwh":1,"q":${q}}`));
  expect(['"good"', '"cal"', '"offline"', '"odd"', "null"].map(line)).toEqual([
    ["energy 1798761600000 1000000 2 1024"],
    ["energy 1798761600000 1000000 5 1024"],
    [],
    ["energy 1798761600000 1000000 9 1024"],
    ["energy 1798761600000 1000000 2 1536"],
  ]);
});

test("what a device sends from memory is marked", () => {
  expect(told(read({ backfill: path("late") }, '{"ts":1798761600000,"kwh":1,"late":true}'))).toEqual([
    "energy 1798761600000 1000000 2 1152",
  ]);
});

test("a channel is what topic and key make of it, or refused where that is no name", () => {
  const named = { readings: [reading({ channel: "{line}/kwh", value: path("kwh") })] };
  expect(told(read(named, '{"ts":1798761600000,"kwh":1}', { topic: "hall/a*b/state" }))).toEqual(["bad-name"]);
  expect(read(named, "{}", { topic: "hall/press/other" })).toBeUndefined();
});

test("a key twice is refused, and so is what is no JSON or too deep", () => {
  const refusal = (payload: string) => read({}, payload)?.refused[0]?.evidence;
  expect(refusal('{"kwh":1,"kwh":2}')).toContain('another field than "kwh"');
  expect(refusal('{"kwh":NaN}')).toContain("At letter 8");
  expect(refusal('{"kwh":1')).toContain("ends where");
  expect(refusal("[".repeat(100_000))).toContain("at most 32 deep");
  expect(told(messageReader(template({}))(message(Uint8Array.of(0xff))))).toEqual(["bad-utf8"]);
});

test("any bytes give an answer", () => {
  const reader = messageReader(
    template({ each: path("d"), readings: [reading({ channel: "{key}", keysOf: path("v") })] }),
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (payload) => reader(message(payload)) !== undefined));
  fc.assert(
    fc.property(fc.json(), (json) => reader(message(`{"d":[{"ts":1,"v":${json}}],"__proto__":1}`)) !== undefined),
  );
});
