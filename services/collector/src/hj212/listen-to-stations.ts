import { createServer, type Server, type Socket } from "node:net";
import { turns } from "../meters/turns.ts";
import { type AddressRange, isLoopback, type ListenAddress, plainAddress, within } from "./address-range.ts";
import { frameCounts } from "./frame-counts.ts";
import type { Hj212Ports } from "./hj212-ports.ts";
import { type Connection, serveConnection } from "./serve-connection.ts";

/** How much a stranger may take. */
export interface ConnectionLimits {
  readonly connections: number;
  readonly connectionsPerAddress: number;
  /** Without a frame whose CRC is right: from the beginning on, and later. */
  readonly firstFrameMs: number;
  readonly idleMs: number;
}

export interface StationServer extends AsyncDisposable {
  readonly port: number;
  readonly connections: () => number;
}

/** Some kilobytes each. */
const inHandTogether = 20_000;
const sweepMs = 500;
const finishMs = 5_000;

/** Listens until disposed of; then reads no more, answers what is in hand, and closes. */
export async function listenToStations(
  listen: ListenAddress,
  { allow, limits }: { readonly allow: readonly AddressRange[]; readonly limits: ConnectionLimits },
  ports: Hj212Ports,
): Promise<StationServer> {
  const { now, notes, meter, guesses } = ports;
  const isAllowed = within(allow);
  const open = new Map<Connection, Socket>();
  const counts = frameCounts(meter);
  const shared = turns();
  const perAddress = new Map<string, number>();
  /** The more connections, the fewer frames each may have in hand: all of them together must fit in memory. */
  const inHandMost = (): number => Math.max(2, Math.min(64, Math.floor(inHandTogether / open.size)));
  const turnedAway = (socket: Socket, result: string): void => {
    meter.count("celadon_station_connections_total", { result });
    socket.destroy();
  };

  const server = createServer(
    { allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 },
    (socket) => {
      const address = plainAddress(socket.remoteAddress);
      const before = perAddress.get(address);
      const most = isLoopback(address) ? limits.connections : limits.connectionsPerAddress;
      if (!isLoopback(address) && !isAllowed(address)) return turnedAway(socket, "not-allowed");
      if (guesses.isLockedOut(address)) return turnedAway(socket, "locked-out");
      if (open.size >= limits.connections || (before !== undefined && before >= most))
        return turnedAway(socket, "too-many");
      meter.count("celadon_station_connections_total", { result: "taken" });
      perAddress.set(address, before === undefined ? 1 : before + 1);
      const connection = serveConnection(socket, { address, inHandMost, counts, turns: shared }, ports);
      open.set(connection, socket);
      socket.on("close", () => {
        open.delete(connection);
        const left = perAddress.get(address);
        if (left === undefined || left <= 1) perAddress.delete(address);
        else perAddress.set(address, left - 1);
      });
    },
  );
  const port = await listening(server, listen);
  server.on("error", (error) => notes.error({ err: error }, "the stations' port has a fault"));
  // By frames and not by bytes: a peer that sends a byte now and then, or garbage, is not there.
  const sweep = setInterval(() => {
    counts.tell();
    for (const connection of open.keys()) {
      const framedMs = connection.framedMs();
      const untilMs = framedMs === undefined ? connection.openedMs + limits.firstFrameMs : framedMs + limits.idleMs;
      if (now() > untilMs) connection.close();
    }
  }, sweepMs);
  return {
    port,
    connections: () => open.size,
    [Symbol.asyncDispose]: async () => {
      clearInterval(sweep);
      counts.tell();
      const closed = new Promise<void>((done) => server.close(() => done()));
      const finished = Promise.all([...open.keys()].map((connection) => connection.finish()));
      const late = new Promise<void>((done) => setTimeout(done, finishMs).unref());
      await Promise.race([finished, late]);
      for (const socket of open.values()) socket.destroySoon();
      setTimeout(() => {
        for (const connection of open.keys()) connection.close();
      }, sweepMs).unref();
      await closed;
    },
  };
}

const listening = (server: Server, { host, port }: ListenAddress): Promise<number> =>
  new Promise((ready, failed) => {
    server.once("error", (error) =>
      failed(
        new Error(
          `Stations cannot be listened to at ${host}:${port} (${error.message}): free it, or change "listen" of the meters file.`,
        ),
      ),
    );
    server.listen({ host, port, backlog: 4_096 }, () => {
      const bound = server.address();
      ready(typeof bound === "object" && bound !== null ? bound.port : port);
    });
  });
