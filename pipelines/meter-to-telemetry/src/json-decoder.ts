import { blank, carriageReturn, closingList, comma, lineFeed, opening, openingList, tab, zero } from "./ascii.ts";
import { type Fault, fault, shown } from "./fault.ts";
import { type Member, readFlatJson } from "./flat-json.ts";
import {
  countsOf,
  type DecoderOptions,
  flushAll,
  type Intake,
  intake,
  lineBytesMax,
  refuse,
  setDefaultFactory,
  settled,
  takeReading,
} from "./intake.ts";
import { clearElement, copyElement, type JsonElement, jsonElement, keep } from "./json-elements.ts";
import { plainView } from "./plain-bytes.ts";
import { scanReading } from "./reading-scan.ts";
import type { ReadingDecoder, ReadingSink } from "./sink.ts";
import { readStrictly } from "./strict-reading.ts";
import { utf8Text } from "./utf8.ts";

/** Where a body of JSON stands. A value or the end may come first in a list; behind a comma a value must, behind a value it must not. */
type Phase =
  | "start"
  | "object"
  | "list"
  | "behind comma"
  | "behind value"
  | "value"
  | "object behind list"
  | "done"
  | "broken";

interface JsonBody {
  readonly intake: Intake;
  phase: Phase;
  /** Readings begun so far. */
  count: number;
  /** The value that comes in, and the object around the list with a 0 in the list's place. */
  readonly value: JsonElement;
  readonly object: JsonElement;
  isInObject: boolean;
  /** Whether the object named the factory before the list. */
  hasFactory: boolean;
}

/**
 * A JSON body: a list of readings, `{"factory": …, "readings": [ … ]}` with the factory first, or a single reading. It is
 * read value by value, so memory does not grow with the body. `line` is the place of a reading in the list.
 */
export function jsonDecoder(options: DecoderOptions, sink: ReadingSink): ReadingDecoder {
  const body: JsonBody = {
    intake: intake(options, sink),
    phase: "start",
    count: 0,
    value: jsonElement(),
    object: jsonElement(),
    isInObject: false,
    hasFactory: false,
  };
  return {
    push(bytes) {
      readBody(body, plainView(bytes));
      return settled(body.intake);
    },
    flush() {
      flushAll(body.intake);
      return settled(body.intake);
    },
    end() {
      endBody(body);
      flushAll(body.intake);
      return settled(body.intake);
    },
    counts: () => countsOf(body.intake),
  };
}

function readBody(body: JsonBody, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let p = 0; p < bytes.length && p >= 0; ) {
    const byte = bytes[p] as number;
    if (body.phase === "broken") return;
    if (body.phase === "value") p = goOnWithValue(body, bytes, p);
    else if (body.phase === "object") p = readObject(body, bytes, p);
    else if (body.phase === "object behind list") p = readObjectBehindList(body, bytes, p);
    else if (byte === blank || byte === lineFeed || byte === tab || byte === carriageReturn) p += 1;
    else if (body.phase === "start") p = begin(body, bytes, p);
    else if (body.phase === "done")
      p = breakOff(
        body,
        fault(
          "bad-json",
          `Behind the JSON body stands ${shownAt(bytes, p)}: send one body, or newline-delimited JSON as application/x-ndjson.`,
        ),
        bytes,
        p,
      );
    else if (byte === closingList && body.phase !== "behind comma") {
      body.phase = body.isInObject ? "object behind list" : "done";
      p += 1;
    } else if (body.phase === "behind value") {
      if (byte !== comma)
        p = breakOff(
          body,
          fault(
            "bad-json",
            `Behind reading ${body.count} stands ${shownAt(bytes, p)} where "," or "]" belongs: nothing after it was read.`,
          ),
          bytes,
          p,
        );
      else {
        body.phase = "behind comma";
        p += 1;
      }
    } else if (byte === comma || byte === closingList)
      p = breakOff(
        body,
        fault(
          "bad-json",
          `${shownAt(bytes, p)} stands where reading ${body.count + 1} belongs: nothing after it was read.`,
        ),
        bytes,
        p,
      );
    else p = readValue(body, bytes, view, p);
  }
}

function begin(body: JsonBody, bytes: Uint8Array, p: number): number {
  const byte = bytes[p];
  if (byte === 0xef || byte === 0xbb || byte === 0xbf) return p + 1; // a byte-order mark
  if (byte === openingList) body.phase = "list";
  else if (byte === opening) {
    body.phase = "object";
    return p;
  } else
    return breakOff(
      body,
      fault("bad-json", `The body begins with ${shownAt(bytes, p)}: send a JSON list of readings.`),
      bytes,
      p,
    );
  return p + 1;
}

/** The common reading is read where it lies; what is unusual, or not complete yet, is copied together first. */
function readValue(body: JsonBody, bytes: Uint8Array, view: DataView, p: number): number {
  body.count += 1;
  const end = bytes[p] === opening ? scanReading(bytes, view, p, body.intake) : -1;
  if (end > 0 && end - p <= lineBytesMax) {
    takeReading(body.intake, body.count);
    body.phase = "behind value";
    return end;
  }
  clearElement(body.value);
  body.phase = "value";
  return p;
}

function goOnWithValue(body: JsonBody, bytes: Uint8Array, p: number): number {
  const end = copyElement(body.value, bytes, p);
  if (end < 0) return -1;
  takeValue(body, body.value);
  body.phase = "behind value";
  return end;
}

function takeValue({ intake, count }: JsonBody, { bytes, length, tooLong }: JsonElement): void {
  bytes[length] = lineFeed;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!tooLong && scanReading(bytes, view, 0, intake) === length) takeReading(intake, count);
  else {
    const wrong = tooLong ? readingTooLong : readStrictly(bytes, 0, length, intake);
    if (wrong === undefined) takeReading(intake, count);
    else refuse(intake, count, wrong, { bytes, from: 0, to: length });
  }
}

const readingTooLong = fault(
  "line-too-long",
  `The reading is longer than ${lineBytesMax} bytes, or a quote in it is never closed.`,
);

/** The members before the list; an object without one is a single reading. */
function readObject(body: JsonBody, bytes: Uint8Array, p: number): number {
  const { object } = body;
  const end = copyElement(object, bytes, p, true);
  if (end < 0) return -1;
  if (!object.atList) {
    body.count = 1;
    takeValue(body, object);
    body.phase = "done";
    return end;
  }
  keep(object, inPlaceOfList, 0, 1);
  const wrong = openList(body);
  if (wrong !== undefined) return breakOff(body, wrong, bytes, end);
  body.isInObject = true;
  body.phase = "list";
  return end + 1;
}

const inPlaceOfList = Uint8Array.of(zero);

function openList(body: JsonBody): Fault | undefined {
  const members = membersOf(body.object, "}");
  if ("reason" in members) return members;
  if (members.at(-1)?.name !== "readings") {
    return fault(
      "bad-json",
      `Field ${shown(members.at(-1)?.name ?? "")} holds a list: put the readings into a list "readings".`,
    );
  }
  const factory = members.find(({ name }) => name === "factory");
  body.hasFactory = factory !== undefined;
  if (factory === undefined || setDefaultFactory(body.intake, factory.text)) return undefined;
  return fault("bad-name", `Factory ${shown(factory.text)} is no name: use letters, digits, blanks and ._/()+-.`);
}

function readObjectBehindList(body: JsonBody, bytes: Uint8Array, p: number): number {
  const end = copyElement(body.object, bytes, p);
  if (end < 0) return -1;
  const members = membersOf(body.object, "");
  if ("reason" in members) return breakOff(body, members, bytes, end - 1);
  if (!body.hasFactory && members.some(({ name }) => name === "factory")) {
    const wrong = fault("bad-json", 'Field "factory" stands behind "readings", where it comes too late: put it first.');
    return breakOff(body, wrong, bytes, end - 1);
  }
  body.phase = "done";
  return end;
}

/** The members of the object around the list, which are `factory` and `readings` and no others. */
function membersOf({ bytes, length, tooLong }: JsonElement, rest: string): readonly Member[] | Fault {
  const text = tooLong ? undefined : utf8Text(bytes, 0, length);
  if (text === undefined)
    return tooLong ? readingTooLong : fault("bad-utf8", "The body is not UTF-8: send it in UTF-8.");
  const members = readFlatJson(text + rest);
  if (members.kind !== "accept") return members;
  const stranger = members.value.find(
    ({ name, kind }) => name !== "readings" && (name !== "factory" || kind !== "text"),
  );
  if (stranger !== undefined) {
    return fault(
      "unknown-field",
      `Field ${shown(stranger.name)} is not known beside "readings": only a "factory" by its name is.`,
    );
  }
  const twice = members.value.find(({ name }, i) => members.value.findIndex((other) => other.name === name) !== i);
  return twice === undefined
    ? members.value
    : fault("duplicate-field", `Field "${twice.name}" stands twice: send it once.`);
}

/** Refuses the rest of the body: in broken JSON nobody knows where the next reading begins. */
function breakOff(body: JsonBody, wrong: Fault, bytes: Uint8Array, p: number): number {
  body.phase = "broken";
  refuse(body.intake, body.count + 1, wrong, { bytes, from: p, to: p + 1 });
  return -1;
}

const shownAt = (bytes: Uint8Array, p: number): string => shown(String.fromCharCode(bytes[p] as number));

function endBody(body: JsonBody): void {
  if (body.phase === "start" || body.phase === "done" || body.phase === "broken") return;
  const { bytes, length } = body.phase === "value" ? body.value : body.object;
  const place = body.phase === "value" ? body.count : body.count + 1;
  refuse(
    body.intake,
    place,
    fault(
      "truncated",
      `The body ends before its closing bracket, at reading ${place}: the readings before it were taken, send the rest again.`,
    ),
    { bytes, from: 0, to: length },
  );
  body.phase = "broken";
}
