import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createGzip, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ask, type Refused } from "./ask.ts";
import { type Celadon, startCeladon } from "./celadon.ts";
import { isFullSize } from "./full-size.ts";
import { line, mill, sent } from "./mill.ts";
import { applyPlant, type Report } from "./plant-data.ts";

// Bodies that are not what they should be, as a whole.

let celadon: Celadon;
beforeAll(async () => {
  celadon = await startCeladon();
  await applyPlant(celadon.url, mill);
}, 60_000);
afterAll(() => celadon?.[Symbol.asyncDispose]());
afterEach(async () => {
  expect((await ask(`${celadon.url}/ready`)).status).toBe(200);
});

const ndjson = { "content-type": "application/x-ndjson" };
const gzip = { ...ndjson, "content-encoding": "gzip" };
const send = <Body>(body: string | Uint8Array | AsyncIterable<Uint8Array>, headers: Record<string, string> = ndjson) =>
  ask<Body>(`${celadon.url}/v1/readings?factory=mill`, { method: "POST", body, headers });

test.each([
  ["nothing", ""],
  ["blank lines", "\n \n\r\n"],
  ["a byte-order mark", "\ufeff"],
])("a body of %s is refused as empty", async (_what, body) => {
  const { status, body: answer } = await send<Refused>(body);
  expect(status).toBe(400);
  expect(answer.error).toEqual({
    code: "empty-body",
    message: "The body holds no reading: send readings as JSON, NDJSON or CSV.",
  });
});

const mebibyte = 1_048_576;
/** The length of a line that never ends, in MiB: 1 GiB with CELADON_FULL=1. */
const endless = isFullSize ? 1_024 : 300;

/** `mib` MiB of one letter between a beginning and an end; samples the server's memory on the way. */
async function* longBody(begin: string, mib: number, end: string, resident: number[]): AsyncGenerator<Uint8Array> {
  const piece = Buffer.alloc(mebibyte, "x");
  yield Buffer.from(begin);
  for (let i = 0; i < mib; i++) {
    yield piece;
    const bytes = celadon.residentBytes();
    if (i % 16 === 15 && bytes !== undefined) resident.push(bytes);
  }
  yield Buffer.from(end);
}

/**
 * Whether the server's memory has stayed near what it was: a body that is kept takes 300 MiB and more, and what a collector has
 * not yet got round to, on a busy machine, up to 110.
 */
function expectFlat(before: number | undefined, resident: readonly number[]): void {
  if (before !== undefined) expect(Math.max(before, ...resident) - before).toBeLessThan(150 * mebibyte);
}

const reading = (day: number): string => line("paperT", `2026-02-${String(day).padStart(2, "0")}T01:00:00Z`, 1);

test("an endless line of NDJSON is refused once, its neighbours count, and memory stays flat", async () => {
  const [before, resident] = [celadon.residentBytes(), [] as number[]];
  const { status, body } = await send<Report>(longBody(reading(1), endless, `\n${reading(2)}`, resident));
  expect(status).toBe(200);
  expect(body).toMatchObject({ accepted: 2, rejected: 1, refused: [{ line: 2, reason: "line-too-long" }] });
  expectFlat(before, resident);
}, 120_000);

test.each([
  ["CSV", "text/csv", "channel,at,value\npaperT,2026-02-03T01:00:00Z,1\n", "\npaperT,2026-02-03T02:00:00Z,1\n", 2],
  ["CSV in quotes", "text/csv", 'channel,at,value\npaperT,2026-02-04T01:00:00Z,1\n"', '"\n', 1],
  ["JSON", "application/json", '[{"channel":"paperT","at":"2026-02-05T01:00:00Z","value":1},{"channel":"', '"}]', 1],
])(
  "an endless piece of %s is refused, and memory stays flat",
  async (_what, type, begin, end, accepted) => {
    const [before, resident] = [celadon.residentBytes(), [] as number[]];
    const { status, body } = await send<Report>(longBody(begin, 64, end, resident), { "content-type": type });
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted, rejected: 1 });
    expect(body.refused[0]?.evidence).toMatch(/65,?536|64 KiB/);
    expectFlat(before, resident);
  },
  120_000,
);

test("gzip is accepted, under any spelling of its name", async () => {
  const { body } = await send<Report>(gzipSync(reading(6) + reading(7)), { ...ndjson, "content-encoding": " GZip " });
  expect(body).toMatchObject({ accepted: 2, rejected: 0 });
});

test("half a gzip: what could be read is stored, and the answer says so", async () => {
  const lines = Array.from({ length: 2_000 }, (_, i) =>
    line("mainKwh", new Date(Date.UTC(2026, 2, 1) + i * 900_000).toISOString(), 1_000 + ((i * 37) % 11) + i * 11),
  );
  const whole = gzipSync(lines.join(""));
  const half = await send<Refused>(whole.subarray(0, whole.length / 2), gzip);
  expect(half.status).toBe(400);
  expect(half.body.error.code).toBe("body-broken");
  expect(half.body.error.message).toMatch(/^The gzip ends in the middle, behind reading \d+\. Send it again whole: /);
  const stored = (half.body.error.details as Report).accepted;
  expect(stored).toBeGreaterThan(100);
  const { body: kept } = await ask<unknown[]>(`${celadon.url}/v1/readings?factory=mill&channel=mainKwh`);
  expect(kept).toHaveLength(stored);
  const again = await send<Report>(whole, gzip);
  expect(again.body).toMatchObject({ accepted: 2_000, rejected: 0, quarantined: 0 });
});

test("a body that only says it is gzip is refused, with what to do", async () => {
  const { status, body } = await send<Refused>(reading(8), gzip);
  expect(status).toBe(400);
  expect(body.error.message).toBe(
    "Content-Encoding says gzip, and the body is none behind reading 0 (incorrect header check): leave that header out, or compress the body. Send it again whole: what is stored already changes nothing.",
  );
});

test("another encoding is refused by its name", async () => {
  const { status, body } = await send<Refused>(reading(8), { ...ndjson, "content-encoding": "br" });
  expect([status, body.error.message]).toEqual([415, 'Content-Encoding "br" is not known: send gzip, or none.']);
});

test("a gzip of 300 KB that unpacks to 300 MB of one line does not fill the memory", async () => {
  const [before, resident] = [celadon.residentBytes(), [] as number[]];
  const packed = createGzip();
  const bomb = (async () => {
    for await (const piece of longBody("", 300, "\n", resident)) if (!packed.write(piece)) await once(packed, "drain");
    packed.end();
  })();
  const { status, body } = await send<Report>(packed, gzip);
  await bomb;
  expect(status).toBe(200);
  expect(body).toMatchObject({ accepted: 0, rejected: 1, refused: [{ line: 1, reason: "line-too-long" }] });
  expectFlat(before, resident);
}, 120_000);

test("a small gzip of very many bad lines fills neither the memory nor the disk: the rest is only counted", async () => {
  const before = celadon.residentBytes();
  const { status, body } = await send<Report>(gzipSync(Buffer.alloc(1_000_000, "x\n")), gzip);
  expect(status).toBe(200);
  expect(body).toMatchObject({ accepted: 0, rejected: 500_000, refusedLeftOut: 499_900, refusedKept: 100_000 });
  const after = celadon.residentBytes();
  if (after !== undefined) expectFlat(before, [after]);
}, 120_000);

test("an upload that breaks off stores what came, and the server goes on", async () => {
  const { hostname, port } = new URL(celadon.url);
  for (const encoding of ["", "content-encoding: gzip\r\n"]) {
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    socket.write(
      `POST /v1/readings?factory=mill HTTP/1.1\r\nhost: mill\r\ncontent-type: application/x-ndjson\r\n${encoding}content-length: 1000000\r\n\r\n`,
    );
    socket.write(encoding === "" ? reading(10) : gzipSync(reading(11)));
    await sleep(2_000); // nothing of it is acknowledged, so only the clock can say that it has arrived
    socket.destroy();
  }
  await expect
    .poll(
      async () =>
        (
          await ask<unknown[]>(
            `${celadon.url}/v1/readings?factory=mill&channel=paperT&from=2026-02-10T00:00:00Z&to=2026-02-12T00:00:00Z`,
          )
        ).body,
      { timeout: 60_000 },
    )
    .toHaveLength(2);
}, 120_000);

test("a refusal before the body has come to its end reaches the sender", async () => {
  const resident: number[] = [];
  const body = longBody("", 32, "", resident);
  const { status, body: answer } = await ask<Refused>(`${celadon.url}/v1/readings?factory=mill&format=xml`, {
    method: "POST",
    body,
  });
  expect([status, answer.error.message]).toEqual([400, '"format" is "xml", and must be one of ndjson, json, csv.']);
});

test("many senders at once get one answer each", async () => {
  const reports = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      sent(celadon.url, line("paperT", `2026-05-01T${String(i).padStart(2, "0")}:00:00Z`, i)),
    ),
  );
  expect(reports.map(({ accepted }) => accepted)).toEqual(Array.from({ length: 20 }, () => 1));
  expect(new Set(reports.map(({ request }) => request)).size).toBe(20);
});
