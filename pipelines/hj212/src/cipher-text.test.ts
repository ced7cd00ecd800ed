import { createCipheriv, createDecipheriv } from "node:crypto";
import { expect, test } from "vitest";
import { plainLengthOf } from "./cipher-text.ts";
import { decodeFrame } from "./decode-frame.ts";
import { encodeFrame } from "./encode-frame.ts";
import type { Field } from "./frame.ts";
import { bytesOf, frameText, textOf, upload } from "./frame-in-test.ts";
import { framer } from "./framer.ts";
import { unprovenMn } from "./opened.ts";

const ecb = (make: typeof createCipheriv | typeof createDecipheriv) => (secret: Uint8Array, blocks: Uint8Array) => {
  const cipher = make("sm4-ecb", secret, null).setAutoPadding(false);
  return new Uint8Array(Buffer.concat([cipher.update(blocks), cipher.final()]));
};
const sm4 = ecb(createDecipheriv);
const key = bytesOf("0000000000000000");
const other = bytesOf("1111111111111111");
const plain = frameText(upload("DataTime=20270101070000;w00000-Rtd=12.5,w00000-Flag=N", 9));
const header = plain.slice(0, plain.indexOf("&&") + 2);
const data = plain.slice(plain.indexOf("&&") + 2, -8);
const crc = plain.slice(-6);

const sealed = (text: string): string => {
  const sent = encodeFrame({ ...decodeFrame(bytesOf(text)), encrypted: true }, { sm4: ecb(createCipheriv), key });
  if (!sent.ok) throw new Error(sent.message);
  return textOf(sent.bytes);
};
const encrypted = sealed(plain);
const codesOf = (text: string, options = {}) => {
  const frame = decodeFrame(bytesOf(text), options);
  return [...frame.errors, ...frame.deviations].map(({ code, offset }) => `${code} ${offset}`);
};
const withKey = { sm4, keys: () => [key] };
const area = header.length;

test("length and CRC of an encrypted frame are those of its plain text", () => {
  expect(encrypted.startsWith(header)).toBe(true);
  expect(encrypted.endsWith(`&&${crc}`)).toBe(true);
  expect(codesOf(encrypted, withKey)).toEqual([]);
});

test("the station's number chooses the key", () => {
  const asked: string[] = [];
  const keys = (mn: string) => {
    asked.push(mn);
    return [key];
  };
  decodeFrame(bytesOf(encrypted), { sm4, keys });
  decodeFrame(bytesOf(encrypted.replace(";MN=", ",MN=")), { sm4, keys });
  expect(asked).toEqual(["010000A8900016F000169DC0", "010000A8900016F000169DC0"]);
});

test("around a change of key the new one is tried, then the old one", () => {
  expect(codesOf(encrypted, { sm4, keys: () => [other, key] })).toEqual([]);
});

test("a wrong key looks like a wrong CRC, and both causes are named", () => {
  const frame = decodeFrame(bytesOf(encrypted), { sm4, keys: () => [other] });
  expect(frame.errors.map(({ code }) => code)).toEqual(["crc-or-key"]);
  expect(frame.errors[0]?.message).toMatch(/key/);
});

test.each([
  ["no key", { sm4, keys: () => [] }],
  ["no cipher", {}],
])("with %s the frame says so", (_, options) => {
  expect(codesOf(encrypted, options)).toEqual([`key-missing ${area}`]);
});

test("a key of another length than 16 bytes is none", () => {
  expect(codesOf(encrypted, { sm4, keys: () => [new Uint8Array(5)] })).toEqual([`crc-or-key ${encrypted.length - 6}`]);
});

test("the declared length is checked before a key is tried", () => {
  const keys = () => {
    throw new Error("no key may be asked for");
  };
  expect(codesOf(encrypted.replace(/##..../, "##0141"), { sm4, keys })).toEqual(["length 6"]);
});

test("the rest may stand inside the braces, as hexadecimal: forgiven, and listed", () => {
  const rest = data.slice(-(data.length % 16));
  const hex = [...bytesOf(rest)].map((byte) => `0x${byte.toString(16).toUpperCase()}`).join(",");
  const inside = encrypted.replace(`}${rest}&&`, `,${hex}}&&`);
  expect(inside).not.toBe(encrypted);
  expect(codesOf(inside, withKey)).toEqual([`cipher-form ${area}`]);
  expect(decodeFrame(bytesOf(inside), { ...withKey, lenient: true })).toMatchObject({ ok: true, encrypted: true });
});

test("lower-case hexadecimal is forgiven, and listed", () => {
  const lower = encrypted.replace(/0x[0-9A-F]{2}/g, (byte) => byte.toLowerCase());
  expect(codesOf(lower, withKey)).toEqual([`cipher-form ${area}`]);
});

test("SM4 in a frame of 2017 is read, and listed", () => {
  const of2017 = sealed(frameText(upload("DataTime=20270101070000;w00000-Rtd=12.5,w00000-Flag=N")));
  expect(codesOf(of2017, withKey)).toEqual([`cipher-version ${area}`]);
});

test("a data area shorter than a block travels as it is", () => {
  const short = frameText(upload("a=1", 9));
  const sent = encodeFrame({ ...decodeFrame(bytesOf(short)), encrypted: true }, { sm4: ecb(createCipheriv), key });
  expect(sent.ok && textOf(sent.bytes)).toBe(short);
});

test.each([
  ["0x1", "}"],
  ["0xE43", "}"],
  ["E4,3E", "}"],
  ["0xE4,0x3E", ""],
  [Array.from({ length: 16 }, () => "0xE4").join(), "}more than fifteen plain characters"],
])("%s%s is no text in SM4", (hex, end) => {
  expect(codesOf(`${header}{${hex}${end}&&${crc}`, withKey)[0]).toMatch(/^(?:cipher|length) /);
});

test("fifteen plain characters may stand behind the blocks, and not sixteen", () => {
  const blocks = Array.from({ length: 16 }, () => "0xE4").join();
  const codeWith = (rest: string) => codesOf(`${header}{${blocks}}${rest}&&${crc}`, withKey)[0];
  expect(codeWith("a".repeat(15))).toMatch(/^length /);
  expect(codeWith("a".repeat(16))).toMatch(/^cipher /);
});

test("the transmitted length tells the plain one", () => {
  for (let n = 16; n < 1100; n++) expect(plainLengthOf(80 * Math.floor(n / 16) + 1 + (n % 16))).toBe(n);
  expect([0, 1, 17, 80, 97, 160].map(plainLengthOf)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("the number in the header of an encrypted frame is told without a key, and of other bytes there is none", () => {
  expect(unprovenMn(bytesOf(encrypted))).toBe("010000A8900016F000169DC0");
  expect(unprovenMn(bytesOf(encrypted.replace(/MN=\w+;/, "")))).toBe("");
  expect([plain, `x${encrypted}`, "", "##0140"].map((text) => unprovenMn(bytesOf(text)))).toEqual(
    Array(4).fill(undefined),
  );
});

test("in a stream an encrypted frame is found behind one that was cut off, and one key is tried for a line", () => {
  let tries = 0;
  const found: (string | undefined)[] = [];
  const stream = framer(({ frame }) => found.push(frame.dataTime ?? frame.errors[0]?.code), {
    sm4: (secret, blocks) => {
      tries += 1;
      return sm4(secret, blocks);
    },
    keys: () => [key],
  });
  stream.push(bytesOf(encrypted.slice(0, 300) + encrypted + plain.slice(0, 90) + encrypted));
  expect(found).toEqual(["unfinished", "20270101070000", "unfinished", "20270101070000"]);
  expect(tries).toBe(2);
});

test("what is wrong inside an encrypted data area is placed at its beginning", () => {
  const fields: readonly Field[] = [...decodeFrame(bytesOf(plain)).fields, ["w01018-Rtd", "x"]];
  const sent = encodeFrame({ fields, encrypted: true }, { sm4: ecb(createCipheriv), key });
  if (!sent.ok) throw new Error(sent.message);
  expect(codesOf(textOf(sent.bytes), withKey)).toEqual([`number ${area}`]);
});
