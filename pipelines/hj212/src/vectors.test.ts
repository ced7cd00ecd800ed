import { createCipheriv, createDecipheriv } from "node:crypto";
import { expect, test } from "vitest";
import { crcOf } from "./crc.ts";
import { decodeFrame } from "./decode-frame.ts";
import { encodeFrame } from "./encode-frame.ts";
import { bytesOf, textOf } from "./frame-in-test.ts";

// What the standards print themselves: HJ 212-2017 annex A, HJ 212-2025 annexes A.1 and A.2.

const key = new Uint8Array(16).fill(0x30);
const ecb = (make: typeof createCipheriv | typeof createDecipheriv) => (secret: Uint8Array, blocks: Uint8Array) => {
  const cipher = make("sm4-ecb", secret, null).setAutoPadding(false);
  return new Uint8Array(Buffer.concat([cipher.update(blocks), cipher.final()]));
};
const decrypt = ecb(createDecipheriv);
const encrypt = ecb(createCipheriv);

const velocity = "a01011-Min=1.35,a01011-Avg=1.35,a01011-Max=1.35,a01011-Flag=N";
const temperature = "a01012-Min=9.3,a01012-Avg=9.3,a01012-Max=9.3,a01012-Flag=N";
const wholeBlocks = `DataTime=20240520210600;${velocity};${temperature};a01014-Min=3.20,a01014-Avg=3.211,a01014-Max=3.212,a01014-Flag=N`;
const withRemainder = `DataTime=20240520210600;${velocity};a01014-Min=3.20,a01014-Avg=3.20,a01014-Max=3.20,a01014-Flag=N`;
const minuteHeader = "QN=20240520210700000;ST=31;CN=2051;PW=123456;MN=010000A8900016F000169DC0;Flag=9;CP=&&";

const published = {
  "2017 annex A":
    "##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80\r\n",
  "2025 A.1": "##0087QN=20240601085857223;ST=32;CN=1011;PW=123456;MN=010000A8900016F000169DC0;Flag=9;CP=&&&&2200\r\n",
  "2025 A.2 in whole blocks": `##0295${minuteHeader}${wholeBlocks}&&2200\r\n`,
  "2025 A.2 with a remainder": `##0234${minuteHeader}${withRemainder}&&B541\r\n`,
};

test.each(Object.entries(published))("%s decodes without a deviation, and encodes to the same bytes", (_, text) => {
  const frame = decodeFrame(bytesOf(text));
  expect(frame).toMatchObject({ ok: true, deviations: [], errors: [] });
  expect(encodeFrame(frame)).toEqual({ ok: true, bytes: bytesOf(text) });
});

test.each([
  ["123456789", 0x2f80],
  ["", 0xffff],
  ["A", 0x7080],
])("the CRC of %j is %i", (text, crc) => {
  const bytes = bytesOf(text);
  expect(crcOf(bytes, 0, bytes.length)).toBe(crc);
});

test("a block of SM4 is the published one, at the beginning and at the end of the data area", () => {
  const sent = encodeFrame(
    { ...decodeFrame(bytesOf(published["2025 A.2 in whole blocks"])), encrypted: true },
    { sm4: encrypt, key },
  );
  const text = sent.ok ? textOf(sent.bytes) : sent.message;
  const written = (hex: string) => (hex.match(/../g) ?? []).map((byte) => `0x${byte}`).join(",");
  expect(text).toContain(`CP=&&{${written("E43E159ACFAB242CB53155FB8B9281A1")},`);
  expect(text).toContain(`,${written("D7467C70B94F1D4A7B0350A48DBF8B41")}}&&2200\r\n`);
  expect(text.length).toBe(6 + 1128 + 4 + 2);
  expect(text.startsWith("##0295")).toBe(true);
});

test.each([
  ["2025 A.2 in whole blocks", 208, 1041],
  ["2025 A.2 with a remainder", 147, 724],
] as const)("%s travels in SM4 and back: %i plain characters as %i", (name, plain, transmitted) => {
  const frame = decodeFrame(bytesOf(published[name]));
  const sent = encodeFrame({ ...frame, encrypted: true }, { sm4: encrypt, key });
  if (!sent.ok) throw new Error(sent.message);
  expect(sent.bytes.length - bytesOf(published[name]).length).toBe(transmitted - plain);
  const back = decodeFrame(sent.bytes, { sm4: decrypt, keys: () => [key] });
  expect(back).toEqual({ ...frame, encrypted: true });
  expect(encodeFrame(back, { sm4: encrypt, key })).toEqual(sent);
});

test("the remainder stays plain behind the braces", () => {
  const frame = decodeFrame(bytesOf(published["2025 A.2 with a remainder"]));
  const sent = encodeFrame({ ...frame, encrypted: true }, { sm4: encrypt, key });
  expect(sent.ok && textOf(sent.bytes)).toMatch(/\}g=N&&B541\r\n$/);
});
