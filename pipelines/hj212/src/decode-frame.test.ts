import { expect, test } from "vitest";
import { decodeFrame, isUsable } from "./decode-frame.ts";
import { encodeFrame } from "./encode-frame.ts";
import { bytesOf, frameText, textOf, upload } from "./frame-in-test.ts";

const text = (bytes: Uint8Array): string | undefined => {
  try {
    return textOf(bytes);
  } catch {
    return undefined;
  }
};
const utf8 = { text } as const;

/** The same bytes again, for a frame that is strictly what its version says. */
function isIdentity(frame: string): void {
  const decoded = decodeFrame(bytesOf(frame), utf8);
  expect(decoded).toMatchObject({ ok: true, deviations: [], errors: [] });
  const back = encodeFrame(decoded, { bytesOf });
  expect(back.ok && textOf(back.bytes)).toBe(frame);
  // As JSON, which is how the command line passes it on.
  const again = encodeFrame(JSON.parse(JSON.stringify(decoded)), { bytesOf });
  expect(again).toEqual(back);
}

test("a frame becomes an object, its numbers as on the wire", () => {
  const frame =
    "##0140QN=20270101080000000;ST=32;CN=2061;PW=000000;MN=00000000000000000000CE1A;Flag=5;CP=&&DataTime=20270101070000;w00000-Cou=12.5,w00000-Flag=N&&E401\r\n";
  expect(decodeFrame(bytesOf(frame))).toEqual({
    ok: true,
    version: 2017,
    deviations: [],
    errors: [],
    qn: "20270101080000000",
    st: "32",
    cn: "2061",
    pw: "000000",
    mn: "00000000000000000000CE1A",
    flag: "5",
    pnum: null,
    pno: null,
    backfill: false,
    dataTime: "20270101070000",
    items: [{ code: "w00000", name: "污水", unit: "L/s", flag: "N", values: { Cou: "12.5" } }],
    fields: [
      ["QN", "20270101080000000"],
      ["ST", "32"],
      ["CN", "2061"],
      ["PW", "000000"],
      ["MN", "00000000000000000000CE1A"],
      ["Flag", "5"],
      ["CP", "&&"],
      ["DataTime", "20270101070000"],
      ["w00000-Cou", "12.5"],
      ["w00000-Flag", "N"],
    ],
  });
  isIdentity(frame);
});

const mn = "MN=010000A8900016F000169DC0";
const head = (cn: string, flag: string, st = "32"): string =>
  `QN=20160801085857223;ST=${st};CN=${cn};PW=123456;${mn};Flag=${flag};CP=`;

test.each([
  ["a request without data", `${head("2011", "5")}&&&&`],
  [
    "a request for a period, with a comma between its ends",
    `${head("2061", "5")}&&BeginTime=20160801080000,EndTime=20160801090000&&`,
  ],
  ["the same with a semicolon", `${head("2061", "5")}&&BeginTime=20160801080000;EndTime=20160801090000&&`],
  ["two parameters", `${head("1000", "5")}&&OverTime=5;ReCount=3&&`],
  ["a clock to be set for one analyser", `${head("1012", "5")}&&PolId=w01018;SystemTime=20160801085857&&`],
  ["a new password", `${head("1072", "5")}&&NewPW=654321&&`],
  ["a reply", `${head("9011", "4", "91")}&&QnRtn=1&&`],
  ["states of facilities", `${head("2021", "5")}&&DataTime=20160801085857;SB1-RS=1;SB2-RS=0&&`],
  ["hours of facilities", `${head("2041", "5")}&&DataTime=20160801000000;SB1-RT=1.1;SB2-RT=2.1&&`],
  [
    "a batch analyser",
    `${head("2011", "5")}&&DataTime=20160801085857;w01018-SampleTime=20160801080000,w01018-Rtd=40.1,w01018-Flag=N,w01018-EFlag=A01&&`,
  ],
  ["a boot", `${head("2081", "5")}&&DataTime=20160801085857;RestartTime=20160801085624&&`],
  ["a serial number", `${head("3019", "5")}&&PolId=w01018,w01018-SN=000000000000000000000000&&`],
  ["a log entry in Chinese", `${head("3020", "4")}&&DataTime=20160801062035;PolId=w01018;i11001-Info=//清洗管路//&&`],
  [
    "log entries of two analysers",
    `${head("3020", "4")}&&DataTime=20160801062035;PolId=w01018,i11001-Info=//a//;PolId=w21003,i11001-Info=//b//&&`,
  ],
  [
    "oxygen-normalised values",
    `${head("2051", "5", "31")}&&DataTime=20160801084000;a21026-Cou=1.1,a21026-Min=2.1,a21026-Avg=3.1,a21026-Max=4.1,a21026-ZsMin=2.2,a21026-ZsAvg=3.2,a21026-ZsMax=4.2,a21026-Flag=N&&`,
  ],
  [
    "codes of 2005 in a frame of 2017",
    `${head("2011", "5")}&&DataTime=20160801085857;011-Rtd=36.91,011-Flag=N;B01-Rtd=1.5,B01-Flag=N&&`,
  ],
  [
    "packets in 2017",
    `${head("2051", "7").replace("Flag=7", "Flag=7;PNUM=1200;PNO=1")}&&DataTime=20160801084000;w01018-Avg=1&&`,
  ],
  ["backfill in 2025", `${head("2051", "9").replace("Flag=9", "Flag=9;RF=1")}&&DataTime=20160801084000;w01018-Avg=1&&`],
  [
    "packets and backfill in 2025",
    `${head("2051", "11").replace("Flag=11", "Flag=11;PNUM=2;PNO=2;RF=1")}&&DataTime=20160801084000;w01018-Avg=1&&`,
  ],
  [
    "an upload of 2005",
    "ST=32;CN=2011;PW=123456;MN=88888880000001;CP=&&DataTime=20040516021000;B01-Rtd=100;101-Rtd=1.1,101-Flag=N&&",
  ],
  [
    "a request of 2005",
    "QN=20040516010101001;ST=32;CN=2051;PW=123456;MN=88888880000001;Flag=1;CP=&&BeginTime=20040506111000,EndTime=20040506151000&&",
  ],
  [
    "a request of 2005 with its usual Flag",
    "QN=20040516010101001;ST=32;CN=2041;PW=123456;MN=88888880000001;Flag=3;CP=&&BeginTime=20040506000000,EndTime=20040510000000&&",
  ],
  ["a reply of 2005", "ST=91;CN=9012;PW=123456;MN=88888880000001;CP=&&QN=20040516010101001;ExeRtn=1&&"],
  [
    "packets of 2005 inside the data area",
    "ST=32;CN=2051;PW=123456;MN=88888880000001;Flag=3;CP=&&PNUM=2;PNO=1;DataTime=20040506111000;101-Avg=1.1&&",
  ],
])("%s is strictly right, and comes back as the same bytes", (_, segment) => {
  isIdentity(frameText(segment));
});

// HJ 212-2017, tables C.49 and C.50: a long answer in packets, each whole in itself, each with its own reply.
test("each of several packets has its own QN and time, and is decoded without the others", () => {
  const packet = (number: number, qn: string, minute: string) =>
    frameText(
      `QN=${qn};ST=32;CN=2051;PW=123456;${mn};Flag=7;PNUM=2;PNO=${number};CP=&&DataTime=201608010840${minute};w01018-Min=1.1,w01018-Avg=2.2,w01018-Max=3.3,w01018-Flag=N&&`,
    );
  const [first, second] = [packet(1, "20160801085857223", "00"), packet(2, "20160801085857325", "10")];
  for (const one of [first, second]) isIdentity(one);
  expect([second, first].map((one) => decodeFrame(bytesOf(one)))).toMatchObject([
    { qn: "20160801085857325", pnum: "2", pno: "2", dataTime: "20160801084010" },
    { qn: "20160801085857223", pnum: "2", pno: "1", dataTime: "20160801084000" },
  ]);
});

test.each(["12", "16", "20", "255", "256", "1000", "0005", "5x", "-1", ""])("Flag %j names no version", (flag) => {
  const frame = decodeFrame(bytesOf(frameText(upload("").replace("Flag=5", `Flag=${flag}`))), { lenient: true });
  expect(frame).toMatchObject({ version: null, errors: [{ code: "version-unknown" }] });
});

test.each([
  ["1", true],
  ["0", false],
  ["2", false],
])("RF=%s is backfill: %s; it costs no reading", (rf, backfill) => {
  const segment = upload("DataTime=20270101070000;w00000-Rtd=1", 9).replace("Flag=9", `Flag=9;RF=${rf}`);
  const frame = decodeFrame(bytesOf(frameText(segment)), { lenient: true });
  expect(frame).toMatchObject({ ok: true, backfill, items: [{ code: "w00000" }] });
});

test("of two DataTimes the first is told, and the frame is not usable; PNUM in the header goes before one inside CP", () => {
  const frame = decodeFrame(
    bytesOf(
      frameText(
        upload("DataTime=20270101070000;DataTime=20270101080000;PNUM=9;PNO=9", 7).replace("=7;", "=7;PNUM=2;PNO=1;"),
      ),
    ),
    { lenient: true },
  );
  expect(frame).toMatchObject({ dataTime: "20270101070000", pnum: "2", pno: "1" });
  expect(isUsable(frame)).toBe(false);
});

test("a reply of 2005 is known by the QN in its data area", () => {
  const frame = decodeFrame(
    bytesOf(frameText("ST=91;CN=9013;PW=123456;MN=88888880000001;CP=&&QN=20040516010101001&&")),
  );
  expect(frame).toMatchObject({ ok: true, version: 2005, qn: "20040516010101001" });
});

test("a value and its flag in two places are one item, so that no value loses its flag", () => {
  const frame = decodeFrame(
    bytesOf(frameText(upload("DataTime=20270101070000;w00000-Rtd=0;w01018-Rtd=1,w01018-Flag=N;w00000-Flag=D"))),
    { lenient: true },
  );
  expect(frame.deviations.map(({ code }) => code)).toEqual(["item-split"]);
  expect(frame.items.map(({ code, flag }) => [code, flag])).toEqual([
    ["w00000", "D"],
    ["w01018", "N"],
  ]);
});

test("in whatever capitals its name stands, a flag stays with its value, and a code is one item", () => {
  const frame = decodeFrame(
    bytesOf(frameText(upload("DATATIME=20270101070000;W01018-rtd=0,w01018-FLAG=D;b01-Rtd=1;sb2-rs=1;x-Own=1;X-own=2"))),
    { lenient: true },
  );
  expect(frame).toMatchObject({ ok: true, dataTime: "20270101070000", deviations: [{ code: "name-case" }] });
  expect(frame.items.map(({ code, flag, values }) => [code, flag, values])).toEqual([
    ["w01018", "D", { Rtd: "0" }],
    ["B01", null, { Rtd: "1" }],
    ["SB2", null, { RS: "1" }],
    ["x", null, { Own: "1" }],
    ["X", null, { own: "2" }],
  ]);
});

test("a name twice refuses its item, and neither the first nor the last wins", () => {
  const frame = decodeFrame(
    bytesOf(frameText(upload("DataTime=20270101070000;w00000-Cou=1.5,w00000-Cou=998877,w00000-Flag=N;w01018-Rtd=1"))),
    { lenient: true },
  );
  expect(frame.items.map(({ code, refused }) => [code, refused])).toEqual([
    ["w00000", "name-twice"],
    ["w01018", undefined],
  ]);
  expect(isUsable(frame)).toBe(true);
});

test("the quirks of the field all in one frame: read as it was meant, each forgiven by name", () => {
  const segment =
    "CN = 2061,ST=31;QN=20270101080000000;PW=123456;MN=A_1234567890;FLAG=5CP= && DataTime = 20270101070000000;,011-Avg=-0.2, 011-Flag=N;w00000-Cou=-99;w00000-Flag=D; &&";
  const read = decodeFrame(bytesOf(frameText(segment).replace("##0", "##").replace("\r\n", "\n")), { lenient: true });
  expect(read).toMatchObject({ ok: true, version: 2017, cn: "2061", dataTime: "20270101070000000" });
  expect(read.items).toEqual([
    { code: "011", name: "化学需氧量", unit: "mg/L", flag: "N", values: { Avg: "-0.2" } },
    { code: "w00000", name: "污水", unit: "L/s", flag: "D", values: { Cou: "-99" } },
  ]);
  expect(read.deviations.map(({ code }) => code).toSorted()).toEqual(
    [
      ...["length-digits", "blanks", "header-comma", "header-order", "header-shape", "name-case", "missing-separator"],
      ...["time-digits", "stray-separator", "item-split", "line-end"],
    ].toSorted(),
  );
});

test("sixty-five thousand fields are refused by their length, and more than a thousand by their number", () => {
  const many = frameText(upload("a=1;".repeat(65_000)));
  expect(decodeFrame(bytesOf(many)).errors.map(({ code }) => code)).toEqual(["no-frame"]);
  const fields = frameText(upload("a=;".repeat(1300)));
  const frame = decodeFrame(bytesOf(fields), { lenient: true });
  expect(frame.errors.map(({ code }) => code)).toEqual(["too-many-fields"]);
  expect(isUsable(frame)).toBe(false);
});

test("a PolId does not part two items of one pollutant", () => {
  const data = "DataTime=20270101070000;w01018-Rtd=1;PolId=w01018;w01018-Rtd=2";
  const frame = decodeFrame(bytesOf(frameText(upload(data))), { lenient: true });
  expect(frame.items.map(({ code, refused }) => [code, refused])).toEqual([["w01018", "name-twice"]]);
});

test("a password stands in no message", () => {
  const frame = decodeFrame(bytesOf(frameText(upload("").replace("PW=123456", "PW=topsecret"))));
  expect(frame.errors.map(({ code }) => code)).toEqual(["header-shape"]);
  expect(JSON.stringify(frame.errors)).not.toContain("topsecret");
});

test("a wrong number costs its item, a wrong time the frame", () => {
  const usable = (data: string) => isUsable(decodeFrame(bytesOf(frameText(upload(data))), { lenient: true }));
  expect(usable("DataTime=20270101070000;w00000-Rtd=x")).toBe(true);
  expect(usable("DataTime=20270230070000;w00000-Rtd=1")).toBe(false);
});

test("a suffix that objects inherit is a name like others", () => {
  const frame = decodeFrame(
    bytesOf(frameText(upload("DataTime=20270101070000;w01018-constructor=1,w01018-toString=2"))),
  );
  expect(frame.ok).toBe(true);
  expect(Object.entries(frame.items[0]?.values ?? {})).toEqual([
    ["constructor", "1"],
    ["toString", "2"],
  ]);
});

test("nothing of a name reaches the prototype", () => {
  const frame = decodeFrame(bytesOf(frameText(upload("w01018-__proto__=1;__proto__-Rtd=1;__proto__=1"))));
  expect(frame.errors.filter(({ code }) => code === "bad-name").length).toBe(3);
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  expect(({} as Record<string, unknown>)["Rtd"]).toBeUndefined();
});

test("text that the decoder refuses is an error, and so is any where only numbers may stand", () => {
  const frame = (value: string) => decodeFrame(bytesOf(frameText(upload(value))), { text: () => undefined });
  expect(frame("i11001-Info=//清//").errors.map(({ code }) => code)).toContain("no-text");
  expect(frame("w01018-Rtd=清").errors.map(({ code }) => code)).toContain("bad-character");
});

test("the version that is asked for counts, whatever Flag says", () => {
  const segment = "ST=32;CN=2011;PW=123456;MN=88888880000001;CP=&&DataTime=20040516021000;B01-Rtd=100&&";
  const asked = decodeFrame(bytesOf(frameText(segment)), { version: 2017, lenient: true });
  expect(asked.version).toBe(2017);
  expect(asked.deviations.map(({ code }) => code)).toEqual(["header-missing", "header-shape"]);
});

test("places are those of the stream where the beginning of the bytes is told", () => {
  const frame = decodeFrame(bytesOf("##0001Q\r\n"), { offset: 1000 });
  expect(frame.errors).toEqual([{ code: "too-short", message: "No room for segment and CRC.", offset: 1000 }]);
});

test("fields made by hand become a frame: separators are understood, and a CP may hold its whole text", () => {
  const header = [
    ["QN", "20160801085857223"],
    ["ST", "32"],
    ["CN", "1062"],
    ["PW", "100000"],
    ["MN", "010000A8900016F000169DC0"],
    ["Flag", "5"],
  ] as const;
  const official =
    "##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80\r\n";
  for (const data of [
    [
      ["CP", "&&"],
      ["RtdInterval", "30"],
    ],
    [["CP", "&&RtdInterval=30&&"]],
  ] as const) {
    const sent = encodeFrame({ fields: [...header, ...data] });
    expect(sent.ok && textOf(sent.bytes)).toBe(official);
  }
});

test.each([
  ["no-data-area", [["QN", "1"]]],
  [
    "no-data-area",
    [
      ["CP", "&&"],
      ["CP", "&&"],
    ],
  ],
  [
    "no-data-area",
    [
      ["CP", "&&a=1&&"],
      ["b", "1"],
    ],
  ],
  ["no-data-area", [["CP", "a=1"]]],
  [
    "bad-name",
    [
      ["CP", "&&"],
      ["a b", "1"],
    ],
  ],
  [
    "bad-name",
    [
      ["a=1;b", "1"],
      ["CP", "&&"],
    ],
  ],
  [
    "bad-value",
    [
      ["CP", "&&"],
      ["a", "1;b=2"],
    ],
  ],
  [
    "bad-value",
    [
      ["CP", "&&"],
      ["a", "1\r\n"],
    ],
  ],
  [
    "bad-value",
    [
      ["CP", "&&"],
      ["a", " 1"],
    ],
  ],
  [
    "bad-value",
    [
      ["CP", "&&"],
      ["a", "//x//;b=2;c=//y//"],
    ],
  ],
  [
    "bad-value",
    [
      ["PW", "1;CP=&&&&"],
      ["CP", "&&"],
    ],
  ],
  [
    "no-bytes",
    [
      ["CP", "&&"],
      ["a", "清"],
    ],
  ],
  [
    "segment-too-long",
    [
      ["CP", "&&"],
      ["a", "1".repeat(5000)],
    ],
  ],
] as const)("%s: %j is not encoded", (code, fields) => {
  expect(encodeFrame({ fields })).toMatchObject({ ok: false, code });
});

test.each(["0", "cp", "Cp"])("a header name %j would change where the segment or its data area begins", (name) => {
  expect(
    encodeFrame({
      fields: [
        [name, "1"],
        ["CP", "&&"],
      ],
    }),
  ).toMatchObject({ ok: false, code: "bad-name", field: 0 });
});

test("what is to be encrypted is never sent plain for want of a key", () => {
  expect(encodeFrame({ fields: [["CP", "&&"]], encrypted: true })).toMatchObject({ ok: false, code: "key-missing" });
});
