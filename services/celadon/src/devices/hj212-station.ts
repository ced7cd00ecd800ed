import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { MetersFile } from "@celadon/collector/meters-file";
import {
  type Exchange,
  encodeFrame,
  executionReply,
  type Field,
  type Frame,
  flagBitsOf,
  framer,
  instantOf,
  qnOf,
  requestReply,
} from "@celadon/hj212";
import type { SentReading } from "@celadon/simulator";
import { failed } from "../ending.ts";
import { decryptSm4, encryptSm4 } from "../hj212/sm4.ts";
import type { Device, Stage } from "./device.ts";
import { frameFields, isOfStation, type StationFrame, stationFrames } from "./station-frames.ts";

type Hj212File = NonNullable<MetersFile["hj212"]>;
export type StationEntry = NonNullable<NonNullable<Hj212File["stations"]>[number]["value"]>;

export interface StationPlace {
  readonly source: string;
  readonly entry: StationEntry;
  readonly host: string;
  readonly port: number;
}

/** HJ 212: ten seconds for an answer, three resends. */
const answerMs = 10_000;
const sendsMost = 4;
/** Frames under way at once. */
const underWayMost = 64;
const pauseMs = 250;

const settings: ReadonlySet<string> = new Set(["1000", "1011", "1012", "1061", "1062", "1063", "1064", "1072"]);
const histories: ReadonlySet<string> = new Set(["2011", "2031", "2041", "2051", "2061"]);

/** A station that connects to where the collector listens, and sends until each of its frames is answered. */
export function hj212Station({ source, entry, host, port }: StationPlace, stage: Stage): Device {
  const { key, encode } = cipherOf(entry, stage);
  const exchange = exchangeOf(entry, stage);
  const memory = new Map<string, SentReading>();
  const waiting = new Map<string, () => void>();
  let socket: Socket | undefined;
  let opening: Promise<Socket> | undefined;
  let qnMs = 0;
  const nextQn = (): string => {
    const qn = qnOf(qnMs);
    qnMs += 1;
    if (qn === undefined) throw new RangeError(`No exchange has a name in ${qnMs} ms.`);
    return qn;
  };

  const open = async (): Promise<Socket> => {
    const opened = connect({ host, port, noDelay: true });
    opened.setMaxListeners(0); // each frame that is under way listens for its end
    opened.on("error", () => undefined); // it closes, and that is met
    await Promise.race([once(opened, "connect"), once(opened, "close")]);
    const stream = framer(({ frame }) => hear(frame, opened), {
      lenient: true,
      ...(key === undefined ? {} : { keys: () => [key], sm4: decryptSm4 }),
    });
    opened.on("data", (bytes: Buffer) => stream.push(bytes));
    socket = opened;
    return opened;
  };
  /** One connection for all frames. */
  const connected = async (): Promise<Socket> => {
    if (socket?.writable === true) return socket;
    opening ??= open().finally(() => {
      opening = undefined;
    });
    return opening;
  };
  const say = (fields: readonly Field[], to: Socket): void => void to.write(encode(fields));

  /** Sends until it is answered, over as many connections as it takes. */
  const deliver = async (frame: StationFrame): Promise<void> => {
    const qn = nextQn();
    const bytes = encode(frameFields(source, frame, { ...exchange, qn }));
    let isAnswered = false;
    const answered = new Promise<void>((done) => {
      waiting.set(qn, () => {
        isAnswered = true;
        done();
      });
    });
    const untilMs = performance.now() + stage.patienceMs;
    for (let sends = 1; !isAnswered && !stage.signal.aborted; sends++) {
      if (performance.now() > untilMs) throw failed(unanswered(source, host, port));
      const line = await connected();
      if (line.writable) {
        line.write(bytes);
        if (sends === 1 && frame.readings[0]?.isDoubled === true) line.write(bytes);
        const late = new AbortController();
        const end = { signal: late.signal };
        const gone = once(line, "close", end).catch(() => undefined);
        await Promise.race([answered, gone, sleep(answerMs, undefined, end).catch(() => undefined)]);
        late.abort();
        if (!isAnswered && sends % sendsMost === 0) line.destroy();
      }
      if (!isAnswered && !line.writable) await sleep(pauseMs);
    }
    waiting.delete(qn);
  };
  const deliverAll = (frames: readonly StationFrame[]): Promise<void> => {
    const queue = frames.values();
    const lane = async (): Promise<void> => {
      for (const frame of queue) await deliver(frame);
    };
    return Promise.all(Array.from({ length: underWayMost }, lane)).then(() => undefined);
  };

  const hear = (frame: Frame, from: Socket): void => {
    if (frame.cn === "9014" && frame.qn !== null) waiting.get(frame.qn)?.();
    if (frame.cn === null || frame.cn.startsWith("9") || !flagBitsOf(frame.flag).wantsReply) return;
    const isHistory = histories.has(frame.cn);
    const isKnown = isHistory || settings.has(frame.cn);
    say(requestReply(frame, isKnown ? "ready" : "command"), from);
    if (!isHistory) {
      if (isKnown) say(executionReply(frame, "done"), from);
      return;
    }
    const found = stationFrames(source, recalled(memory, `${source}/${frame.cn}/`, frame));
    deliverAll(found).then(
      () => say(executionReply(frame, found.length === 0 ? "noData" : "done"), from),
      () => say(executionReply(frame, "failed"), from),
    );
  };

  return {
    speaksFor: (channel) => isOfStation(source, channel),
    send: async (readings, { untilMs }) => {
      qnMs = Math.max(qnMs, untilMs);
      for (const reading of readings) memory.set(`${reading.channel} ${reading.atMs}`, reading);
      const sent = readings.filter(({ isKept }) => !isKept);
      await deliverAll(stationFrames(source, sent));
    },
    finished: async () => undefined,
    [Symbol.asyncDispose]: async () => {
      if (socket === undefined || socket.destroyed) return;
      socket.end();
      await once(socket, "close");
    },
  };
}

/** What the station remembers of the time that is asked for, both ends included. */
function recalled(memory: ReadonlyMap<string, SentReading>, prefix: string, { fields }: Frame): SentReading[] {
  const timeOf = (name: string): number | undefined => {
    const text = fields.find(([field]) => field === name)?.[1];
    return text === undefined ? undefined : instantOf(text);
  };
  const [beginMs, endMs] = [timeOf("BeginTime"), timeOf("EndTime")];
  if (beginMs === undefined || endMs === undefined) return [];
  return [...memory.values()]
    .filter(({ channel, atMs }) => channel.startsWith(prefix) && atMs >= beginMs && atMs <= endMs)
    .map((reading) => ({ ...reading, isDoubled: false, isKept: false }));
}

function exchangeOf(
  { mn, version, password, passwordFile }: StationEntry,
  { readSecret }: Stage,
): Omit<Exchange, "qn"> {
  const pw = passwordFile === undefined ? password : readSecret(passwordFile).trim();
  const versions = { "2005": 2005, "2017": 2017, "2025": 2025 } as const;
  return { version: versions[version ?? "2017"], st: "32", pw: pw ?? "123456", mn };
}

function cipherOf({ key: plain, keyFile }: StationEntry, { readSecret }: Stage) {
  const hex = keyFile === undefined ? plain : readSecret(keyFile).trim();
  const key = hex === undefined ? undefined : Buffer.from(hex, "hex");
  const encode = (fields: readonly Field[]): Uint8Array => {
    const isUpload = fields.some(([name, value]) => name === "CN" && (value.startsWith("2") || value === "3020"));
    const encoded =
      key !== undefined && isUpload
        ? encodeFrame({ fields, encrypted: true }, { sm4: encryptSm4, key })
        : encodeFrame({ fields });
    if (!encoded.ok) throw failed(`A frame cannot be written: ${encoded.message}`);
    return encoded.bytes;
  };
  return { key, encode };
}

const unanswered = (source: string, host: string, port: number): string =>
  `Nobody answers station "${source}" at ${host}:${port}: start the collector with the same meters file, and see that its password and key are these.`;
