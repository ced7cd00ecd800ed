import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { decodeFrame, isUsable } from "./decode-frame.ts";
import type { DecodeOptions } from "./decode-options.ts";
import { encodeErrorCodes, encodeFrame } from "./encode-frame.ts";
import { type DeviationCode, deviationCodes, type ErrorCode, errorCodes } from "./fault-codes.ts";
import type { Version } from "./flag.ts";
import { bytesOf, crcByBits, frameText, textOf, upload } from "./frame-in-test.ts";

const time = "DataTime=20270101070000";
const item = "w00000-Rtd=12.5,w00000-Flag=N";
const plain = upload(`${time};${item}`);
const framed = frameText(plain);
const swapCrc = (text: string, crc: string): string => `${text.slice(0, -6)}${crc}\r\n`;
const crcCase = Array.from({ length: 99 }, (_, i) => frameText(upload(`${time};w00000-Rtd=${i},w00000-Flag=N`))).find(
  (text) => /[A-F].{0,3}\r\n$/.test(text),
) as string; // one of them has a letter in its CRC
const longText = upload(`${time};i11001-Info=//${"a".repeat(900)}//;i11002-Info=//${"b".repeat(200)}//`);
const of2025 = plain.replace("Flag=5", "Flag=9");

interface Case {
  readonly code: DeviationCode;
  readonly text: string;
  readonly version?: Version;
  /** The same frame as it should have been, where the deviation hides content in no way. */
  readonly mended?: string;
}

const cases: readonly Case[] = [
  { code: "length-digits", text: framed.replace("##0", "##"), mended: framed },
  { code: "crc-case", text: swapCrc(crcCase, crcCase.slice(-6, -2).toLowerCase()), mended: crcCase },
  { code: "line-end", text: framed.replace("\r\n", "\n"), mended: framed },
  { code: "blanks", text: frameText(plain.replace("w00000-Rtd=12.5", " w00000-Rtd = 12.5 ")), mended: framed },
  { code: "blanks", text: frameText(plain.replace("PW=123456", "PW = 123456 ")), mended: framed },
  { code: "blanks", text: frameText(upload(" ")), mended: frameText(upload("")) },
  { code: "stray-separator", text: frameText(upload(`${time};,${item}`)), mended: framed },
  { code: "stray-separator", text: frameText(upload(`${time};${item};`)), mended: framed },
  { code: "missing-separator", text: frameText(plain.replace(";CP=", "CP=")), mended: framed },
  { code: "header-comma", text: frameText(plain.replace(";ST=", ",ST=")), mended: framed },
  { code: "header-order", text: frameText(plain.replace("ST=32;CN=2011", "CN=2011;ST=32")) },
  { code: "header-missing", text: frameText(plain.slice(plain.indexOf("ST="))) },
  { code: "header-unknown", text: frameText(plain.replace("ST=32", "XX=1;ST=32")) },
  { code: "header-shape", text: frameText(plain.replace(/MN=\w+/, "MN=88888880000001")) },
  { code: "header-shape", text: frameText(plain.replace(/MN=\w+/, "MN=A_1234567890")) },
  { code: "header-shape", text: frameText(plain.replace("PW=123456", "PW=1234567")) },
  { code: "header-shape", text: frameText(plain.replace("QN=20270101080000000", "QN=20270101080000")) },
  { code: "header-twice", text: frameText(plain.replace("ST=32", "ST=32;ST=32")) },
  { code: "name-case", text: frameText(plain.replace("Flag=5", "FLAG=5")), mended: framed },
  { code: "name-case", text: frameText(plain.replace("QN=", "qn=")), mended: framed },
  { code: "name-case", text: frameText(plain.replace("DataTime", "datatime")), mended: framed },
  { code: "name-case", text: frameText(plain.replace("w00000-Rtd", "W00000-RTD")), mended: framed },
  { code: "name-case", text: frameText(plain.replace("w00000-Flag", "w00000-flag")), mended: framed },
  { code: "packet-number", text: frameText(plain.replace("Flag=5", "Flag=7")) },
  { code: "packet-number", text: frameText(upload(`PNUM=2;PNO=1;${time};${item}`, 7)) },
  { code: "packet-number", text: frameText(plain.replace("Flag=5", "Flag=7;PNUM=2;PNO=3")) },
  { code: "packet-number", text: frameText(plain.replace("Flag=5", "Flag=7;PNUM=2;PNO=0")) },
  { code: "packet-number", text: frameText(plain.replace("Flag=5", "Flag=5;PNUM=2;PNO=1")) },
  { code: "rf-value", text: frameText(plain.replace("Flag=5", "Flag=5;RF=1")) },
  { code: "rf-value", text: frameText(of2025.replace("Flag=9", "Flag=9;RF=0")) },
  { code: "version-flag", text: framed, version: 2025 },
  { code: "item-split", text: frameText(upload(`${time};w00000-Rtd=12.5;w00000-Flag=N`)) },
  { code: "item-joined", text: frameText(upload(`${time};${item},w01018-Rtd=1,w01018-Flag=N`)) },
  { code: "text-separator", text: frameText(upload(`${time};i11001-Info=//one; two, three//`)) },
  { code: "time-digits", text: frameText(upload(`DataTime=20270101070000000;${item}`)) },
  { code: "time-missing", text: frameText(upload(item)) },
  { code: "time-missing", text: frameText(upload(item).replace("CN=2011", "CN=2061")) },
  { code: "long-segment", text: frameText(longText) },
];

test.each(cases)("$code is forgiven leniently, an error strictly: $text", ({ code, text, version, mended }) => {
  const options: DecodeOptions = version === undefined ? {} : { version };
  const lenient = decodeFrame(bytesOf(text), { ...options, lenient: true });
  expect(lenient).toMatchObject({ ok: true, errors: [] });
  expect(lenient.deviations.map((one) => one.code)).toEqual([code]);
  const strict = decodeFrame(bytesOf(text), options);
  expect(strict).toMatchObject({ ok: false, deviations: [], errors: lenient.deviations });
  expect(strict.items).toEqual(lenient.items);
  const back = encodeFrame(lenient);
  if (mended !== undefined) expect(back.ok && textOf(back.bytes)).toBe(mended);
});

interface Refusal {
  readonly code: ErrorCode;
  readonly text: string;
  /** Where it stands. */
  readonly offset: number;
}

const modbus = (text: string): string => {
  let register = 0xffff;
  for (const byte of bytesOf(text)) {
    register ^= byte;
    for (let bit = 0; bit < 8; bit++) register = (register & 1) === 1 ? (register >> 1) ^ 0xa001 : register >> 1;
  }
  return register.toString(16).toUpperCase().padStart(4, "0");
};
const crcAt = framed.length - 6;
const data = 6 + plain.indexOf("&&") + 2;
const afterTime = data + time.length + 1;
const many = Array.from({ length: 1030 }, () => "a=").join(";");

const refusals: readonly Refusal[] = [
  { code: "no-frame", text: "hello\r\n", offset: 0 },
  { code: "too-short", text: "##0001Q\r\n", offset: 0 },
  { code: "length", text: framed.replace("##01", "##02"), offset: 2 },
  { code: "segment-too-long", text: framed.replace(/##..../, "##9999"), offset: 2 },
  { code: "crc-digits", text: swapCrc(framed, "GGGG"), offset: crcAt },
  { code: "crc", text: swapCrc(framed, "2200"), offset: crcAt },
  { code: "crc-impossible", text: swapCrc(framed, "2207"), offset: crcAt },
  { code: "crc-modbus", text: swapCrc(framed, modbus(plain)), offset: crcAt },
  { code: "cipher", text: "##0140QN=20270101080000000;CP=&&{0xZZ}&&2200\r\n", offset: 32 },
  { code: "version-unknown", text: frameText(plain.replace("Flag=5", "Flag=12")), offset: 6 + plain.indexOf("Flag") },
  { code: "field-missing", text: frameText(plain.replace("CN=2011;", "")), offset: 0 },
  { code: "header-conflict", text: frameText(plain.replace("ST=32", "ST=32;ST=31")), offset: 6 + plain.indexOf("CN=") },
  { code: "data-area", text: frameText(plain.slice(0, -2)), offset: data - 2 },
  { code: "data-area", text: frameText(plain.replace("CP", "CQ")), offset: 6 + plain.length },
  { code: "too-many-fields", text: frameText(upload(many)), offset: data + 3072 },
  { code: "time", text: frameText(upload("DataTime=20270230070000")), offset: data + 9 },
  { code: "time", text: frameText(upload(`${time};${time}`)), offset: afterTime + 9 },
  { code: "bad-character", text: frameText(upload(`${time};w00000-Rtd=1\u0000`)), offset: afterTime + 11 },
  { code: "no-text", text: frameText(upload(`${time};i11001-Info=//清洗管路//`)), offset: afterTime + 12 },
  { code: "name-too-long", text: frameText(upload(`${time};${"n".repeat(33)}=1`)), offset: afterTime },
  { code: "bad-name", text: frameText(upload(`${time};w00000-R-td=1`)), offset: afterTime },
  { code: "bad-name", text: frameText(upload(`${time};__proto__=1`)), offset: afterTime },
  { code: "value-too-long", text: frameText(upload(`${time};w00000-Rtd=${"1".repeat(65)}`)), offset: afterTime + 11 },
  { code: "no-equals", text: frameText(upload(`${time};w00000`)), offset: afterTime },
  { code: "number-too-long", text: frameText(upload(`${time};w00000-Rtd=1234567890123`)), offset: afterTime + 11 },
  { code: "number-too-long", text: frameText(upload(`${time};w00000-Rtd=1.1234567`)), offset: afterTime + 11 },
  {
    code: "item-time",
    text: frameText(upload(`${time};w00000-SampleTime=20270101250000`)),
    offset: afterTime + 18,
  },
  { code: "name-twice", text: frameText(upload(`${time};w00000-Rtd=1,w00000-Rtd=2`)), offset: afterTime + 13 },
];

test.each(refusals)("$code is never forgiven, and is named with its place: $text", ({ code, text, offset }) => {
  const shown = text.replaceAll(String.fromCharCode(0), "");
  for (const lenient of [false, true]) {
    const frame = decodeFrame(bytesOf(text), { lenient });
    expect(frame.ok, shown).toBe(false);
    const found = frame.errors.find((error) => error.code === code);
    expect(found?.offset).toBe(offset);
  }
});

test.each(["12,5", "1e3", "NaN", "0x1F", "+1", ".5", "5.", "-", "", "1.2.3", "１", "Infinity", "1 2"])(
  "%j is no number, and refuses its item",
  (value) => {
    const frame = decodeFrame(bytesOf(frameText(upload(`${time};w00000-Rtd=${value},w00000-Flag=N;w01018-Rtd=1`))), {
      lenient: true,
    });
    expect(frame.ok).toBe(false);
    expect(isUsable(frame)).toBe(true);
    expect(frame.items[0]?.refused).toBeDefined();
    expect(frame.items[1]).toEqual({
      code: "w01018",
      name: "化学需氧量",
      unit: "mg/L",
      flag: null,
      values: { Rtd: "1" },
    });
  },
);

test.each(["0", "-0", "-99", "12.5", "0012", "123456789012.123456"])("%j is a number, kept as it is", (value) => {
  const frame = decodeFrame(bytesOf(frameText(upload(`${time};w00000-Rtd=${value}`))));
  expect(frame.ok).toBe(true);
  expect(frame.items[0]?.values).toEqual({ Rtd: value });
});

test("the lists of codes are complete: each deviation has a case", () => {
  const elsewhere: readonly DeviationCode[] = ["cipher-version", "cipher-form"]; // cipher-text.test.ts
  expect([...new Set(cases.map(({ code }) => code)), ...elsewhere].toSorted()).toEqual(
    Object.keys(deviationCodes).toSorted(),
  );
});

test("the lists of codes are complete: each error has a case", () => {
  // number: above; the stream's own: framer.test.ts; of SM4: cipher-text.test.ts
  const elsewhere: readonly ErrorCode[] = ["number", "frame-too-long", "unfinished", "key-missing", "crc-or-key"];
  expect([...new Set(refusals.map(({ code }) => code)), ...elsewhere].toSorted()).toEqual(
    Object.keys(errorCodes).toSorted(),
  );
});

test("the README names every code, each in its table", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const rows = [...readme.matchAll(/^\| `([a-z0-9-]+)` +\| (.*) \|$/gm)].map(([, code, text = ""]) => [
    code,
    text.trim(),
  ]);
  expect(rows).toEqual([deviationCodes, errorCodes, encodeErrorCodes].flatMap((codes) => Object.entries(codes)));
});

test("the CRC by bits agrees with the frame of the standard", () => {
  expect(crcByBits(bytesOf("123456789"))).toBe("2F80");
});
