import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { crcOf, qnOf } from "@celadon/hj212";
import { codes, mnOf } from "./stations.ts";

// A program of its own, so that devices take no time from the server they speak to: devices.ts PORT STATIONS PERIOD_MS SECONDS.
// Prints one JSON object with what the answers took.

const [port, stations, periodMs, seconds] = process.argv.slice(2).map(Number) as [number, number, number, number];

interface Device {
  readonly socket: Socket;
  readonly frame: Buffer;
  readonly qnAt: number;
  readonly timeAt: number;
  readonly from: number;
  readonly to: number;
  /** When frames left that have no answer yet, oldest first. */
  readonly open: number[];
}

/** A real-time frame of eight items. Its name, time and values are written into the same bytes again and again. */
function deviceOf(socket: Socket, station: number): Device {
  const items = codes.map((code, i) => `${code}-Rtd=${station % 97}.${i}${station % 7},${code}-Flag=N`).join(";");
  const head = `QN=${"0".repeat(17)};ST=32;CN=2011;PW=123456;MN=${mnOf(station)};Flag=5;CP=&&DataTime=`;
  const segment = `${head}${"0".repeat(14)};${items}&&`;
  const frame = Buffer.from(`##${String(segment.length).padStart(4, "0")}${segment}0000\r\n`);
  const to = 6 + segment.length;
  return { socket, frame, qnAt: 9, timeAt: 6 + head.length, from: 6, to, open: [] };
}

const latencies: number[] = [];
let answers = 0;
let isMeasured = false;

function speak({ socket, frame, qnAt, timeAt, from, to, open }: Device): void {
  const qn = qnOf(Date.now()) as string;
  frame.write(qn, qnAt, "latin1");
  frame.write(qn.slice(0, 14), timeAt, "latin1");
  frame.write(crcOf(frame, from, to).toString(16).toUpperCase().padStart(4, "0"), to, "latin1");
  open.push(performance.now());
  socket.write(Buffer.from(frame));
}

async function connected(station: number): Promise<Device> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await new Promise<void>((ready, failed) => socket.once("connect", ready).once("error", failed));
  const device = deviceOf(socket, station);
  socket.on("data", (bytes: Buffer) => {
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) {
      const sentMs = device.open.shift();
      if (sentMs === undefined) throw new Error("An answer came to no frame.");
      answers += 1;
      if (isMeasured) latencies.push(performance.now() - sentMs);
    }
  });
  return device;
}

const devices: Device[] = [];
for (let i = 0; i < stations; i += 200) {
  const some = Array.from({ length: Math.min(200, stations - i) }, (_, k) => connected(i + k));
  devices.push(...(await Promise.all(some)));
}

// Each has its moment in the period; every few milliseconds those speak whose moment has come.
const warmMs = Math.max(periodMs, 5_000);
const untilMs = warmMs + 1_000 * seconds;
const beganMs = performance.now();
let spoken = 0;
let lateMsMost = 0;
for (;;) {
  const passedMs = performance.now() - beganMs;
  if (passedMs > untilMs) break;
  isMeasured = passedMs > warmMs;
  const due = Math.floor((passedMs / periodMs) * stations);
  if (isMeasured && due > spoken) lateMsMost = Math.max(lateMsMost, ((due - spoken) * periodMs) / stations);
  for (; spoken < due; spoken++) speak(devices[spoken % stations] as Device);
  await sleep(2);
}
await sleep(4_000);
const sorted = latencies.toSorted((a, b) => a - b);
const quantile = (share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? -1;
const unanswered = devices.reduce((sum, { open }) => sum + open.length, 0);
console.log(
  JSON.stringify({
    ...{ frames: spoken, answers, unanswered, measured: sorted.length },
    ...{ p50: quantile(0.5), p99: quantile(0.99), most: quantile(1), lateMsMost },
  }),
);
process.exit(0);
