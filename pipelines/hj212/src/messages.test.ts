import { expect, test } from "vitest";
import { decodeFrame } from "./decode-frame.ts";
import { encodeFrame } from "./encode-frame.ts";
import type { Field } from "./frame.ts";
import { bytesOf, textOf } from "./frame-in-test.ts";
import {
  askPeriod,
  askTime,
  dataFields,
  dataReply,
  executionReply,
  heartbeat,
  message,
  noticeReply,
  requestReply,
  setMinInterval,
  setRetries,
  setRtdInterval,
  setTime,
} from "./messages.ts";

const mn = "00000000000000000000CE1A";
const to2017 = { version: 2017, qn: "20270101080000000", st: "32", pw: "000000", mn } as const;
const to2025 = { ...to2017, version: 2025 } as const;
const to2005 = { ...to2017, version: 2005, mn: "88888880000001" } as const;

/** The segment of the frame that these fields become; it must come back strictly, and as the same fields. */
function sent(fields: readonly Field[]): string {
  const encoded = encodeFrame({ fields });
  if (!encoded.ok) throw new Error(encoded.message);
  const frame = decodeFrame(encoded.bytes);
  expect(frame).toMatchObject({ ok: true, fields });
  return textOf(encoded.bytes).slice(6, -6);
}

const upload =
  "##0140QN=20270101080000000;ST=32;CN=2061;PW=000000;MN=00000000000000000000CE1A;Flag=5;CP=&&DataTime=20270101070000;w00000-Cou=12.5,w00000-Flag=N&&E401\r\n";

test("an upload is built as it stands in the literal frame, and its reply is the literal one", () => {
  const start = Date.UTC(2026, 11, 31, 23);
  const data = dataFields(start, [{ code: "w00000", values: { Cou: "12.5" }, flag: "N" }]);
  const encoded = encodeFrame({ fields: message(to2017, "2061", data) });
  expect(encoded.ok && textOf(encoded.bytes)).toBe(upload);
  const reply = encodeFrame({ fields: dataReply(decodeFrame(bytesOf(upload))) });
  expect(reply.ok && textOf(reply.bytes)).toBe(
    "##0087QN=20270101080000000;ST=91;CN=9014;PW=000000;MN=00000000000000000000CE1A;Flag=4;CP=&&&&A141\r\n",
  );
});

test("a request of 2017 is answered with 9011 and 9012, a notice with 9013, all with its QN and a Flag that asks for nothing", () => {
  const asked = decodeFrame(bytesOf(upload));
  const head = (cn: string) => `QN=20270101080000000;ST=91;CN=${cn};PW=000000;MN=${mn};Flag=4;CP=`;
  expect(sent(requestReply(asked, "ready"))).toBe(`${head("9011")}&&QnRtn=1&&`);
  expect(sent(requestReply(asked, "unknown"))).toBe(`${head("9011")}&&QnRtn=100&&`);
  expect(sent(executionReply(asked, "noData"))).toBe(`${head("9012")}&&ExeRtn=100&&`);
  expect(sent(noticeReply(asked))).toBe(`${head("9013")}&&&&`);
});

test("a reply of 2025 has Flag 8, and the heartbeat asks for a reply", () => {
  expect(sent(heartbeat(to2025))).toBe(`QN=20270101080000000;ST=91;CN=9015;PW=000000;MN=${mn};Flag=9;CP=&&&&`);
  const asked = { version: 2025, qn: "20270101080000000", pw: "1", mn, flag: "9" } as const;
  expect(sent(noticeReply(asked))).toContain(";CN=9013;PW=1;");
  expect(sent(noticeReply(asked))).toContain(";Flag=8;CP=&&&&");
});

test("a reply of 2005 names the exchange inside CP, and has a Flag where the frame had one", () => {
  const asked = { version: 2005, qn: "20270101080000000", pw: "123456", mn: "88888880000001", flag: null } as const;
  expect(sent(requestReply(asked, "ready"))).toBe(
    "ST=91;CN=9011;PW=123456;MN=88888880000001;CP=&&QN=20270101080000000;QnRtn=1&&",
  );
  expect(sent(noticeReply({ ...asked, flag: "1" }))).toBe(
    "ST=91;CN=9013;PW=123456;MN=88888880000001;Flag=0;CP=&&QN=20270101080000000&&",
  );
  expect(sent(dataReply({ ...asked, qn: null }))).toBe("ST=91;CN=9014;PW=123456;MN=88888880000001;CP=&&&&");
});

test("requests hold what they ask for", () => {
  const at = Date.UTC(2027, 0, 1); // 08:00 in China
  const dataOf = (fields: readonly Field[]) => sent(fields).replace(/^.*;CN=(\d+);.*;Flag=(\d+);CP=/, "$1 $2 ");
  expect(dataOf(setTime(to2017, at))).toBe("1012 5 &&SystemTime=20270101080000&&");
  expect(dataOf(askTime(to2025))).toBe("1011 9 &&&&");
  expect(dataOf(setRetries(to2017, { seconds: 10, resends: 3 }))).toBe("1000 5 &&OverTime=10;ReCount=3&&");
  expect(dataOf(setRtdInterval(to2005, 30))).toBe("1062 1 &&RtdInterval=30&&");
  expect(dataOf(setMinInterval(to2017, 10))).toBe("1064 5 &&MinInterval=10&&");
  expect(dataOf(askPeriod(to2017, "2061", { beginMs: at, endMs: at + 3_600_000 }))).toBe(
    "2061 5 &&BeginTime=20270101080000,EndTime=20270101090000&&",
  );
});

test("packets are numbered, backfill is marked, and Flag says what is there", () => {
  const data: readonly Field[] = [["DataTime", "20270101070000"]];
  expect(sent(message(to2017, "2051", data, { packet: { number: 2, of: 3 } }))).toContain(";Flag=7;PNUM=3;PNO=2;CP=");
  expect(sent(message(to2025, "2051", data, { backfill: true, wantsReply: false }))).toContain(";Flag=8;RF=1;CP=");
});

test("each packet of a long answer decodes by itself, with its numbers, and wants a reply of its own", () => {
  const packets = [1, 2, 3].map((number) =>
    message(
      { ...to2017, qn: `2027010108000000${number}` },
      "2051",
      dataFields(Date.UTC(2027, 0, 1, number), [
        { code: "w01018", values: { Min: "1", Avg: "2", Max: "3" }, flag: "N" },
        { code: "w21003", values: { Avg: "0.5" }, flag: "N" },
      ]),
      { packet: { number, of: 3 } },
    ),
  );
  const frames = packets.map((fields) => {
    const encoded = encodeFrame({ fields });
    if (!encoded.ok) throw new Error(encoded.message);
    return decodeFrame(encoded.bytes);
  });
  expect(frames.map(({ ok, pnum, pno, dataTime }) => [ok, pnum, pno, dataTime])).toEqual([
    [true, "3", "1", "20270101090000"],
    [true, "3", "2", "20270101100000"],
    [true, "3", "3", "20270101110000"],
  ]);
  expect(frames.map((frame) => dataReply(frame)[0])).toEqual(packets.map((fields) => fields[0]));
});

test("a time that no year of four digits has is refused when it is encoded", () => {
  expect(encodeFrame({ fields: setTime(to2017, 1e15) })).toMatchObject({ ok: false, code: "bad-value" });
});
