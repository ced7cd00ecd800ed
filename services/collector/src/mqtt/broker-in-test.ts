import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { Aedes } from "aedes";
import mqtt, { type MqttClient } from "mqtt";

/** A broker on loopback that can go away and come back. */
export interface BrokerInTest extends AsyncDisposable {
  readonly url: string;
  /** Goes away with all its connections. */
  readonly leave: () => Promise<void>;
  /** Comes back at the same address, with its sessions or as one that has forgotten all. */
  readonly comeBack: (sessions: "kept" | "lost") => Promise<void>;
  /** A device, or an edge node. */
  readonly device: (options?: Parameters<typeof mqtt.connectAsync>[1]) => Promise<MqttClient>;
  /** Packets of clients that logged in with this user, such as PUBACK; counted as they arrive. */
  readonly acked: () => number;
  readonly now: () => Aedes;
}

export interface BrokerChoices {
  readonly users?: Readonly<Record<string, string>>;
  /** A topic that nobody may listen to. */
  readonly secret?: string;
}

export async function brokerInTest({ users, secret }: BrokerChoices = {}): Promise<BrokerInTest> {
  const sockets = new Set<Socket>();
  const devices: MqttClient[] = [];
  let acked = 0;
  let server: Server;
  let port = 0;

  const open = async (): Promise<Aedes> => {
    const broker = await Aedes.createBroker({
      queueLimit: 100_000,
      authorizeSubscribe: (_client, subscription, done) =>
        done(null, subscription.topic === secret ? null : subscription),
      authenticate: (_client, user, password, done) =>
        done(null, users === undefined || users[String(user)] === password?.toString()),
    });
    broker.on("ack", (_packet, client) => {
      if (client.id.startsWith("celadon")) acked += 1;
    });
    return broker;
  };
  const listen = async (broker: Aedes): Promise<void> => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      broker.handle(socket);
    });
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (typeof address === "object" && address !== null) port = address.port;
  };
  const leave = async (): Promise<void> => {
    const closed = new Promise((done) => server.close(done));
    for (const socket of sockets) socket.destroy();
    await closed;
  };

  let broker = await open();
  await listen(broker);
  return {
    url: `mqtt://127.0.0.1:${port}`,
    leave,
    comeBack: async (sessions) => {
      if (sessions === "lost") {
        broker.close();
        broker = await open();
      }
      await listen(broker);
    },
    device: async (options = {}) => {
      const device = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 50, ...options });
      devices.push(device);
      return device;
    },
    acked: () => acked,
    now: () => broker,
    [Symbol.asyncDispose]: async () => {
      for (const device of devices) device.end(true);
      await leave();
      await new Promise<void>((done) => broker.close(done));
    },
  };
}
