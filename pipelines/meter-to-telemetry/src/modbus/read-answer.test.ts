import fc from "fast-check";
import { expect, test } from "vitest";
import { planReads, type ReadRequest } from "./plan-reads.ts";
import { pointInTest } from "./point-in-test.ts";
import { pointMicro } from "./point-micro.ts";
import { frameLength, readAnswer } from "./read-answer.ts";
import { requestFrame } from "./request-frame.ts";

const hex = (text: string): Uint8Array => Uint8Array.from(text.split(" "), (byte) => Number.parseInt(byte, 16));
const asked = (functionCode: 1 | 2 | 3 | 4, address: number, count: number): ReadRequest => ({
  ...{ unitId: 17, functionCode, address, count, points: [] },
});

/** Messages of the examples in MODBUS Application Protocol Specification V1.1b3, 6.1 to 6.4, behind a head of Modbus TCP. */
const examples = [
  { of: "coils 20-38", ask: asked(1, 0x13, 19), question: "01 00 13 00 13", answer: "01 03 CD 6B 05" },
  { of: "discrete inputs 197-218", ask: asked(2, 0xc4, 22), question: "02 00 C4 00 16", answer: "02 03 AC DB 35" },
  {
    ...{ of: "holding registers 108-110", ask: asked(3, 0x6b, 3), question: "03 00 6B 00 03" },
    answer: "03 06 02 2B 00 00 00 64",
  },
  { of: "input register 9", ask: asked(4, 8, 1), question: "04 00 08 00 01", answer: "04 02 00 0A" },
];

test.each(examples)(
  "the specification's example for $of is asked and read to the byte",
  ({ ask, question, answer }) => {
    expect(requestFrame(ask, 0x1501)).toEqual(hex(`15 01 00 00 00 06 11 ${question}`));
    const message = hex(`11 ${answer}`);
    const frame = Uint8Array.of(0x15, 0x01, 0, 0, 0, message.length, ...message);
    expect(readAnswer(frame, ask, 0x1501)).toEqual({ kind: "data", data: message.subarray(3) });
  },
);

test("holding registers 108 to 110 of the specification's example hold 555, 0 and 100, printed as 400108 to 400110", () => {
  const points = [107, 108, 109].map((address) => pointInTest({ unitId: 17, address }));
  const [ask] = planReads(points, { registersMax: 125, gapMax: 0 });
  if (ask === undefined) throw new Error("There is a request.");
  const data = hex("02 2B 00 00 00 64");
  expect(points.map((point) => pointMicro(point, ask, data))).toEqual(
    [555_000_000n, 0n, 100_000_000n].map((valueMicro) => ({ valueMicro })),
  );
});

test("coils of the specification's example come lowest bit first: coil 20 is on, 21 off, 38 on", () => {
  const data = hex("CD 6B 05");
  const values = [19, 20, 21, 37].map((address) =>
    pointMicro(pointInTest({ functionCode: 1, type: "bit", address }), asked(1, 19, 19), data),
  );
  expect(values).toEqual([1_000_000n, 0n, 1_000_000n, 1_000_000n].map((valueMicro) => ({ valueMicro })));
});

test("an exception is the slave's word: function with its high bit, and a code", () => {
  expect(readAnswer(hex("00 07 00 00 00 03 11 83 02"), asked(3, 0, 2), 7)).toEqual({ kind: "exception", code: 2 });
});

test.each([
  { name: "of an earlier question", frame: "00 06 00 00 00 07 11 03 04 00 01 00 02" },
  { name: "of a question 256 before", frame: "01 07 00 00 00 07 11 03 04 00 01 00 02" },
  { name: "of another unit", frame: "00 07 00 00 00 07 12 03 04 00 01 00 02" },
  { name: "of another function", frame: "00 07 00 00 00 07 11 04 04 00 01 00 02" },
  { name: "of another protocol", frame: "00 07 00 07 00 07 11 03 04 00 01 00 02" },
  { name: "with fewer registers", frame: "00 07 00 00 00 05 11 03 02 00 01" },
  { name: "with more registers", frame: "00 07 00 00 00 09 11 03 06 00 01 00 02 00 03" },
  { name: "whose byte count is not what it has", frame: "00 07 00 00 00 07 11 03 02 00 01 00 02" },
  { name: "that is an exception of another unit", frame: "00 07 00 00 00 03 12 83 02" },
  { name: "that is an exception of another function", frame: "00 07 00 00 00 03 11 84 02" },
])("a frame $name is no answer", ({ frame }) => {
  expect(readAnswer(hex(frame), asked(3, 0, 2), 7).kind).toBe("wrong");
});

test("any bytes are answered, and a byte that was changed is never taken for data where it tells whose answer it is", () => {
  const right = hex("00 07 00 00 00 07 11 03 04 00 01 00 02");
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.nat({ max: 8 }),
      fc.integer({ min: 1, max: 255 }),
      (any, i, by) => {
        expect(["data", "exception", "wrong"]).toContain(readAnswer(any, asked(3, 0, 2), 7).kind);
        const length = frameLength(any);
        expect(length === undefined || length === 0 || (length >= 9 && length <= 260)).toBe(true);
        const changed = Uint8Array.from(right, (byte, at) => (at === i ? byte ^ by : byte));
        expect(readAnswer(changed, asked(3, 0, 2), 7).kind).toBe("wrong");
      },
    ),
  );
});
