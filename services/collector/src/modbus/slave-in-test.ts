import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A question as the slave reads it. */
export interface Question {
  readonly transaction: number;
  readonly unitId: number;
  readonly functionCode: number;
  readonly address: number;
  readonly count: number;
}

/** A slave whose answers are the test's; by itself register n of each unit holds n. */
export interface SlaveInTest extends AsyncDisposable {
  readonly port: number;
  readonly asked: Question[];
  /** Registers that hold something else. */
  readonly registers: Map<number, number>;
  /** Connections that were made. */
  readonly connections: () => number;
  readonly closed: () => number;
  /** Set: what goes out to a question, or nothing. */
  respond: (question: Question, socket: Socket, usual: Buffer) => Uint8Array | undefined;
  /** Waits until it was asked so often. */
  readonly heard: (count: number) => Promise<void>;
}

/** The answer by hand, as the protocol has it: head, unit, function, byte count, registers. */
export function answerInTest(question: Question, registers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(9 + 2 * registers.length);
  bytes.writeUInt16BE(question.transaction, 0);
  bytes.writeUInt16BE(3 + 2 * registers.length, 4);
  bytes.writeUInt8(question.unitId, 6);
  bytes.writeUInt8(question.functionCode, 7);
  bytes.writeUInt8(2 * registers.length, 8);
  registers.forEach((register, i) => {
    bytes.writeUInt16BE(register, 9 + 2 * i);
  });
  return bytes;
}

export const exceptionInTest = ({ transaction, unitId, functionCode }: Question, code: number): Buffer =>
  Buffer.from([transaction >> 8, transaction & 0xff, 0, 0, 0, 3, unitId, functionCode | 0x80, code]);

export async function slaveInTest(): Promise<SlaveInTest> {
  const asked: Question[] = [];
  const registers = new Map<number, number>();
  const sockets = new Set<Socket>();
  let connections = 0;
  let closed = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      closed += 1;
      sockets.delete(socket);
    });
    socket.on("data", (bytes: Buffer) => {
      const question = {
        ...{ transaction: bytes.readUInt16BE(0), unitId: bytes.readUInt8(6), functionCode: bytes.readUInt8(7) },
        ...{ address: bytes.readUInt16BE(8), count: bytes.readUInt16BE(10) },
      };
      asked.push(question);
      const held = Array.from({ length: question.count }, (_, i) => {
        const register = registers.get(question.address + i);
        return register === undefined ? question.address + i : register;
      });
      const answer = slave.respond(question, socket, answerInTest(question, held));
      if (answer !== undefined) socket.write(answer);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  const slave: SlaveInTest = {
    ...{ asked, registers, port: typeof bound === "object" && bound !== null ? bound.port : 0 },
    connections: () => connections,
    closed: () => closed,
    respond: (_question, _socket, usual) => usual,
    heard: async (count) => {
      while (asked.length < count) await sleep(2);
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return slave;
}
