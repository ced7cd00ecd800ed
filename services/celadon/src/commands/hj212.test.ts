import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { type Ran, runInTest } from "../run-in-test.ts";

const official =
  "##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80\r\n";
const upload =
  "##0140QN=20270101080000000;ST=32;CN=2061;PW=000000;MN=00000000000000000000CE1A;Flag=5;CP=&&DataTime=20270101070000;w00000-Cou=12.5,w00000-Flag=N&&E401\r\n";
const secret =
  "##0295QN=20240520210700000;ST=31;CN=2051;PW=123456;MN=010000A8900016F000169DC0;Flag=9;CP=&&DataTime=20240520210600;a01011-Min=1.35,a01011-Avg=1.35,a01011-Max=1.35,a01011-Flag=N;a01012-Min=9.3,a01012-Avg=9.3,a01012-Max=9.3,a01012-Flag=N;a01014-Min=3.20,a01014-Avg=3.211,a01014-Max=3.212,a01014-Flag=N&&2200\r\n";
const key = "30303030303030303030303030303030";

const ran = (args: string, input: string): Promise<Ran> =>
  runInTest(["hj212", ...args.split(" ")], {}, { input: Readable.from([Buffer.from(input)]) });
const objectsIn = ({ printed }: Ran) =>
  printed
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));

test("a frame is one line of JSON, and its fields give the same bytes", async () => {
  const decoded = await ran("decode", official + upload);
  expect(decoded.code).toBe(0);
  expect(objectsIn(decoded).map(({ ok, version, cn, dataTime }) => ({ ok, version, cn, dataTime }))).toEqual([
    { ok: true, version: 2017, cn: "1062", dataTime: null },
    { ok: true, version: 2017, cn: "2061", dataTime: "20270101070000" },
  ]);
  expect(await ran("encode", decoded.printed)).toMatchObject({ code: 0, printed: official + upload, noted: "" });
});

test("what is no frame is a line with its error and the place in the input, and ends with 1", async () => {
  const decoded = await ran("decode", `${official}garbage\r\n${official.replace("1C80", "1C81")}`);
  expect(decoded.code).toBe(1);
  expect(objectsIn(decoded).map(({ ok, errors }) => [ok, errors[0]?.code, errors[0]?.offset])).toEqual([
    [true, undefined, undefined],
    [false, "no-frame", official.length],
    [false, "crc-impossible", official.length + 9 + official.length - 6],
  ]);
});

test("leniently a departure is listed and forgiven, strictly it is an error", async () => {
  const upper = official.replace("Flag=", "FLAG=").replace("1C80", "A501"); // by the words of annex A
  const [strict, lenient] = await Promise.all([ran("decode", upper), ran("decode --lenient", upper)]);
  expect([strict.code, lenient.code]).toEqual([1, 0]);
  expect(objectsIn(strict)[0]).toMatchObject({ ok: false, deviations: [], errors: [{ code: "name-case" }] });
  expect(objectsIn(lenient)[0]).toMatchObject({ ok: true, deviations: [{ code: "name-case" }], errors: [] });
  expect((await ran("encode", lenient.printed)).printed).toBe(official);
});

test("the version may be told: it is an option of this command, not the version of Celadon", async () => {
  const told = await ran("decode --version 2005 --lenient", official);
  expect(objectsIn(told)[0]).toMatchObject({
    version: 2005,
    deviations: [{ code: "header-shape" }, { code: "version-flag" }],
  });
});

test("with a key frames travel in SM4 and back", async () => {
  const decoded = await ran("decode", secret);
  const encrypted = decoded.printed.replace(/\}\n$/, ',"encrypted":true}\n');
  const sent = await ran(`encode --key ${key}`, encrypted);
  expect(sent.printed).toContain("CP=&&{0xE4,0x3E,0x15,0x9A,0xCF,");
  expect(await ran(`decode --key ${key}`, sent.printed)).toMatchObject({ code: 0, printed: encrypted });
  expect(objectsIn(await ran("decode", sent.printed))[0].errors[0].code).toBe("key-missing");
});

test("text in Chinese stays what it is", async () => {
  const line = JSON.stringify({
    fields: [
      ["QN", "20160801085857223"],
      ["ST", "32"],
      ["CN", "3020"],
      ["PW", "123456"],
      ["MN", "010000A8900016F000169DC0"],
      ["Flag", "4"],
      ["CP", "&&"],
      ["DataTime", "20160801062035"],
      ["i11001-Info", "//清洗管路//"],
    ],
  });
  const sent = await ran("encode", line);
  const back = await ran("decode", sent.printed);
  expect(back.code).toBe(0);
  expect(back.printed).toContain("//清洗管路//");
});

test.each(["{}", "null", "5", "{", '{"fields":[["a"]]}', '{"fields":[["a",5]]}', '{"fields":[["a","1","x"]]}'])(
  "%s is no frame to encode, and its line is named",
  async (line) => {
    const refused = await ran("encode", `\n${line}\n`);
    expect(refused).toMatchObject({ code: 1, printed: "" });
    expect(refused.noted).toContain("Line 2");
  },
);

test("a value that would change the frame is refused, and nothing of it is written", async () => {
  const refused = await ran("encode", '{"fields":[["CP","&&"],["a","1;b=2"]]}\n');
  expect(refused).toMatchObject({ code: 1, printed: "" });
  expect(refused.noted).toContain("Line 1");
});

test.each(["decode --version 1999", "decode --key 12", "encode --key xyz", "decode file.txt"])(
  "hj212 %s is wrong usage",
  async (args) => {
    expect((await ran(args, "")).code).toBe(2);
  },
);
