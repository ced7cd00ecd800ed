import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { Aedes } from "aedes";

/** A broker on loopback, made by others. */
export interface Broker extends AsyncDisposable {
  readonly url: string;
}

export async function startBroker(): Promise<Broker> {
  const broker = await Aedes.createBroker({ queueLimit: 100_000 });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    broker.handle(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The broker has no port.");
  return {
    url: `mqtt://127.0.0.1:${address.port}`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await new Promise<void>((done) => broker.close(done));
    },
  };
}
