import { checkMetersFile } from "@celadon/collector/meters-file";
import { expect, test } from "vitest";
import { wordsOf } from "./modbus-registers.ts";
import { sparkplugPayload } from "./sparkplug-payload.ts";

const wordsIn = (text: string, value: string): readonly number[] => {
  const { meters } = checkMetersFile(
    `modbus:\n  m: { factory: mill, host: 127.0.0.1, points: { kWh: { function: 3, address: 0, ${text} } } }\n`,
  );
  const entry = meters?.modbus?.[0]?.value?.points[0]?.value;
  if (entry === undefined) throw new Error(text);
  return wordsOf(entry, value);
};

test("a value is in its registers as the point table says", () => {
  expect(wordsIn("type: uint32, scale: 0.01", "6553.61")).toEqual([0x000a, 0x0001]);
  expect(wordsIn("type: uint32, wordOrder: low-first", "65538.0")).toEqual([2, 1]);
  expect(wordsIn("type: uint16, byteOrder: low-first", "258")).toEqual([0x0201]);
  expect(wordsIn("type: int16, offset: 10", "9")).toEqual([0xffff]);
  expect(wordsIn("type: float32", "1.5")).toEqual([0x3fc0, 0]);
  expect(wordsIn("type: int64", "-2")).toEqual([0xffff, 0xffff, 0xffff, 0xfffe]);
});

test("an edge node's payload is protobuf as the fields of Sparkplug B have it", () => {
  const metrics = [
    { name: "kWh", alias: 1, atMs: 300, datatype: 8, value: { long: 300n } },
    { alias: 2, isHistorical: true, value: { double: 1.5 } },
    { alias: 3 },
  ] as const;
  const named = "0a036b5768" + "1001" + "18ac02" + "2008" + "58ac02"; // name, alias, timestamp, datatype, long_value
  const historical = "1002" + "2801" + "69000000000000f83f"; // alias, is_historical, double_value
  const unknown = "1003" + "3801"; // alias, is_null
  expect(sparkplugPayload(metrics, 1, 7).toString("hex")).toBe(
    `0801${"120f"}${named}${"120d"}${historical}${"1204"}${unknown}1807`,
  );
});
