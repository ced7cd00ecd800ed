import type { MetersFile } from "@celadon/collector/meters-file";
import type { Scenario } from "@celadon/simulator";
import { failed } from "../ending.ts";
import type { Device, Stage } from "./device.ts";
import type { DeviceWay } from "./device-way.ts";
import { hj212Station } from "./hj212-station.ts";
import { modbusSlave } from "./modbus-slave.ts";
import { mqttPublisher } from "./mqtt-publisher.ts";
import { sparkplugNode } from "./sparkplug-node.ts";

export interface Casting {
  readonly way: DeviceWay;
  readonly scenario: Scenario;
  /** The source of the meters file that is played; all of the scenario's factory where absent. */
  readonly source: string | undefined;
}

/** The devices of the meters file that are played. */
export function playDevices(meters: MetersFile, { way, scenario, source }: Casting, stage: Stage): readonly Device[] {
  const isPlayed = (name: string, factory: string): boolean =>
    source === undefined ? factory === scenario.factory : name === source;
  const devices = devicesBy[way](meters, isPlayed, scenario, stage);
  if (devices.length > 0) return devices;
  const whose = source === undefined ? `of factory "${scenario.factory}"` : `"${source}"`;
  throw failed(`The meters file has no source ${whose} under "${way}": name one that it has with --source.`);
}

type ByWay = (
  meters: MetersFile,
  isPlayed: (name: string, factory: string) => boolean,
  scenario: Scenario,
  stage: Stage,
) => readonly Device[];

const devicesBy: Readonly<Record<DeviceWay, ByWay>> = {
  hj212: ({ hj212 }, isPlayed, _scenario, stage) =>
    (hj212?.stations ?? []).flatMap(({ name: source, value: entry }) => {
      if (hj212 === undefined || entry === undefined || !isPlayed(source, entry.factory)) return [];
      return [hj212Station({ source, entry, ...reachable(hj212.listen) }, stage)];
    }),
  mqtt: ({ mqtt }, isPlayed, _scenario, stage) =>
    (mqtt ?? []).flatMap(({ value: broker }) =>
      (broker?.sources ?? []).flatMap(({ name: source, value: entry }) =>
        broker === undefined || entry === undefined || !isPlayed(source, entry.factory)
          ? []
          : [mqttPublisher({ source, entry, broker }, stage)],
      ),
    ),
  sparkplug: ({ sparkplug }, isPlayed, scenario, stage) =>
    (sparkplug ?? []).flatMap(({ value: broker }) =>
      (broker?.nodes ?? []).flatMap(({ name: source, value: entry }) =>
        broker === undefined || entry === undefined || !isPlayed(source, entry.factory)
          ? []
          : [sparkplugNode({ source, entry, broker, primaryHost: broker.primaryHost }, scenario, stage)],
      ),
    ),
  modbus: ({ modbus }, isPlayed, scenario, stage) => {
    const sources = (modbus ?? []).flatMap(({ name, value }) =>
      value !== undefined && isPlayed(name, value.factory) ? [value] : [],
    );
    const addresses = new Set(sources.map(({ host }) => host));
    const ports = new Set(sources.map(({ port = 502 }) => port));
    return [...addresses].flatMap((host) =>
      [...ports].flatMap((port) => {
        const there = sources.filter((source) => source.host === host && (source.port ?? 502) === port);
        return there.length === 0 ? [] : [modbusSlave({ host, port, sources: there }, scenario, stage)];
      }),
    );
  },
};

/** Who listens everywhere is reached on this machine. */
const reachable = ({ host, port }: { readonly host: string; readonly port: number }) => ({
  host: host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host,
  port,
});
