import type { MetersFile } from "@celadon/collector/meters-file";
import { Decimal } from "@celadon/quantity";
import type { Scenario, SentReading } from "@celadon/simulator";
import type { MqttClient } from "mqtt";
import { failed } from "../ending.ts";
import { type BrokerPlace, brokerClient } from "./broker-client.ts";
import type { Device, Stage } from "./device.ts";
import { grouped } from "./grouped.ts";
import { type NodeMetric, sparkplugPayload, sparkplugTypes } from "./sparkplug-payload.ts";

type Broker = NonNullable<NonNullable<MetersFile["sparkplug"]>[number]["value"]>;

export interface NodePlace {
  readonly source: string;
  readonly entry: NonNullable<Broker["nodes"][number]["value"]>;
  readonly broker: BrokerPlace;
  /** Under this name the host says whether it is there; it is waited for. */
  readonly primaryHost: string | undefined;
}

/** An edge node: birth, data by alias, and its death as the will of its connection. */
export function sparkplugNode(place: NodePlace, { channels }: Scenario, stage: Stage): Device {
  const { source, entry, broker, primaryHost } = place;
  const topic = (type: string): string => `spBv1.0/${entry.group}/${type}/${entry.node}`;
  const own = channels.filter(({ name }) => name.startsWith(`${source}/`));
  const scales = new Map(entry.metrics?.map(({ name, value }) => [`${source}/${name}`, value?.scale]));
  const metrics = new Map(
    own.map(({ name, stepMicro }, alias) => [name, { alias, ...typeOf(scales.get(name), stepMicro) }]),
  );
  const shown = new Map<string, SentReading>();
  const death = sparkplugPayload([bdSeq], Date.now());
  let seq = 0;
  let nowMs = 0;

  const valueIn = ({ channel, value }: SentReading): NonNullable<NodeMetric["value"]> => {
    const { datatype, scale = "1" } = metrics.get(channel) ?? typeOf(undefined, 1);
    if (datatype === sparkplugTypes.double) return { double: Number(value) };
    const whole = new Decimal(value).div(scale);
    if (whole.isInteger()) return { long: BigInt(whole.toFixed()) };
    throw failed(`${channel} shows ${value}, which is no whole number of ${scale}: give its metric a smaller scale.`);
  };
  const birth = (): Buffer => {
    seq = 0;
    const born = own.map(({ name }): NodeMetric => {
      const last = shown.get(name);
      const metric = metrics.get(name);
      return {
        name: name.slice(source.length + 1),
        ...(metric && { alias: metric.alias }),
        atMs: last === undefined ? nowMs : last.atMs,
        ...(metric && { datatype: metric.datatype }),
        ...(last && { value: valueIn(last), isHistorical: last.isBackfill }),
      };
    });
    return sparkplugPayload([bdSeq, rebirthControl, ...born], nowMs, seq);
  };
  const data = (group: readonly SentReading[]): Buffer => {
    seq = (seq + 1) % 256;
    const sent = group.map((reading): NodeMetric => {
      const { channel, atMs, isBackfill } = reading;
      const alias = metrics.get(channel)?.alias;
      return { ...(alias !== undefined && { alias }), atMs, isHistorical: isBackfill, value: valueIn(reading) };
    });
    return sparkplugPayload(sent, nowMs, seq);
  };

  let opening: Promise<MqttClient> | undefined;
  const open = async (): Promise<MqttClient> => {
    const will = { topic: topic("NDEATH"), payload: death, qos: 1, retain: false } as const;
    const client = await brokerClient(source, broker, stage, will);
    const hosted = primaryHost === undefined ? undefined : `spBv1.0/STATE/${primaryHost}`;
    const say = (): void => void client.publish(topic("NBIRTH"), birth(), { qos: 0 });
    const isThere = new Promise<void>((there) => {
      if (hosted === undefined) there();
      client.on("message", (from, payload) => {
        if (from === hosted && isOnline(payload)) there();
        if (from === topic("NCMD") && payload.includes("Node Control/Rebirth")) say();
      });
    });
    await client.subscribeAsync([topic("NCMD"), ...(hosted === undefined ? [] : [hosted])], { qos: 1 });
    const late = AbortSignal.any([stage.signal, AbortSignal.timeout(Math.min(stage.patienceMs, 2 ** 31 - 1))]);
    const given = new Promise<"given-up">((up) => late.addEventListener("abort", () => up("given-up")));
    if ((await Promise.race([isThere, given])) === "given-up") {
      await client.endAsync();
      throw failed(`Host "${primaryHost}" is not there: start the collector with the same meters file.`);
    }
    say();
    client.on("connect", say); // again: whoever listens may have missed something
    return client;
  };

  return {
    speaksFor: (channel) => metrics.has(channel),
    send: async (readings, { untilMs }) => {
      nowMs = untilMs;
      opening ??= open();
      const client = await opening;
      for (const group of grouped(readings.filter(({ isKept }) => !isKept))) {
        for (const reading of group) {
          const last = shown.get(reading.channel);
          if (last === undefined || last.atMs <= reading.atMs) shown.set(reading.channel, reading);
        }
        const isTwice = group[0]?.isDoubled === true;
        for (let sends = 0; sends < (isTwice ? 2 : 1); sends++)
          await client.publishAsync(topic("NDATA"), data(group), { qos: 0 });
      }
    },
    finished: async () => undefined,
    [Symbol.asyncDispose]: async () => {
      const client = await opening?.catch(() => undefined);
      if (client === undefined) return;
      await client.publishAsync(topic("NDEATH"), death, { qos: 1 });
      await client.endAsync();
    },
  };
}

/** What the file scales goes out as Int64, what is whole as UInt64, and all else as Double. */
const typeOf = (scale: string | undefined, stepMicro: number) => {
  if (scale !== undefined) return { datatype: sparkplugTypes.int64, scale };
  return { datatype: stepMicro === 1_000_000 ? sparkplugTypes.uint64 : sparkplugTypes.double };
};

/** Pairs birth and death; there is one birth series for as long as the node is played. */
const bdSeq = { name: "bdSeq", datatype: sparkplugTypes.uint64, value: { long: 0n } } as const;
const rebirthControl = {
  name: "Node Control/Rebirth",
  datatype: sparkplugTypes.boolean,
  value: { boolean: false },
} as const;

function isOnline(payload: Uint8Array): boolean {
  try {
    return (JSON.parse(Buffer.from(payload).toString("utf8")) as { online?: unknown } | null)?.online === true;
  } catch {
    return false; // a state of Sparkplug 2 or of somebody else
  }
}
