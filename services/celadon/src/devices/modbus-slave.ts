import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Scenario } from "@celadon/simulator";
import { failed } from "../ending.ts";
import type { Device, Stage } from "./device.ts";
import { type ModbusEntry, type ModbusSource, type PointPlace, placeOf, wordsOf } from "./modbus-registers.ts";

export interface SlavePlace {
  readonly host: string;
  readonly port: number;
  /** All sources behind the address. */
  readonly sources: readonly ModbusSource[];
}

interface Shown {
  readonly entry: ModbusEntry;
  readonly place: PointPlace;
  readonly periodMs: number;
  atMs: number | undefined;
  words: readonly number[];
  isAsked: boolean;
}

const stalePeriods = 3;
const lookMs = 50;
/** Exceptions: no such function, no such address, and of a gateway: its meter does not answer. */
const exceptions = { function: 1, address: 2, silent: 11 } as const;

/** A slave, or a gateway before several, whose registers show what the meters show when they are asked. */
export function modbusSlave({ host, port, sources }: SlavePlace, { channels }: Scenario, stage: Stage): Device {
  const periods = new Map(channels.map(({ name, meter }) => [name, "periodMs" in meter ? meter.periodMs : undefined]));
  const points = new Map<string, Shown>();
  for (const source of sources) {
    for (const { name, value: entry } of source.points) {
      const periodMs = periods.get(name);
      if (entry === undefined || periodMs === undefined) continue;
      const place = placeOf(entry, source);
      points.set(name, { entry, place, periodMs, atMs: undefined, words: [], isAsked: false });
    }
  }
  let askedMs: number | undefined;

  /** The data of an answer, or the exception. */
  const answer = (question: Question): Buffer | number => {
    if (question.functionCode < 1 || question.functionCode > 4) return exceptions.function;
    const among = [...points.values()].filter(({ place }) => touches(place, question));
    if (among.length === 0) return exceptions.address;
    askedMs ??= performance.now();
    for (const point of among) point.isAsked = true;
    const isSilent = ({ atMs, periodMs }: Shown): boolean =>
      atMs === undefined || stage.clock() - atMs > stalePeriods * periodMs;
    return among.some(isSilent) ? exceptions.silent : dataOf(among, question);
  };
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let held = Buffer.alloc(0);
    socket.on("data", (bytes: Buffer) => {
      held = Buffer.concat([held, bytes]);
      for (; held.length >= questionLength; held = held.subarray(questionLength))
        socket.write(answerFrame(held, answer(questionIn(held))));
    });
  });
  const listen = async (): Promise<void> => {
    server.listen({ port, host });
    await once(server, "listening").catch((error: Error) => {
      throw failed(
        `A slave cannot be played at ${host}:${port} (${error.message}): take an address of this machine and a free port.`,
      );
    });
  };

  return {
    speaksFor: (channel) => points.has(channel),
    send: async (readings) => {
      for (const { channel, atMs, value } of readings) {
        const point = points.get(channel);
        if (point === undefined || (point.atMs !== undefined && point.atMs > atMs)) continue;
        point.atMs = atMs;
        point.words = wordsOf(point.entry, value);
      }
      if (!server.listening) await listen(); // not before there is something to show
    },
    finished: async () => {
      for (const point of points.values()) point.isAsked = false;
      while (!stage.signal.aborted && [...points.values()].some(({ isAsked }) => !isAsked)) await sleep(lookMs);
    },
    askedMs: () => askedMs,
    [Symbol.asyncDispose]: async () => {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroySoon();
      await closed;
    },
  };
}

interface Question {
  readonly unitId: number;
  readonly functionCode: number;
  readonly address: number;
  readonly count: number;
}

/** Transaction, protocol, length, unit, function, address, count. */
const questionLength = 12;
const questionIn = (bytes: Buffer): Question => ({
  unitId: bytes.readUInt8(6),
  functionCode: bytes.readUInt8(7),
  address: bytes.readUInt16BE(8),
  count: bytes.readUInt16BE(10),
});

const touches = ({ unitId, functionCode, address, places }: PointPlace, question: Question): boolean =>
  unitId === question.unitId &&
  functionCode === question.functionCode &&
  address < question.address + question.count &&
  question.address < address + places;

/** What no point shows is 0. */
function dataOf(points: readonly Shown[], { functionCode, address, count }: Question): Buffer {
  const isBits = functionCode <= 2;
  const data = Buffer.alloc(isBits ? Math.ceil(count / 8) : 2 * count);
  for (const { place, words } of points) {
    for (const [i, word] of words.entries()) {
      const at = place.address + i - address;
      if (at < 0 || at >= count) continue;
      if (isBits) data.writeUInt8(data.readUInt8(at >> 3) | (word << (at & 7)), at >> 3);
      else data.writeUInt16BE(word, 2 * at);
    }
  }
  return data;
}

function answerFrame(question: Buffer, answer: Buffer | number): Buffer {
  const functionCode = question.readUInt8(7);
  const body =
    typeof answer === "number"
      ? Buffer.from([functionCode | 0x80, answer])
      : Buffer.concat([Buffer.from([functionCode, answer.length]), answer]);
  const head = Buffer.alloc(7);
  question.copy(head, 0, 0, 4);
  head.writeUInt16BE(body.length + 1, 4);
  head.writeUInt8(question.readUInt8(6), 6);
  return Buffer.concat([head, body]);
}
